import {relative} from 'node:path'

import type {ConfigProblem, ValidateConfigsResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {count} from './count.js'
import {table} from './table.js'

const KINDS = {
  v0: 'Substation v0',
  v1: 'Substation v1',
  v2: 'Substation v2',
  flags: 'feature flags',
  other: 'compiles; there is no schema for it',
}

/** What was checked as what, and what nobody reads. */
export function formatValidated({directory, configs, problems}: ValidateConfigsResult): string {
  if (configs.length === 0) return `no configurations in ${relative('', directory) || '.'}`
  const rows = configs.map(({profile, kind, validated}) => [profile, KINDS[kind], validated ? 'asked' : ''])
  const warnings = problems.length > 0 ? `, ${count(problems.length, 'warning')}` : ''
  return [...table(rows), ...problems.map(warning), `${count(configs.length, 'configuration')} good${warnings}`].join(
    '\n',
  )
}

function warning({file, path, message, place}: ConfigProblem): string {
  const where = place ? `${place.file}:${place.line}:${place.column}` : relative('', file)
  return `${paint.changed('warning')} ${where}: ${path}: ${message}`
}
