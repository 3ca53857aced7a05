import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {StatusResult} from '../results.js'
import {stackName} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'

export interface StatusInput {
  readonly parts?: readonly string[] | undefined
}

/** What is deployed and in which state. Read only. */
export async function status<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: StatusInput,
  ctx: Context,
): Promise<StatusResult> {
  const parts = await Promise.all(
    selectParts(app, input.parts).map(async (part) => {
      const name = stackName(app, settings, part)
      const stack = await ctx.cloudFormation.describe(name)
      return {part, name, stack, resources: stack ? await ctx.cloudFormation.resources(stack.id) : []}
    }),
  )

  const outputs = new Map(parts.map(({part, stack}) => [part, stack?.outputs ?? {}]))
  const values = parts.flatMap(({stack}) => Object.values(stack?.parameters ?? {}))
  const stacks = parts.map(({part, name, stack, resources}) => ({
    part,
    name,
    status: stack?.status ?? 'NOT_DEPLOYED',
    ...(stack?.statusReason && {statusReason: stack.statusReason}),
    ...(stack && {updatedAt: new Date(stack.updatedAt ?? stack.createdAt).toISOString()}),
    resources: resources.length,
  }))
  const images = app.images.map(({name, repository}) => {
    const uri = values.find((value) => value.startsWith(`${outputs.get(repository.part)?.[repository.name]}@`))
    return {name, ...(uri && {uri})}
  })
  return {
    app: app.name,
    stage: settings.stage,
    region: settings.region,
    deployed: stacks.every(({status}) => isLive(status)),
    stacks,
    images,
  }
}

function isLive(status: string): boolean {
  return status.endsWith('_COMPLETE') && status !== 'ROLLBACK_COMPLETE'
}
