import type {Command} from '@oclif/core/command'

export {Config, Plugin} from '@oclif/core/config'
export {flush} from '@oclif/core/flush'
export {normalizeArgv} from '@oclif/core/help'
export {run} from '@oclif/core/run'

/** A command that was found and is not loaded yet. */
export type Loadable = Command.Loadable
