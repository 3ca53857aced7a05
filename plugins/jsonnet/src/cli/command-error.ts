import type {JsonnetError} from '../errors.js'

/** Whose fault it is: the arguments, a file to read, a file to write, or the program. */
export type CommandErrorKind = 'usage' | 'source' | 'target' | 'program'

/** Why the command ends; its message is what `jsonnet` prints, and `cause` the JsonnetError where the program is wrong. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  declare readonly cause?: JsonnetError
  readonly kind: CommandErrorKind
  /** Whether the help is shown behind the message. */
  readonly showHelp: boolean

  constructor(kind: CommandErrorKind, message: string, {cause, showHelp = false}: CommandErrorOptions = {}) {
    super(message, cause && {cause})
    this.kind = kind
    this.showHelp = showHelp
  }
}

interface CommandErrorOptions {
  readonly cause?: JsonnetError
  readonly showHelp?: boolean
}

export function usageError(message: string, options: CommandErrorOptions = {}): CommandError {
  return new CommandError('usage', message, options)
}
