import {createInterface} from 'node:readline'

import type {Answer, EngineEvent, Host, Question} from '@aws-stack/core'

import {cancelledBy} from './cancellation.js'
import {formatQuestion} from './format/question.js'
import type {Reporter} from './reporters/reporter.js'

export interface TerminalHostOptions {
  readonly reporter: Reporter
  readonly signal: AbortSignal
  readonly input: NodeJS.ReadableStream & {readonly isTTY?: boolean}
  /** Where the question is written; standard output is for results. */
  readonly output: NodeJS.WritableStream & {readonly isTTY?: boolean}
}

/** The engine's host in a terminal, a pipe or CI: shows by its reporter, asks where there is somebody. */
export class TerminalHost implements Host {
  readonly #options: TerminalHostOptions

  constructor(options: TerminalHostOptions) {
    this.#options = options
  }

  notify(event: EngineEvent): void {
    this.#options.reporter.report(event)
  }

  async confirm(question: Question): Promise<Answer> {
    const {reporter, input, output, signal} = this.#options
    if (!input.isTTY || !output.isTTY) return 'no-terminal'

    const {before, question: text} = formatQuestion(question)
    reporter.rest()
    reporter.say(`${before}\n`)
    reporter.rest()
    const answer = await ask(`${text} (y/N) `, this.#options)
    if (signal.aborted) throw cancelledBy(signal)
    return answer
  }
}

/** `terminal: false` leaves editing and Ctrl-C to the terminal itself, so a Ctrl-C is the signal that it always is. */
async function ask(text: string, {input, output, signal}: TerminalHostOptions): Promise<boolean> {
  output.write(text)
  const lines = createInterface({input, signal, terminal: false})
  try {
    const first = await lines[Symbol.asyncIterator]().next()
    // The end of the input (Ctrl-D) is no answer.
    return !first.done && /^y(es)?$/i.test(first.value.trim())
  } finally {
    lines.close()
  }
}
