import {StackError} from '@aws-stack/core'

import {paint} from '../paint.js'
import type {InitOptions} from './init.js'

export interface InitQuestion {
  readonly key: string
  /** What it is, above the question. */
  readonly about: string
  /** Taken for an empty answer. */
  readonly fallback?: string | undefined
  /** What was meant by the answer, e.g. the second of a list. */
  readonly read?: (answer: string) => string
  /** What is wrong with it. */
  readonly check: (answer: string) => string | undefined
}

/** Asks until the answer is right. Throws `DECLINED` at the end of the input. */
export async function ask(
  {key, about, fallback, read = (answer) => answer, check}: InitQuestion,
  {prompt, reporter}: Pick<InitOptions, 'prompt' | 'reporter'>,
): Promise<string> {
  reporter.say(`\n${about}`)
  for (;;) {
    const typed = await prompt.ask(`${key}${fallback === undefined ? '' : ` [${fallback}]`}: `)
    if (typed === undefined) throw new StackError('DECLINED', 'nothing was written: there was no answer')
    const answer = read(typed.trim() || (fallback ?? ''))
    const problem = answer === '' ? 'is required' : check(answer)
    if (problem === undefined) return answer
    reporter.say(paint.danger(`${key}: ${problem}`))
  }
}
