export type LocalErrorCode = 'LOCAL_DIFFERS' | 'LOCAL_NOT_RUNNING' | 'LOCAL_START_FAILED'

/**
 * An expected failure as kit and its exit codes know it: a `StackError`, which is recognised by its brand, as this room does not know
 * the engine's package.
 */
export class LocalError extends Error {
  readonly code: LocalErrorCode
  readonly blame = 'user'
  readonly suggestions: readonly string[]
  readonly ref = undefined
  readonly details: Readonly<Record<string, unknown>> = {}

  constructor(code: LocalErrorCode, message: string, suggestions: readonly string[] = []) {
    super(message)
    this.name = 'StackError'
    this.code = code
    this.suggestions = suggestions
    Object.defineProperty(this, Symbol.for('aws-stack.StackError'), {value: true})
  }
}
