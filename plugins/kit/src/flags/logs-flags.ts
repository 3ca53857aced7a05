import {StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

export const logsFlags = {
  follow: Flags.boolean({
    char: 'f',
    default: false,
    summary: 'Go on with what is written from now on, until Ctrl-C.',
    env: 'AWS_STACK_LOGS_FOLLOW',
  }),
  since: Flags.string({
    default: '10m',
    summary: 'From this time on: a duration before now, or an ISO 8601 time.',
    env: 'AWS_STACK_LOGS_SINCE',
    helpValue: '10m|2d|TIME',
  }),
  until: Flags.string({
    summary: 'Up to this time, said as for --since.',
    env: 'AWS_STACK_LOGS_UNTIL',
    helpValue: '5m|TIME',
  }),
  filter: Flags.string({
    summary: 'Only lines with this text, or those of CloudWatch\'s filter pattern: one begins with { [ " ? % or -.',
    env: 'AWS_STACK_LOGS_FILTER',
    helpValue: 'TEXT',
  }),
  limit: Flags.integer({
    min: 1,
    summary: 'Only the last so many; with --follow, of what is there already.',
    env: 'AWS_STACK_LOGS_LIMIT',
    helpValue: 'N',
  }),
  task: Flags.string({
    summary: "Id of a task: only what it has written, the server's or one of run.",
    env: 'AWS_STACK_TASK',
  }),
  jsonl: Flags.boolean({
    default: false,
    summary: 'Print each line as a JSON document of its own.',
    env: 'AWS_STACK_LOGS_JSONL',
    helpGroup: 'output',
  }),
}

interface Given {
  readonly json: boolean
  readonly jsonl: boolean
  readonly follow: boolean
  readonly until?: string | undefined
  readonly task?: string | undefined
  readonly part: readonly string[]
}

/** Throws `USAGE` for what contradicts itself. */
export function assertTogether({json, jsonl, follow, until, task, part}: Given): void {
  if (json && follow)
    throw new StackError('USAGE', '--json is one document, and what is followed has no end: take --jsonl with --follow')
  if (json && jsonl) throw new StackError('USAGE', '--json and --jsonl are two forms of one thing: take one of them')
  if (follow && until !== undefined)
    throw new StackError('USAGE', '--follow goes on without end, and --until names one: take one of them')
  if (task !== undefined && part.length > 0)
    throw new StackError('USAGE', '--task says which part it is of: leave --part out')
}
