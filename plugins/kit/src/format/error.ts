import {type Cause, type Evidence, StackError} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatCause, formatEvidence} from './cause.js'
import {table} from './table.js'

/** An expected failure: what, why, where, and what to run next. Anything else: the stack trace, and what to do with it. */
export function formatError(error: unknown): string {
  return StackError.is(error) ? formatStackError(error) : formatBug(error)
}

function formatStackError({code, message, details, suggestions, ref}: StackError): string {
  if (isChoice(code, details)) return message
  const facts = details['cause']
    ? causeOf(details, code)
    : [
        ...table([...factsOf(details, message), ['code', code]], 2).map(paint.quiet),
        ...formatEvidence((details['evidence'] ?? []) as Evidence[]),
      ]
  const next = suggestions.length > 0 ? ['', 'Try:', ...suggestions.map((command) => `  ${command}`)] : []
  return [`${paint.danger('Error:')} ${message}`, ...facts, ...(ref ? [`  ${ref}`] : []), ...next].join('\n')
}

/** The user's own no, or a signal instead of an answer: nothing is wrong. */
function isChoice(code: string, {changed}: StackError['details']): boolean {
  return code === 'DECLINED' || (code === 'CANCELLED' && changed === false)
}

/** The engine has looked into it. */
function causeOf({cause, status}: StackError['details'], code: string): string[] {
  const state = status ? [['state', `the stack is ${textOf(status)}`]] : []
  return formatCause(cause as Cause, [...state, ['code', code]])
}

/** What the deploy step knows of the first cause. */
function factsOf(details: StackError['details'], message: string): string[][] {
  const {resource, resourceType, reason, template, status, physicalId} = details
  const {file, line} = (template ?? {}) as {file?: string; line?: number}
  const rows: [string, string | undefined][] = [
    [
      'resource',
      resource
        ? [textOf(resource), resourceType ? `(${textOf(resourceType)})` : '', textOf(physicalId)]
            .filter(Boolean)
            .join(' ')
        : undefined,
    ],
    ['reason', reason && !message.includes(textOf(reason)) ? textOf(reason) : undefined],
    ['template', file && `${file}${line ? `:${line}` : ''}`],
    ['state', textOf(status) && `the stack is ${textOf(status)}`],
  ]
  return rows.filter((row): row is [string, string] => Boolean(row[1]))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Only stacks and messages: the other properties of an SDK's error may hold a token. */
function formatBug(error: unknown): string {
  return [
    `${paint.danger('Error:')} this is a bug of aws-stack`,
    stacksOf(error).join('\ncaused by '),
    '',
    'Please report it in the issue tracker of aws-stack, with the lines above and what `aws-stack version` prints.',
  ].join('\n')
}

function stacksOf(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [JSON.stringify(error)]
  return [error.stack ?? error.message, ...stacksOf(error.cause)]
}
