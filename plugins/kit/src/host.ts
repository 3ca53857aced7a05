import {type Answer, type EngineEvent, type Host, type Question, StackError} from '@aws-stack/core'

import {formatQuestion} from './format/question.js'
import {createPrompt, type PromptOptions} from './prompt.js'
import type {Reporter} from './reporters/reporter.js'

export interface TerminalHostOptions extends PromptOptions {
  readonly reporter: Reporter
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
    const {reporter, signal} = this.#options
    const prompt = createPrompt(this.#options)
    if (!prompt.terminal) return 'no-terminal'

    const {before, question: text} = formatQuestion(question)
    reporter.rest()
    reporter.say(`${before}\n`)
    reporter.rest()
    this.#asking = true
    try {
      // The end of the input (Ctrl-D) is no answer.
      return /^y(es)?$/i.test((await prompt.ask(`${text} (y/N) `))?.trim() ?? '')
    } catch (error) {
      throw signal.aborted ? cancelledAtQuestion(signal) : error
    } finally {
      this.#asking = false
      prompt.close()
    }
  }
}

function cancelledAtQuestion({reason}: AbortSignal): StackError {
  const details = {signal: reason as unknown, changed: false}
  return new StackError('CANCELLED', `nothing was changed: cancelled by ${String(reason)}`, {details})
}
