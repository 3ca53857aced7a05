const brand = Symbol.for('aws-stack.StackError')

/** Who has to act: the reader of the message, AWS (or the network to it), or we. */
export type Blame = 'user' | 'aws' | 'bug'

export interface StackErrorOptions {
  blame?: Blame
  /** Commands the reader can paste, likeliest first. */
  suggestions?: string[]
  /** A page that explains more. */
  ref?: string
  /** Facts for `--json`: stack, resource, reason, template position. Never a secret. */
  details?: Record<string, unknown>
  cause?: unknown
}

/**
 * Every failure that we expect. `code` is stable and documented in `docs/errors.md`; `message` is lower case, has no final period
 * and contains the wrong value. The field names are those of oclif's `PrettyPrintableError`, so it prints without knowing us.
 */
export class StackError extends Error {
  readonly code: string
  readonly blame: Blame
  readonly suggestions: string[]
  readonly ref: string | undefined
  readonly details: Record<string, unknown>

  constructor(code: string, message: string, options: StackErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.name = 'StackError'
    this.code = code
    this.blame = options.blame ?? 'user'
    this.suggestions = options.suggestions ?? []
    this.ref = options.ref
    this.details = options.details ?? {}
    Object.defineProperty(this, brand, {value: true})
  }

  /** By brand, not `instanceof`: a plugin may bring its own copy of this package. */
  static is(error: unknown): error is StackError {
    return typeof error === 'object' && error !== null && brand in error
  }
}

/** What an aborted wait throws: `CANCELLED` by a process signal, `TIMED_OUT` by the time limit. `earlier` is what had failed before. */
export function cancelled(
  signal: AbortSignal,
  {earlier, cause = earlier}: {earlier?: unknown; cause?: unknown} = {},
): StackError {
  const reason = typeof signal.reason === 'string' ? signal.reason : 'abort'
  const failure = earlier instanceof Error ? earlier.message : undefined
  const what = reason === 'timeout' ? 'the time limit is reached' : `cancelled by ${reason}`
  const message = failure === undefined ? what : `${what}, after a failure: ${failure}`
  return new StackError(reason === 'timeout' ? 'TIMED_OUT' : 'CANCELLED', message, {
    details: {signal: reason, ...(failure && {failure})},
    cause,
  })
}

/** Of an aborted wait. */
export function isCancelled(error: unknown): boolean {
  return StackError.is(error) && (error.code === 'CANCELLED' || error.code === 'TIMED_OUT')
}

/** Another operation holds the stack. */
export function busy(stack: {name: string; status: string; statusReason?: string}, cause?: unknown): StackError {
  const {name, status, statusReason} = stack
  const reason = statusReason ? ` (${statusReason})` : ''
  return new StackError('BUSY', `${name} is ${status}${reason}: another operation is running`, {
    details: {stack: name, status},
    cause,
  })
}
