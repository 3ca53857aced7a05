import {StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

export const tailFlags = {
  since: Flags.string({
    default: '5m',
    summary:
      'Where to begin: a duration before now, an ISO 8601 time, TRIM_HORIZON for the oldest or LATEST for what comes.',
    env: 'AWS_STACK_TAIL_SINCE',
    helpValue: '5m|TIME|TRIM_HORIZON|LATEST',
  }),
  follow: Flags.boolean({
    char: 'f',
    default: false,
    allowNo: true,
    summary: 'Go on with what comes, until Ctrl-C.',
    env: 'AWS_STACK_TAIL_FOLLOW',
  }),
  limit: Flags.integer({min: 1, summary: 'End after so many.', env: 'AWS_STACK_TAIL_LIMIT', helpValue: 'N'}),
  raw: Flags.boolean({
    default: false,
    summary: 'Records as they are: neither taken apart nor decompressed.',
    env: 'AWS_STACK_TAIL_RAW',
  }),
  jsonl: Flags.boolean({
    default: false,
    summary: 'Print each event as a JSON document of its own.',
    env: 'AWS_STACK_TAIL_JSONL',
    helpGroup: 'output',
  }),
}

interface Given {
  readonly json: boolean
  readonly jsonl: boolean
  readonly follow: boolean
}

/** Throws `USAGE` for what contradicts itself. */
export function assertTailable({json, jsonl, follow}: Given): void {
  if (json && follow)
    throw new StackError('USAGE', '--json is one document, and what is followed has no end: take --jsonl with --follow')
  if (json && jsonl) throw new StackError('USAGE', '--json and --jsonl are two forms of one thing: take one of them')
}
