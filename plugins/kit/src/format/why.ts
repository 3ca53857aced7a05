import {plainReason, type WhyResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatCause} from './cause.js'

type Part = WhyResult['parts'][number]

const VERBS = {CREATE: 'creating', UPDATE: 'updating', DELETE: 'deleting', IMPORT: 'importing into'}

/** The newest failure first. */
export function formatWhy({app, stage, region, parts}: WhyResult): string {
  const failed = parts
    .filter(({failure}) => failure)
    .sort((one, other) => (other.failure?.startedAt ?? '').localeCompare(one.failure?.startedAt ?? ''))
  const head = paint.title(`${app}, stage ${stage}, ${region}`)
  if (failed.length === 0) {
    const deployed = parts.some(({status}) => status !== 'NOT_DEPLOYED')
    return `${head}: ${deployed ? 'nothing has failed' : `${paint.changed('not deployed')}, and nothing has failed`}`
  }
  return [head, ...failed.flatMap((part) => ['', ...formatPart(part)])].join('\n')
}

function formatPart({name, status, failure}: Part): string[] {
  if (!failure) return []
  const {operation, startedAt, endedAs, cause, mended} = failure
  const now = status === 'NOT_DEPLOYED' ? 'the stack is not there any more' : `the stack is ${status}`
  const state = mended ? `mended: ${VERBS[mended.operation]} it went well at ${mended.at}` : now
  const what = `${VERBS[operation]} ${name} failed${cause ? ` at ${cause.logicalId}: ${plainReason(cause.reason)}` : ''}`
  const when = [
    ['when', `${startedAt}${endedAs ? `, ended as ${endedAs}` : ''}`],
    ['state', state],
  ]
  const next = mended ? [] : (cause?.suggestions ?? [])
  return [
    mended ? paint.quiet(what) : paint.danger(what),
    ...(cause ? formatCause(cause, when) : when.map(([key, value]) => `  ${key}  ${value}`)),
    ...(next.length > 0 ? ['', '  Try:', ...next.map((command) => `    ${command}`)] : []),
  ]
}
