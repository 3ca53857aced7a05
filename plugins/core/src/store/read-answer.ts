import type {Context} from '../context.js'
import type {CountResult, QueryResult} from '../data-results.js'
import {StackError} from '../errors.js'
import type {RunProgram} from './run-in-server.js'
import {tellLines} from './tell-lines.js'

export interface AnswerInput {
  readonly words: readonly string[]
  readonly run: RunProgram
}

/** What a program writes as events in JSON, so many at most; none where it fails. Throws `ANSWER_NOT_READABLE`. */
export async function readRows(
  input: AnswerInput & {readonly limit: number},
  ctx: Pick<Context, 'signal'>,
): Promise<QueryResult> {
  const {limit} = input
  const {lines, exitCode} = await linesOf(input, ctx)
  // The last line of a program that fails may be cut.
  if (exitCode !== 0) return {rows: [], truncated: false, exitCode}
  const rows = lines.filter((line) => line.trim() !== '').map(rowOf)
  return {rows: rows.slice(0, limit), truncated: rows.length > limit, exitCode}
}

/** What a program writes as a number; none where it fails. Throws `ANSWER_NOT_READABLE`. */
export async function readCount(input: AnswerInput, ctx: Pick<Context, 'signal'>): Promise<CountResult> {
  const {lines, exitCode} = await linesOf(input, ctx)
  if (exitCode !== 0) return {exitCode}
  const text = lines.join('').trim()
  if (!/^\d+$/.test(text)) throw unreadable(text, 'a number')
  return {count: Number(text), exitCode}
}

async function linesOf({words, run}: AnswerInput, {signal}: Pick<Context, 'signal'>) {
  const lines: string[] = []
  const stdout = tellLines((line) => lines.push(line), Infinity)
  const exitCode = await run({words, stdout, signal})
  stdout.end()
  return {lines, exitCode}
}

function rowOf(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    throw unreadable(line, 'an event in JSON')
  }
}

function unreadable(text: string, what: string): StackError {
  return new StackError(
    'ANSWER_NOT_READABLE',
    `the server says ${JSON.stringify(text.slice(0, 200))}, which is not ${what}`,
    {blame: 'aws'},
  )
}
