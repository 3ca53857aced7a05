import {createInterface, type Interface} from 'node:readline'

import {cancelled} from '@aws-stack/core'

export interface PromptOptions {
  readonly signal: AbortSignal
  readonly input: NodeJS.ReadableStream & {readonly isTTY?: boolean}
  /** Where questions are written; standard output is for results. */
  readonly output: NodeJS.WritableStream & {readonly isTTY?: boolean}
}

/** Questions to whoever sits at the terminal, one line for an answer. */
export interface Prompt {
  /** There is somebody to ask. */
  readonly terminal: boolean
  /** The line that was typed; `undefined` at the end of the input (Ctrl-D). Throws `CANCELLED`. */
  ask(text: string): Promise<string | undefined>
  close(): void
}

/** `terminal: false` leaves editing and Ctrl-C to the terminal itself, so a Ctrl-C is the signal that it always is. */
export function createPrompt({input, output, signal}: PromptOptions): Prompt {
  let lines: Interface | undefined
  let answers: AsyncIterator<string> | undefined
  return {
    terminal: input.isTTY === true && output.isTTY === true,
    async ask(text) {
      output.write(text)
      // One for all questions: what is typed ahead waits in it.
      lines ??= createInterface({input, signal, terminal: false})
      answers ??= lines[Symbol.asyncIterator]()
      const next = await answers.next()
      if (next.done) output.write('\n')
      if (signal.aborted) throw cancelled(signal)
      return next.done ? undefined : next.value
    },
    close() {
      lines?.close()
    },
  }
}
