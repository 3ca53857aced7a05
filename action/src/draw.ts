import {type AppDefinition, type Settings, sketch, toMermaid} from '@aws-stack/core'

/** The architecture as Mermaid. A module of its own, loaded when it is drawn: no step waits for it. */
export async function draw<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  accountId: string | undefined,
): Promise<string> {
  return toMermaid(await sketch(app, settings, accountId))
}
