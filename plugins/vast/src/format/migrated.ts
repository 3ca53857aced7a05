import {formatChangedLines, paint, table} from '@aws-stack/kit'

import type {Outcome} from '../migrate/carry-over.js'
import type {MigrateResult} from '../migrate/migrate.js'

/** What becomes of each variable, and the lines that the file gets. */
export function formatMigration({from, file, variables, changes}: MigrateResult): string {
  const rows = variables.map((variable) => [
    variable.name,
    became(variable),
    variable.why ? paint.quiet(variable.why) : '',
  ])
  const lines = formatChangedLines(changes)
  return [
    paint.title(from),
    ...(rows.length > 0 ? table(rows, 2) : ['  no variables']),
    '',
    ...(lines.length > 0 ? [`would change in ${file}`, ...lines] : [`${file} says all of it already`]),
  ].join('\n')
}

/** What was written, and what is left to do. */
export function formatMigrated(result: MigrateResult): string {
  const {file, written, next} = result
  const steps = next.flatMap(({command, why}, index) => [`  ${index + 1}. ${command}`, `     ${paint.quiet(why)}`])
  return [...(written ? [`wrote ${file}`] : [formatMigration(result)]), '', 'next', ...steps].join('\n')
}

function became({outcome, setting, value}: Outcome): string {
  if (setting === undefined) return paint.removed('dropped')
  const text = `${setting}: ${typeof value === 'string' ? value : (value ?? []).join(', ')}`
  return outcome === 'kept' ? paint.added(text) : paint.changed(text)
}
