import {cancelled, StackError} from '../errors.js'

/** The fake's operations that somebody watches. */
export class UnderWay {
  readonly #cancels = new Map<string, () => void>()

  /** Until it is done, cancelled, or nobody watches any more. `true`: it was cancelled. */
  async wait(name: string, done: () => Promise<void>, leave: AbortSignal): Promise<boolean> {
    let wasCancelled = false
    const cancel = new Promise<void>((resolve) =>
      this.#cancels.set(name, () => {
        wasCancelled = true
        resolve()
      }),
    )
    await Promise.race([done(), cancel, ended(leave)])
    this.#cancels.delete(name)
    if (leave.aborted) throw cancelled(leave)
    return wasCancelled
  }

  /** `false`: nobody watches it here. */
  cancel(name: string): boolean {
    this.#cancels.get(name)?.()
    return this.#cancels.has(name)
  }
}

export function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), {once: true})
  })
}

/** As CloudFormation refuses. */
export function refused(message: string, awsCode = 'ValidationError'): StackError {
  return new StackError('AWS_REFUSED', message, {details: {awsCode}})
}
