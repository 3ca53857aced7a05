import type {StackCommand} from '../stack-command.js'

/** What a factory returns: a command class, ready for oclif. */
export type AppCommand = typeof StackCommand &
  (new (...args: ConstructorParameters<typeof StackCommand>) => StackCommand)
