import {StackError} from '@aws-stack/core'

/** Turns the first SIGINT or SIGTERM into an abort with the signal's name as reason. The second is the program's: it leaves at once. */
export interface Cancellation {
  readonly signal: AbortSignal
  /** Signals are the process's own again. */
  end(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export function listenForCancellation(say: (text: string) => void): Cancellation {
  const controller = new AbortController()
  const cancel = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) return
    say(
      `${name}: nothing new is started; what runs here is stopped, what runs at AWS goes on. Once more to leave at once.`,
    )
    controller.abort(name)
  }
  for (const name of SIGNALS) process.on(name, cancel)
  return {
    signal: controller.signal,
    end() {
      for (const name of SIGNALS) process.off(name, cancel)
    },
  }
}

/** What every wait that was aborted is told as. */
export function cancelledBy({reason}: AbortSignal, cause?: unknown): StackError {
  return new StackError('CANCELLED', `cancelled by ${String(reason)}`, {details: {signal: reason as unknown}, cause})
}
