import type {DataLoss, PlanResult, ResourceChange} from '@aws-stack/core'

import {code, escapeMarkdown} from '../markdown.js'
import {cut} from './plan-blocks.js'

/** Of a list: the rest is among the folded changes. */
const MOST_CHARACTERS = 6000

/** What would be lost for good (`done`: is lost), then what is replaced or removed: before anything else, and never folded. */
export function formatDangers({losses, stacks}: PlanResult, {done}: {done: boolean}): string[] {
  const lost = new Set(losses.map(({part, logicalId}) => `${part}/${logicalId}`))
  const changes = stacks.flatMap(({part, changes}) => changes.map((change) => ({part, change})))
  const gone = changes.flatMap(({part, change}) => {
    const fate = fateOf(change)
    return fate && !lost.has(`${part}/${change.logicalId}`) ? [{part, change, fate}] : []
  })
  const deleted = stacks.filter(({action}) => action === 'delete')
  const told = [
    ...deleted.map(({name}) => `- the stack ${code(cut(name, 128))} is deleted`),
    ...gone.map(({part, change, fate}) => `- ${nameOf(part, change.logicalId, change.type)} ${fate}`),
  ]
  return [
    ...(losses.length > 0
      ? [alert('CAUTION', done ? 'Lost for good' : 'Would be lost for good', losses.map(lossLine))]
      : []),
    ...(told.length > 0 ? [alert('WARNING', done ? 'Replaced or removed' : 'Would be replaced or removed', told)] : []),
  ]
}

function lossLine({part, logicalId, resourceType, physicalId, grave, reason}: DataLoss): string {
  const which = physicalId ? ` ${code(cut(physicalId, 128))}` : ''
  const why = escapeMarkdown(cut(reason, 300))
  return `- ${nameOf(part, logicalId, resourceType)}${which} ${grave ? `**${why}**` : why}`
}

function fateOf({action, replacement, properties}: ResourceChange): string | undefined {
  if (action === 'remove') return 'is removed'
  if (replacement !== 'True' && replacement !== 'Conditional') return undefined
  const causes = properties.filter(({recreation}) => recreation === 'Always').map(({path}) => code(cut(path, 128)))
  const why = causes.length > 0 ? `, for ${causes.slice(0, 5).join(', ')}` : ''
  return `${replacement === 'True' ? 'is' : 'may be'} replaced${why}`
}

function nameOf(part: string, logicalId: string, type: string): string {
  return `${code(cut(`${part}/${logicalId}`, 128))} ${code(cut(type, 128))}`
}

/** GitHub's coloured box. */
export function alert(kind: 'CAUTION' | 'WARNING' | 'NOTE', title: string, lines: readonly string[]): string {
  const shown: string[] = []
  let size = 0
  for (const line of lines) {
    size += line.length + 3
    if (shown.length > 0 && size > MOST_CHARACTERS) break
    shown.push(line)
  }
  const more = lines.length > shown.length ? [`- and ${lines.length - shown.length} more`] : []
  return [`[!${kind}]`, `**${title}**`, ...(lines.length > 0 ? [''] : []), ...shown, ...more]
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}
