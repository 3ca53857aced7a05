import type {Beat} from './beats.js'
import type {
  ConfigApplicationScene,
  ConfigStrategyScene,
  FunctionScene,
  LogScene,
  ServiceScene,
  StackScene,
  TaskDefinitionScene,
} from './scenes.js'

/** A story about stacks and what they hold, as data: it can be sent as JSON. Times are milliseconds of its own clock. */
export interface Scenario {
  readonly name: string
  /** What happens, in one sentence. */
  readonly summary: string
  /** Pages that say that AWS does so. */
  readonly sources: readonly string[]
  /** How many times as fast as AWS it plays; 1 unless said. */
  readonly speed?: number
  /** The command to run next, to watch it. */
  readonly watch?: string
  readonly stacks?: readonly StackScene[]
  readonly services?: readonly ServiceScene[]
  readonly taskDefinitions?: readonly TaskDefinitionScene[]
  readonly functions?: readonly FunctionScene[]
  readonly logs?: readonly LogScene[]
  /** Applications of AppConfig. */
  readonly configs?: readonly ConfigApplicationScene[]
  readonly strategies?: readonly ConfigStrategyScene[]
  readonly plays: readonly Play[]
  /** The calls that tell it once, in order, each made when the one before is played out, and what is then. */
  readonly ending: Ending
}

/** What begins at a call, or with the scenario. */
export interface Play {
  readonly on: 'load' | Cue
  readonly beats: readonly Beat[]
  /** How often; always, unless said. The first play of a scenario whose cue fits and that is not used up is played. */
  readonly times?: number
}

/** Every field that is given must fit the call. */
export interface Cue {
  readonly operation: string
  readonly stack?: string
  readonly service?: string
  /** Of AppConfig, by name. */
  readonly application?: string
  readonly environment?: string
  readonly profile?: string
  /** Logical ids that `ResourcesToSkip` or `RetainResources` of the call must name. */
  readonly resources?: readonly string[]
}

export interface Ending {
  readonly after: readonly EndingCall[]
  /** Stack statuses by name; `null`: there is none. */
  readonly stacks?: Readonly<Record<string, string | null>>
  /** Rollout state of the primary deployment, by service. */
  readonly services?: Readonly<Record<string, string>>
  /** `LastUpdateStatus`, by function. */
  readonly functions?: Readonly<Record<string, string>>
  /** State of the newest deployment of a configuration, by `environment/profile`. */
  readonly deployments?: Readonly<Record<string, string>>
}

export interface EndingCall {
  readonly operation: string
  readonly stack?: string
  readonly service?: string
  readonly resources?: readonly string[]
  readonly environment?: string
  readonly profile?: string
  /** What is uploaded. */
  readonly content?: string
  /** By the id of one that AWS has; the scenario's first unless said. */
  readonly strategy?: string
  /** The error that it meets. */
  readonly refused?: string
  /** Before the play of the call before is over, so many milliseconds after it began. */
  readonly afterMs?: number
}
