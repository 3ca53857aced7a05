import {cancelled, StackError} from '@aws-stack/core'

import {exitCodeOf} from './exit-codes.js'
import {allAtSamePlace, atSamePlace, type Given} from './same-place.js'

/** An error with the exit code where oclif looks for it: `exitCode` beside `--json`, `oclif.exit` otherwise. */
export type Failure = Error & {exitCode: number; oclif: {exit: number}}

export interface FailureContext {
  /** `aws-stack vast:plan`: whose help a wrong usage is sent to. */
  readonly command: string
  /** Aborted: what was thrown is how a wait took it that knows no StackError. */
  readonly signal?: AbortSignal | undefined
  /** What stood on the command line, for the commands that are suggested. */
  readonly given?: Given | undefined
}

/** What oclif throws where the command line is wrong becomes one of ours; our own and unexpected errors stay what they are. */
export function toFailure(thrown: unknown, context: FailureContext): Failure {
  const error = translated(thrown instanceof Error ? thrown : new Error(String(thrown)), context)
  const exit = exitCodeOf(error)
  const {given} = context
  const suggestions =
    StackError.is(error) && given ? error.suggestions.flatMap((next) => atSamePlace(next, given) ?? []) : undefined
  const details = StackError.is(error) ? {details: allAtSamePlace(error.details, given)} : {}
  return Object.assign(error, {exitCode: exit, oclif: {exit}, ...(suggestions && {suggestions}), ...details})
}

function translated(error: Error, {command, signal}: FailureContext): Error {
  if (StackError.is(error)) {
    const {code, message, suggestions} = error
    const isPlain = code === 'USAGE' && suggestions.length === 0
    return isPlain ? new StackError(code, message, {suggestions: [`${command} --help`], cause: error}) : error
  }
  if (signal?.aborted) return cancelled(signal, {cause: error})
  if (!isUsageError(error)) return error
  const message = error.message
    .replace(/See more help with --help$/, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()
  return new StackError('USAGE', lowerFirst(message), {suggestions: [`${command} --help`], cause: error})
}

/** oclif's parser and its `error()` leave with 2; a module that does not load leaves with 1. */
function isUsageError(error: Error): boolean {
  return 'oclif' in error && (error.oclif as {exit?: number}).exit === 2
}

/** As all our messages are; a name such as `AWS` stays. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
