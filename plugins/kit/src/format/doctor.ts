import type {DoctorResult} from '../doctor/doctor.js'
import {paint} from '../paint.js'
import {table} from './table.js'

/** One row for each check, and below it what mends what is missing. */
export function formatDoctor({ok, checks}: DoctorResult): string {
  const said = checks.map(({message}) => message.split('\n'))
  const rows = table(
    checks.map(({name, state, required}, index) => [markOf(state, required), name, said[index]?.[0] ?? '']),
  )
  const lines = checks.flatMap(({suggestions}, index) => [
    rows[index] ?? '',
    ...(said[index] ?? []).slice(1).map((line) => `    ${line.trim()}`),
    ...suggestions.map((command) => `    ${paint.quiet('try')} ${command}`),
  ])
  return [...lines, '', ok ? paint.added('nothing is missing') : paint.danger('something is missing')].join('\n')
}

function markOf(state: 'ok' | 'missing', required: boolean): string {
  if (state === 'ok') return paint.added('ok')
  return required ? paint.danger('missing') : paint.quiet('not there')
}
