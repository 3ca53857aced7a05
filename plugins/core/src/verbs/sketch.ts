import type {AppDefinition} from '../app.js'
import type {DiagramResult} from '../diagram/diagram-result.js'
import {drawDiagram} from '../diagram/draw-diagram.js'
import {stacksBy} from '../diagram/planned-stacks.js'
import type {Lookups} from '../lookups.js'
import type {Settings} from '../settings.js'
import {withNamedMembers} from '../with-members.js'

/** Of no account. */
const UNKNOWN_ACCOUNT = '000000000000'

/**
 * The architecture that a deploy would make, drawn from templates and settings alone: AWS is not asked. What a definition looks up in the account
 * decides no box and no arrow, only values.
 */
export async function sketch<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  accountId = UNKNOWN_ACCOUNT,
): Promise<DiagramResult> {
  const {stage, region} = settings
  const app = withNamedMembers(definition, settings)
  const stacks = await stacksBy(app, settings, nobody(region))
  const drawn = drawDiagram(stacks, {app: app.name, stage, region, accountId})
  return {app: app.name, title: app.title, stage, region, source: 'planned', ...drawn}
}

/** Answers as an empty account would where that VPC is alone. */
function nobody(region: string): Lookups {
  return {
    vpc: async (vpcId) => ({vpcId, cidrs: ['0.0.0.0/32'], mainRouteTableId: 'rtb-00000000', routes: []}),
    output: async () => undefined,
    bucketRegion: async () => region,
  }
}
