import type {AppOutline} from './app.js'
import type {Context, Stack} from './context.js'
import {StackError} from './errors.js'
import {stackName} from './scope.js'
import type {Settings} from './settings.js'

export interface FoundService {
  readonly stack: Stack
  readonly cluster: string
  readonly service: string
}

/** Where the server of a part runs. Throws `NOT_DEPLOYED`. */
export async function findService(
  app: AppOutline,
  settings: Settings,
  part: string,
  ctx: Context,
): Promise<FoundService> {
  const stack = await ctx.cloudFormation.describe(stackName(app, settings, part))
  const {Cluster: cluster, Service: service} = stack?.outputs ?? {}
  if (stack && cluster && service) return {stack, cluster, service}
  const message = `${part} of ${app.name} is not deployed as stage ${settings.stage} in ${settings.region}`
  throw new StackError('NOT_DEPLOYED', message, {suggestions: [`aws-stack ${app.name}:deploy`]})
}
