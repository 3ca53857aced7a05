import type {PropertyChange} from '@aws-stack/core'

import {paint} from '../paint.js'

/** Longer values say nothing more in a terminal; `--json` has them whole. */
const LONGEST = 80

/** Mark, path, values, and whether this one forces the replacement. */
export function formatProperty({path, before, after, recreation}: PropertyChange): string[] {
  const forces = recreation === 'Always' ? paint.danger('forces the replacement') : ''
  return [markOf(before, after), path, valuesOf(before, after), forces]
}

function markOf(before: string | undefined, after: string | undefined): string {
  if (before === undefined && after !== undefined) return paint.added('+')
  if (before !== undefined && after === undefined) return paint.removed('-')
  return paint.changed('~')
}

function valuesOf(before: string | undefined, after: string | undefined): string {
  if (before === undefined && after === undefined) return ''
  if (before === undefined) return short(after ?? '')
  return after === undefined ? short(before) : `${short(before)} → ${short(after)}`
}

/** CloudFormation's word for a value that the change itself makes. */
const MADE_LATER = /\{\{changeSet:KNOWN_AFTER_APPLY\}\}/g

function short(value: string): string {
  const line = value.replaceAll(MADE_LATER, '(known after the change)').replaceAll(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}
