import {StackError} from '@aws-stack/core'

import {exitCodeOf} from './exit-codes.js'

/** What `--json` prints on failure: a stable shape. */
export interface ErrorDocument {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly suggestions: readonly string[]
    readonly ref: string | undefined
    readonly details: Readonly<Record<string, unknown>>
    readonly exitCode: number
  }
}

export function errorDocument(error: unknown): ErrorDocument {
  if (StackError.is(error)) {
    const {code, message, suggestions, ref, details} = error
    return {error: {code, message, suggestions, ref, details, exitCode: exitCodeOf(error)}}
  }
  const {message, stack} = error instanceof Error ? error : new Error(String(error))
  return {error: {code: 'UNEXPECTED', message, suggestions: [], ref: undefined, details: {stack}, exitCode: 1}}
}
