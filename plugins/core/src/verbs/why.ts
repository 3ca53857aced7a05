import type {AppDefinition} from '../app.js'
import type {Context, DeletedStack, Stack} from '../context.js'
import {findCause} from '../diagnosis/find-cause.js'
import {endedWell, hasFailed, operationsOf, type StackOperation} from '../diagnosis/operations-of.js'
import type {PartFailure, WhyResult} from '../results.js'
import {stackName} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {readTemplate} from '../template/read-template.js'
import {withMembers} from '../with-members.js'

export interface WhyInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
}

/**
 * The last failure of each part, from CloudFormation's own events, so it can be told later and from any machine; also of a stack that was
 * deleted since, for 90 days. Read only.
 */
export async function why<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: WhyInput,
  ctx: Context,
): Promise<WhyResult> {
  const app = await withMembers(definition, settings, ctx)
  const chosen = selectParts(app, input.parts)
  const stacks = await Promise.all(
    chosen.map(async (part) => {
      const name = stackName(app, settings, part)
      return {part, name, stack: await ctx.cloudFormation.describe(name)}
    }),
  )
  const deleted = stacks.some(({stack}) => stack === undefined) ? await ctx.cloudFormation.deletedStacks() : []
  const parts = await Promise.all(
    stacks.map(async ({part, name, stack}) => {
      const failure = await lastFailure({app, part, name, stack, deleted}, ctx)
      return {part, name, status: stack?.status ?? 'NOT_DEPLOYED', ...(failure && {failure})}
    }),
  )
  return {app: app.name, stage: settings.stage, region: settings.region, failed: parts.some(isBroken), parts}
}

interface Place {
  readonly app: Pick<AppDefinition, 'name'> & {readonly stacks: readonly {part: string; template: string}[]}
  readonly part: string
  readonly name: string
  readonly stack: Stack | undefined
  readonly deleted: readonly DeletedStack[]
}

/** Of the stack that is there, else of the newest one that had its name. */
async function lastFailure({app, part, name, stack, deleted}: Place, ctx: Context): Promise<PartFailure | undefined> {
  const id = stack?.id ?? deleted.find((one) => one.name === name)?.id
  if (id === undefined) return undefined
  let mended: StackOperation | undefined
  for await (const operation of operationsOf(ctx.cloudFormation.history(id, ctx.signal), id)) {
    if (!hasFailed(operation)) {
      if (endedWell(operation)) mended = operation
      continue
    }
    const file = app.stacks.find((definition) => definition.part === part)?.template
    const template = file === undefined ? undefined : await readTemplate(file)
    const {events, kind, startedAt, endedAs, endedAt} = operation
    const stackReason = events.findLast(({logicalId, reason}) => logicalId === name && reason)?.reason
    const cause = await findCause({app: app.name, stack: name, stackId: id, events, stackReason, template}, ctx)
    return {
      operation: kind,
      startedAt: isoOf(startedAt),
      ...(endedAs && {endedAs}),
      ...(endedAt !== undefined && {endedAt: isoOf(endedAt)}),
      ...(cause && {cause: {...cause, suggestions: [...cause.suggestions, ...next(app.name, kind)]}}),
      ...(mended && {mended: {operation: mended.kind, at: isoOf(mended.endedAt ?? mended.startedAt)}}),
    }
  }
  return undefined
}

function next(app: string, kind: StackOperation['kind']): string[] {
  return [kind === 'DELETE' ? `aws-stack ${app}:destroy` : `aws-stack ${app}:deploy`]
}

function isBroken({failure}: {failure?: PartFailure}): boolean {
  return failure !== undefined && failure.mended === undefined
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
