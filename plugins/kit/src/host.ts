import {createInterface} from 'node:readline'

import {type Answer, type EngineEvent, type Host, type Question, StackError} from '@aws-stack/core'

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
  #asking = false

  constructor(options: TerminalHostOptions) {
    this.#options = options
  }

  /** Nothing runs yet: a signal is an answer. */
  get isAsking(): boolean {
    return this.#asking
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
    this.#asking = true
    const answer = await ask(`${text} (y/N) `, this.#options)
    this.#asking = false
    if (signal.aborted) throw cancelledAtQuestion(signal)
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
    if (first.done) output.write('\n')
    return !first.done && /^y(es)?$/i.test(first.value.trim())
  } finally {
    lines.close()
  }
}

function cancelledAtQuestion({reason}: AbortSignal): StackError {
  const details = {signal: reason as unknown, changed: false}
  return new StackError('CANCELLED', `nothing was changed: cancelled by ${String(reason)}`, {details})
}
