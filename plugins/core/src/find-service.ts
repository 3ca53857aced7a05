import type {AppDefinition} from './app.js'
import type {Context, Stack} from './context.js'
import {outputsOf} from './outputs-of.js'
import type {Settings} from './settings.js'

export interface FoundService {
  readonly stack: Stack
  readonly cluster: string
  readonly service: string
}

/** Where the server of a part runs. Throws `NOT_DEPLOYED`. */
export async function findService<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  part: string,
  ctx: Context,
): Promise<FoundService> {
  const {stack, outputs} = await outputsOf(app, settings, {part, names: ['Cluster', 'Service']}, ctx)
  return {stack, cluster: outputs.Cluster, service: outputs.Service}
}
