import type {DiffConfigsResult, JsonDifference, ProfileDifference} from '@aws-stack/core'

import {paint} from '../paint.js'
import {displayWidth} from '../reporters/display-width.js'

/** Narrower, two columns hold no value that says anything. */
const NARROW = 80
const BETWEEN = ' │ '

/** By environment and profile what runs, left, and what would, right; one below the other where the terminal is narrow or there is none (0). */
export function formatConfigsDiff(diff: DiffConfigsResult, columns: number): string {
  const {app, stage, region, application, environments} = diff
  const head = paint.title(`${app}, stage ${stage}, ${region}: ${application}`)
  return [head, ...environments.flatMap((one) => ['', ...environmentLines(one, columns)])].join('\n')
}

function environmentLines(
  {environment, profiles}: DiffConfigsResult['environments'][number],
  columns: number,
): string[] {
  const same = profiles.filter(({state}) => state === 'same')
  const others = profiles.filter(({state}) => state !== 'same')
  const rest =
    same.length > 0 ? [paint.quiet(`${environment}: the same: ${same.map(({profile}) => profile).join(', ')}`)] : []
  const none = profiles.length === 0 ? [paint.quiet(`${environment}: nothing to compare`)] : []
  return [...others.flatMap((one) => profileLines(environment, one, columns)), ...rest, ...none]
}

function profileLines(environment: string, one: ProfileDifference, columns: number): string[] {
  const {profile, state, version, differences} = one
  const name = `${environment}/${profile}`
  if (state === 'here') return [`${paint.added('+')} ${name}  only here: not deployed to ${environment}`]
  if (state === 'there')
    return [`${paint.removed('-')} ${name}  only there: version ${version ?? ''} runs, and there is no source`]
  const sum = `${differences.length} difference${differences.length === 1 ? '' : 's'} to version ${version ?? ''}`
  const lines = differences.flatMap((difference) =>
    columns < NARROW ? below(difference) : beside(difference, columns),
  )
  return [`${paint.changed('~')} ${name}  ${sum}`, ...lines]
}

function below({path, before, after}: JsonDifference): string[] {
  return [
    `  ${title(path)}`,
    ...valueLines(before).map((line) => paint.removed(`  - ${line}`)),
    ...valueLines(after).map((line) => paint.added(`  + ${line}`)),
  ]
}

function beside({path, before, after}: JsonDifference, columns: number): string[] {
  const width = Math.floor((columns - 2 - BETWEEN.length) / 2)
  const [left, right] = [valueLines(before), valueLines(after)].map((lines) =>
    lines.flatMap((line) => wrap(line, width)),
  )
  const rows = Array.from({length: Math.max(left!.length, right!.length)}, (_, at) => {
    const [one = '', other = ''] = [left![at], right![at]]
    const space = ' '.repeat(width - displayWidth(one))
    return `  ${paint.removed(one)}${space}${paint.quiet(BETWEEN)}${paint.added(other)}`
  })
  return [`  ${title(path)}`, ...rows]
}

function title(path: string): string {
  return paint.quiet(path === '' ? 'all of it' : path)
}

function valueLines(value: string | undefined): string[] {
  return value === undefined ? [] : value.split('\n')
}

/** Breaks between characters, not in one: a long text of a configuration has no better place. */
function wrap(line: string, width: number): string[] {
  if (displayWidth(line) <= width) return [line]
  const lines: string[] = []
  let rest = Array.from(line)
  while (rest.length > 0) {
    let taken = Math.min(rest.length, width)
    while (taken > 1 && displayWidth(rest.slice(0, taken).join('')) > width) taken--
    lines.push(rest.slice(0, taken).join(''))
    rest = rest.slice(taken)
  }
  return lines
}
