import type {AppDefinition} from '../app.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {compileConfigs} from './compile-configs.js'
import type {CompiledConfig} from './config-source.js'
import {configsInvalid} from './configs-invalid.js'
import {confined} from './confined.js'
import {findConfigs} from './find-configs.js'

/** The app's configurations as they are uploaded, by profile; none where it has no folder of them. Throws `CONFIG_INVALID` that names every file that does not compile. */
export async function compileApp<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
): Promise<readonly CompiledConfig[]> {
  const scope = scopeOf(app, settings, undefined)
  const directory = app.configs?.directory(scope)
  if (directory === undefined) return []
  const sources = await findConfigs(directory, {})
  const {compiled, failed} = await compileConfigs(sources, confined(directory, app.configs?.sources?.(scope) ?? {}))
  if (failed.length > 0) throw configsInvalid(failed, sources.length)
  return compiled
}
