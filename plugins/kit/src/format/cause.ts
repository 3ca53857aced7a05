import {type Cause, type Evidence, plainReason} from '@aws-stack/core'

import {paint} from '../paint.js'
import {count} from './count.js'
import {table} from './table.js'

/** What explains a failure, below its first line: meaning, place, evidence, and what happened beside it. */
export function formatCause(cause: Cause, more: readonly (readonly string[])[] = []): string[] {
  const {meaning, logicalId, physicalId, type, template, evidence, folded, also, notLookedAt} = cause
  const facts = table(
    [
      ['resource', [logicalId, type ? `(${type})` : '', physicalId].filter(Boolean).join(' ')],
      ...(template ? [['template', `${template.file}:${template.line}`]] : []),
      ...more,
    ],
    2,
  )
  return [
    ...(meaning ? [`  ${meaning}`] : []),
    ...facts.map(paint.quiet),
    ...formatEvidence(evidence),
    ...(also.length > 0
      ? ['', '  also failed:', ...also.map((other) => `    ${other.logicalId}: ${plainReason(other.reason)}`)]
      : []),
    ...(folded > 0
      ? ['', `  ${count(folded, 'other event')} ${folded === 1 ? 'was a consequence' : 'were consequences'}`]
      : []),
    ...(notLookedAt.length > 0 ? ['', `  not looked at: ${notLookedAt.join('; ')}`] : []),
  ]
}

export function formatEvidence(evidence: readonly Evidence[]): string[] {
  return evidence.flatMap(({title, lines}) => ['', `  ${title}:`, ...lines.map((line) => `    ${line}`)])
}
