import {invalid} from '../invalid.js'
import {type Input, requiredText} from '../protocol/read-input.js'
import type {Stack} from '../stack/stack.js'

/** The name of a stack that is to be made. */
export function newStackName(input: Input): string {
  return constrained(
    requiredText(input, 'StackName'),
    'stackName',
    /^(?:[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*)$/,
    STACK_PATTERN,
  )
}

const STACK_PATTERN = '[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*'

export function newChangeSetName(input: Input): string {
  return constrained(
    requiredText(input, 'ChangeSetName'),
    'changeSetName',
    /^[a-zA-Z][-a-zA-Z0-9]*$/,
    '[a-zA-Z][-a-zA-Z0-9]*',
  )
}

function constrained(value: string, field: string, pattern: RegExp, words: string): string {
  const refuse = (constraint: string): Error =>
    invalid(`1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ${constraint}`)
  if (!pattern.test(value)) throw refuse(`Member must satisfy regular expression pattern: ${words}`)
  if (value.length > 128 && !value.startsWith('arn:')) throw refuse('Member must have length less than or equal to 128')
  return value
}

const UPDATABLE = new Set([
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
])

export function requireUpdatable({id, status}: Stack): void {
  if (!UPDATABLE.has(status)) throw invalid(`Stack:${id} is in ${status} state and can not be updated.`)
}
