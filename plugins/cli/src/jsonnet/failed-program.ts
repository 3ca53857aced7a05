import {readFileSync, statSync} from 'node:fs'

import {StackError} from '@aws-stack/core'
import {columnOf, excerptOf, formatLocation, type JsonnetError, lineOf, type Span} from '@aws-stack/jsonnet'
import type {CommandError} from '@aws-stack/jsonnet/cli'

/** Lines that show nothing any more. */
const TOO_LONG = 200
const SHOWN = 5

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** What is wrong with a program, with its lines. `sources` are those that no file holds. */
export function failedProgram(error: CommandError, sources: Readonly<Record<string, string | undefined>>): StackError {
  const cause = error.cause!
  const places = placesOf(cause)
  const evidence = places.slice(0, SHOWN).flatMap(({file, span}) => {
    const lines = excerpt(sources[file] ?? readIfThere(file), span)
    return lines.length > 0 ? [{title: formatLocation(file, span), lines}] : []
  })
  const diagnostics = places.map(({file, span, message}) => ({...placeOf(file, span), message}))
  const {kind, reason} = cause
  const details = {kind, reason, diagnostics, trace: traceOf(cause), evidence}
  return new StackError('JSONNET_FAILED', error.message, {details, cause: error})
}

/** Of a running program the innermost place. */
function placesOf({kind, diagnostics, trace, reason}: JsonnetError): {file: string; span: Span; message: string}[] {
  if (kind === 'static') return [...diagnostics]
  const inner = trace.find(({span}) => span)
  return inner?.span ? [{file: inner.file, span: inner.span, message: reason}] : []
}

/** Innermost first. */
function traceOf({kind, trace}: JsonnetError): object[] {
  if (kind === 'static') return []
  return trace.map(({file, span, name}) => ({...(span ? placeOf(file, span) : {file}), ...(name && {name})}))
}

function placeOf(file: string, {begin, end}: Span): Place {
  return {file, line: lineOf(begin), column: columnOf(begin), endLine: lineOf(end), endColumn: columnOf(end)}
}

function excerpt(source: string | undefined, span: Span): string[] {
  const lines = source === undefined ? [] : excerptOf(source, span).split('\n')
  return lines.some(({length}) => length > TOO_LONG) ? [] : lines
}

function readIfThere(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}
