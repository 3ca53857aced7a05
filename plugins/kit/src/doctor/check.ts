import {StackError} from '@aws-stack/core'

/** One thing that commands need: it is there, or what mends it. A stable shape of `doctor --json`. */
export interface Check {
  readonly name: string
  readonly state: 'ok' | 'missing'
  /** Commands fail without it. */
  readonly required: boolean
  /** What was found, or what is wrong. */
  readonly message: string
  /** Commands that mend it, likeliest first. */
  readonly suggestions: readonly string[]
}

export interface CheckInput {
  readonly name: string
  readonly required: boolean
  /** Tells what it has found. Throws a StackError for what is missing. */
  readonly look: () => Promise<string>
  /** What mends it, where the error does not say. */
  readonly suggestions?: readonly string[]
}

export async function check({name, required, look, suggestions = []}: CheckInput): Promise<Check> {
  try {
    return {name, required, state: 'ok', message: await look(), suggestions: []}
  } catch (error) {
    if (!StackError.is(error) || error.code === 'CANCELLED' || error.code === 'TIMED_OUT') throw error
    // Errors send their reader here; that is no news.
    const own = error.suggestions.filter((command) => command !== 'aws-stack doctor')
    return {name, required, state: 'missing', message: error.message, suggestions: own.length > 0 ? own : suggestions}
  }
}
