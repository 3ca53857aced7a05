import {relative} from 'node:path'

import type {CompileTreeResult, WatchRound} from '@aws-stack/core'

import {paint} from '../paint.js'
import {count} from './count.js'
import {duration} from './duration.js'

export function formatCompiled({directory, written, unchanged}: CompileTreeResult): string {
  const all = written.length + unchanged.length
  if (all === 0) return `no configurations in ${here(directory)}`
  const sum = `${count(all, 'configuration')}: ${written.length} written, ${unchanged.length} unchanged`
  return [...written.map((file) => `${paint.added('+')} ${here(file)}`), sum].join('\n')
}

/** One line, and one for each that does not compile with Jsonnet's lines below it. */
export function formatRound({entries, ms}: WatchRound): string {
  const of = (state: string) => entries.filter((entry) => entry.state === state)
  const [written, unchanged, failed] = [of('written'), of('unchanged'), of('failed')]
  const names = written.slice(0, 3).map(({target}) => here(target))
  const more = written.length > names.length ? ` and ${written.length - names.length} more` : ''
  const parts = [
    `${written.length} written${names.length > 0 ? ` (${names.join(', ')}${more})` : ''}`,
    `${unchanged.length} unchanged`,
    ...(failed.length > 0 ? [paint.danger(`${failed.length} failed`)] : []),
  ]
  const told = failed.map(({source: {file}, message = ''}) => {
    return `  ${here(file)}: ${message.trimEnd().replaceAll('\n', '\n    ')}`
  })
  return [`${count(entries.length, 'configuration')} in ${duration(ms)}: ${parts.join(', ')}`, ...told].join('\n')
}

function here(file: string): string {
  return relative('', file) || '.'
}
