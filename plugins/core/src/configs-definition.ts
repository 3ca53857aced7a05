import type {OutputReference, Scope} from './app.js'
import type {ConfigSourceOptions} from './configs/config-source.js'

/** Configurations: compiled from sources, kept by AppConfig as hosted versions of a profile, deployed to environments. The third layer of an app. */
export interface ConfigsDefinition<Config, Facts> {
  /** Where the application lives: the part's outputs `ApplicationId`, `StrategyId`, and `EnvironmentId` of each environment by `environmentOutput`. */
  readonly part: string
  readonly environmentOutput: (environment: string) => string
  /** The folder of the sources, absolute. `undefined`: the app has no configurations yet. */
  readonly directory: (scope: Scope<Config, undefined>) => string | undefined
  /** Which are compiled, how, and what they are checked against. */
  readonly sources?: (scope: Scope<Config, undefined>) => ConfigSourceOptions
  /**
   * The settings that these functions read, `profiles` aside: all that commands about configurations need, so that they work without the others.
   * Without it they need all.
   */
  readonly settings?: readonly (keyof Config & string)[]
  /** Where `deploy` releases to. */
  readonly environments: (scope: Scope<Config, undefined>) => readonly string[]
  /** The part that makes the profile of that name, and the output with its id; profiles that no part makes are looked up by name. */
  readonly profiles: (scope: Scope<Config, Facts>) => Readonly<Record<string, OutputReference>>
  /** An application, a strategy of these names instead of the part's: what the seed's variables say. */
  readonly names?: (scope: Scope<Config, undefined>) => {readonly application?: string; readonly strategy?: string}
}
