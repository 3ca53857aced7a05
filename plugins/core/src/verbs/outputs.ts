import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {OutputsResult} from '../results.js'
import {stackName} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {withMembers} from '../with-members.js'

export interface OutputsInput {
  readonly parts?: readonly string[] | undefined
}

/** The outputs of the deployed stacks. Throws `NOT_DEPLOYED` where there is none of them. */
export async function outputs<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: OutputsInput,
  ctx: Context,
): Promise<OutputsResult> {
  const {stage, region} = settings
  const app = await withMembers(definition, settings, ctx)
  const parts = selectParts(app, input.parts)
  const stacks = await inAccount(settings, ctx, () =>
    Promise.all(
      parts.map(async (part) => ({part, stack: await ctx.cloudFormation.describe(stackName(app, settings, part))})),
    ),
  )
  if (stacks.every(({stack}) => stack === undefined)) throw notDeployed(app.name, settings)
  const found = stacks.flatMap(({part, stack}) =>
    Object.entries(stack?.outputs ?? {}).map(([name, value]) => ({part, name, value})),
  )
  return {app: app.name, stage, region, outputs: found}
}

function notDeployed(app: string, {stage, region}: Settings): StackError {
  return new StackError('NOT_DEPLOYED', `${app} is not deployed as stage ${stage} in ${region}`, {
    suggestions: [`aws-stack ${app}:deploy`],
  })
}
