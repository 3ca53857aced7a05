import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {livingResources} from '../living-resources.js'
import {placeAsked} from '../releases/app-deployments.js'
import {configStatuses} from '../releases/config-statuses.js'
import type {StatusResult} from '../results.js'
import {stackName} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {imageLooker} from '../truth/image-facts.js'
import {lookAtFunctions} from '../truth/look-at-functions.js'
import {lookAtServer} from '../truth/look-at-server.js'
import {lookAtServices} from '../truth/look-at-services.js'
import {withMembers} from '../with-members.js'

export interface StatusInput {
  readonly parts?: readonly string[] | undefined
  /** Id or ARN: only this one of the server's tasks. */
  readonly task?: string | undefined
  /** The server is looked at whatever `parts` says. */
  readonly server?: boolean | undefined
}

/** What is deployed and in which state, and what its services, functions and server run. Read only. */
export async function status<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: StatusInput,
  ctx: Context,
): Promise<StatusResult> {
  const app = await withMembers(definition, settings, ctx)
  const chosen = selectParts(app, input.parts)
  const optional = new Set(app.stacks.flatMap((stack) => (stack.optional ? [stack.part] : [])))
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
  const repositories = app.images.flatMap(({repository: {part, name}}) => outputs.get(part)?.[name] ?? [])
  const lookAtImage = imageLooker(repositories, ctx)
  const looked = await Promise.all(
    all
      .filter(
        ({part, stack}) => chosen.includes(part) && (stack !== undefined || input.parts?.length || !optional.has(part)),
      )
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
        const [services, functions] = await Promise.all([
          lookAtServices(part, resources, ctx),
          lookAtFunctions(part, resources, lookAtImage, ctx),
        ])
        return {status, services, functions}
      }),
  )
  const {part = '', stack} = all.find((each) => each.part === app.server?.part) ?? {}
  const server =
    stack && (input.server || chosen.includes(part))
      ? await lookAtServer({app: app.name, part, stack, task: input.task}, lookAtImage, ctx)
      : undefined
  const stacks = looked.map(({status}) => status)
  const place = await placeAsked(app, settings, input.parts, ctx)
  const configs = place ? await configStatuses(place, Object.keys(place.environments), ctx) : []
  const images = await Promise.all(
    app.images.map(async ({name, repository}) => {
      const uri = values.find((value) => value.startsWith(`${outputs.get(repository.part)?.[repository.name]}@`))
      return {name, ...(uri && {uri, ...(await lookAtImage(uri))})}
    }),
  )
  return {
    app: app.name,
    stage: settings.stage,
    region: settings.region,
    deployed: stacks.every(({status}) => isLive(status)),
    stacks,
    images,
    services: looked.flatMap(({services}) => services),
    functions: looked.flatMap(({functions}) => functions),
    configs,
    ...(server && {server}),
  }
}

function isLive(status: string): boolean {
  return status.endsWith('_COMPLETE') && status !== 'ROLLBACK_COMPLETE'
}
