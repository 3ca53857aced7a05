import type {QueryResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {oneLine} from '../reporters/harmless.js'
import {count} from './count.js'

/** A line for each event: `field=value`, those of a record within it as `record.field`. */
export function formatRows({rows, truncated}: QueryResult): string {
  if (rows.length === 0) return paint.quiet('nothing is found')
  const lines = rows.map((row) =>
    fieldsOf(row)
      .map(([name, value]) => `${paint.quiet(`${name}=`)}${shown(value)}`)
      .join(' '),
  )
  return truncated ? [...lines, paint.quiet(`… more than ${count(rows.length, 'event')}`)].join('\n') : lines.join('\n')
}

/** Without those that are null: schemas have many. */
function fieldsOf(row: Readonly<Record<string, unknown>>, above = ''): [string, unknown][] {
  return Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (value === null) return []
    const isRecord = typeof value === 'object' && !Array.isArray(value)
    return isRecord ? fieldsOf(value as Record<string, unknown>, `${above}${name}.`) : [[`${above}${name}`, value]]
  })
}

/** A text with blanks or controls in it is quoted. What events hold is others' text: nothing in it moves the cursor. */
function shown(value: unknown): string {
  const text = typeof value === 'string' && /^[^\s"\p{Cc}]+$/u.test(value) ? value : JSON.stringify(value)
  return oneLine(text)
}
