import type {AppDefinition} from '../app.js'
import type {Settings} from '../settings.js'

/** Where values come from, highest priority first. Values of the app are named by the keys of its settings schema. */
export interface SettingsSources {
  /** Folder of `.env` and `aws-stack.yaml`. */
  readonly cwd: string
  /** Another settings file than `aws-stack.yaml`; it must exist. */
  readonly file?: string | undefined
  /** Flags that were given: `stage`, `region` and keys of the app's settings. */
  readonly flags: Readonly<Record<string, string | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What the SDK's chain or the local AWS says where nothing else does. */
  readonly fallbackRegion?: string | undefined
  /** Sample settings of the local AWS, below the defaults' only better: the settings file. */
  readonly sample?: Readonly<Record<string, string>> | undefined
}

export interface LoadedSettings<Config> extends Settings<Config> {
  /** Key to where its value came from: `--cidr`, `VAST_CIDR`, `VAST_CIDR in .env`, `aws-stack.yaml:7`, `sample`, `default`. */
  readonly sources: Readonly<Record<string, string>>
}

/** Throws `SETTINGS_INVALID` with all problems and their places together. */
export async function loadSettings<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  sources: SettingsSources,
): Promise<LoadedSettings<Config>> {
  throw new Error(`not written yet ${app.name} ${sources.cwd}`)
}
