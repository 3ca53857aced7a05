import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context, StackResource} from '../context.js'
import type {StatusResult} from '../results.js'
import {stackName} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {lookAtServices} from '../truth/look-at-services.js'

export interface StatusInput {
  readonly parts?: readonly string[] | undefined
}

/** What is deployed and in which state, and what its services run. Read only. */
export async function status<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: StatusInput,
  ctx: Context,
): Promise<StatusResult> {
  const chosen = selectParts(app, input.parts)
  const all = await inAccount(settings, ctx, () =>
    Promise.all(
      app.stacks.map(async ({part}) => {
        const name = stackName(app, settings, part)
        return {part, name, stack: await ctx.cloudFormation.describe(name)}
      }),
    ),
  )

  const outputs = new Map(all.map(({part, stack}) => [part, stack?.outputs ?? {}]))
  const values = all.flatMap(({stack}) => Object.values(stack?.parameters ?? {}))
  const looked = await Promise.all(
    all
      .filter(({part}) => chosen.includes(part))
      .map(async ({part, name, stack}) => {
        const resources = stack ? await livingResources(stack.id, ctx) : []
        const status = {
          part,
          name,
          status: stack?.status ?? 'NOT_DEPLOYED',
          ...(stack?.statusReason && {statusReason: stack.statusReason}),
          ...(stack && {updatedAt: new Date(stack.updatedAt ?? stack.createdAt).toISOString()}),
          resources: resources.length,
        }
        return {status, services: await lookAtServices(part, resources, ctx)}
      }),
  )
  const stacks = looked.map(({status}) => status)
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
    services: looked.flatMap(({services}) => services),
  }
}

async function livingResources(stackId: string, ctx: Context): Promise<StackResource[]> {
  const resources = await ctx.cloudFormation.resources(stackId)
  return resources.filter(({status}) => status !== 'DELETE_COMPLETE')
}

function isLive(status: string): boolean {
  return status.endsWith('_COMPLETE') && status !== 'ROLLBACK_COMPLETE'
}
