import {StackError} from '@aws-stack/core'

/** What oclif throws where the command line is wrong, as one of ours; our own and unexpected errors as they are. */
export function toStackError(error: Error, command: string): Error {
  if (StackError.is(error) || !isUsageError(error)) return error
  const message = error.message.replace(/\n?See more help with --help$/, '').trim()
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
