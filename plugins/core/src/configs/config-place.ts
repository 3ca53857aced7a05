import type {AppDefinition} from '../app.js'
import {checkSettings} from '../config/check-settings.js'
import {gatherSettings} from '../config/gather-settings.js'
import {loadSettings} from '../config/load-settings.js'
import type {SettingsSources} from '../config/settings-source.js'
import {scopeOf} from '../scope.js'
import type {ConfigSourceOptions} from './config-source.js'

export interface ConfigPlace {
  /** `undefined`: no setting says. */
  readonly directory: string | undefined
  readonly options: ConfigSourceOptions
}

/**
 * Where the app's configurations are and how they are compiled, from what settings there are: no region is needed for it, nor what a deploy
 * needs besides. Throws `SETTINGS_INVALID` where the settings file is none.
 */
export async function configPlace<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  sources: SettingsSources,
): Promise<ConfigPlace> {
  const {chosen, problems} = await gatherSettings(app, sources)
  if (problems.length > 0) await loadSettings(app, sources)
  const values = Object.fromEntries([...chosen].map(([key, {value}]) => [key, value]))
  const {settings} = checkSettings(app, values)
  const scope = scopeOf(app, {...settings, config: settings.config ?? usable(app, values)}, undefined)
  return {directory: app.configs?.directory(scope), options: app.configs?.sources?.(scope) ?? {}}
}

/** The settings that are right by themselves. */
function usable<Config, Facts>({settings}: AppDefinition<Config, Facts>, values: Readonly<Record<string, unknown>>) {
  const fields = Object.entries(settings.shape).map(([key, schema]) => [key, schema.safeParse(values[key]).data])
  return Object.fromEntries(fields) as Config
}
