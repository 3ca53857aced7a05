import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {deployedStacks, type DeployedStacks} from '../diagram/deployed-stacks.js'
import type {DiagramResult} from '../diagram/diagram-result.js'
import {drawDiagram} from '../diagram/draw-diagram.js'
import {plannedStacks} from '../diagram/planned-stacks.js'
import {StackError} from '../errors.js'
import type {Settings} from '../settings.js'
import {withMembers} from '../with-members.js'

export interface DiagramInput {
  /** What a deploy would make instead of what is deployed; needs the app's settings. */
  readonly planned?: boolean | undefined
  /** Also what only operates the rest: alarms, keys, repositories. */
  readonly all?: boolean | undefined
}

/** The architecture of an app, from its templates and parameters. Read only. Throws `NOT_DEPLOYED` where nothing is deployed. */
export async function diagram<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {planned = false, all}: DiagramInput,
  ctx: Context,
): Promise<DiagramResult> {
  const {stage, region} = settings
  const {accountId, app, stacks, changedAt} = await inAccount(settings, ctx, async () => {
    const app = await withMembers(definition, settings, ctx)
    const drawn = planned
      ? plannedStacks(app, settings, ctx).then((stacks): DeployedStacks => ({stacks}))
      : deployedStacks(app, settings, ctx)
    const [{accountId}, found] = await Promise.all([ctx.identity(), drawn])
    return {app, accountId, ...found}
  })
  if (stacks.length === 0) throw notDeployed(app.name, settings)
  const drawn = drawDiagram(stacks, {app: app.name, stage, region, accountId}, {all})
  const source = planned ? 'planned' : 'deployed'
  return {app: app.name, title: app.title, stage, region, source, ...(changedAt !== undefined && {changedAt}), ...drawn}
}

function notDeployed(app: string, {stage, region}: Settings): StackError {
  return new StackError(
    'NOT_DEPLOYED',
    `${app} is not deployed as stage ${stage} in ${region}: there is nothing to draw but the plan`,
    {
      suggestions: [`aws-stack ${app}:diagram --planned`, `aws-stack ${app}:deploy`],
    },
  )
}
