import {count} from '../format/count.js'
import {duration} from '../format/duration.js'
import {size} from '../format/size.js'
import {paint} from '../paint.js'
import {displayWidth, fitWidth} from './display-width.js'
import {fitRows, type Line} from './fit-rows.js'
import {oneLine} from './harmless.js'
import type {NodeProgress, Progress} from './progress.js'
import {rateOf} from './transfer-rate.js'
import {doing, done, labelOf, reasonOf, transferred} from './words.js'

export interface Screen {
  readonly columns: number
  readonly rows: number
  /** Epoch ms. */
  readonly now: number
}

/** One line for each node with its time, below it what has failed and what moves. Never wider or higher than the screen. */
export function liveLines({planning, nodes, planned, transfer}: Progress, screen: Screen): string[] {
  const lines: Line[] = planning
    ? [{mark: '·', text: `${planning.text}  ${elapsed(planning.since, screen)}`, kind: 'running'}]
    : []
  const width = Math.max(0, ...[...nodes.values()].map(({ref}) => displayWidth(labelOf(ref))))
  for (const node of nodes.values()) {
    const label = labelOf(node.ref)
    const status = statusOf(node, planned.get(node.ref.name), screen)
    const text = `${label}${' '.repeat(width - displayWidth(label))}  ${status}`
    lines.push({mark: markOf(node), text, kind: kindOf(node)}, ...failedLines(node), ...movingLines(node, screen))
  }
  if (transfer) lines.push(transferLine(transfer, screen))
  return fitRows(lines, screen.rows - 1).map(
    ({mark, text}) => `${mark} ${fitWidth(oneLine(text).trimEnd(), screen.columns - 3)}`,
  )
}

const BAR = 24
/** A narrow screen has room for the figures alone. */
const ROOM_FOR_BAR = 90

function transferLine({now, marks}: NonNullable<Progress['transfer']>, {columns}: Screen): Line {
  const figures = transferred(now, rateOf(now, marks))
  if (now.done) return {mark: paint.added('✔'), text: [now.verb, ...figures].join('  '), kind: 'ended'}
  const filled = now.total ? Math.min(BAR, Math.floor((now.bytes / now.total) * BAR)) : 0
  const bar = now.total && columns >= ROOM_FOR_BAR ? ['█'.repeat(filled) + '░'.repeat(BAR - filled)] : []
  return {mark: paint.changed('●'), text: [`${now.verb} ${now.name}`, ...bar, ...figures].join('  '), kind: 'running'}
}

function markOf({state}: NodeProgress): string {
  switch (state) {
    case 'waiting':
      return paint.quiet('·')
    case 'running':
      return paint.changed('●')
    case 'changed':
      return paint.added('✔')
    case 'unchanged':
      return paint.quiet('✔')
    case 'failed':
      return paint.danger('✘')
    case 'cancelled':
    case 'skipped':
      return paint.quiet('–')
  }
}

/** A stack that rolls back has failed, whatever it still does. */
function kindOf({state, failures}: NodeProgress): Line['kind'] {
  if (failures.size > 0) return 'failed'
  return state === 'running' || state === 'failed' || state === 'waiting' ? state : 'ended'
}

function statusOf(node: NodeProgress, planned: number | undefined, screen: Screen): string {
  const {ref, state, action, since, ms, because, outcome, doing: now} = node
  const ended = ms === undefined ? '' : `  ${duration(ms)}`
  switch (state) {
    case 'waiting':
      return 'waiting'
    case 'running': {
      const tally = ref.kind === 'stack' ? tallyOf(node, planned) : pushedOf(node.layers)
      return `${now ?? (action ? doing(action) : '')}${tally}  ${elapsed(since ?? screen.now, screen)}`
    }
    case 'changed':
    case 'unchanged':
      return `${done(action, state === 'changed')}${ended}`
    case 'failed':
      return `failed${ended}`
    case 'cancelled':
      return `${outcome ?? 'stopped'}${ended}`
    case 'skipped':
      return `not started, ${reasonOf(because ?? '')}`
  }
}

/** After a failure CloudFormation rolls back, and what is done says nothing of the end. */
function tallyOf({done: {size}, failures}: NodeProgress, planned = 0): string {
  if (failures.size > 0 || size === 0) return ''
  return planned < size ? `  ${count(size, 'resource')}` : `  ${size} of ${count(planned, 'resource')}`
}

function pushedOf(layers: NodeProgress['layers']): string {
  const totals = [...layers.values()]
  const total = totals.reduce((sum, layer) => sum + layer.total, 0)
  if (total === 0) return ''
  return ` ${size(totals.reduce((sum, {bytes}) => sum + bytes, 0))} of ${size(total)}`
}

function failedLines({failures}: NodeProgress): Line[] {
  return [...failures.values()].map((text) => ({mark: ' ', text: `    ✘ ${text}`, kind: 'failure'}))
}

function movingLines({state, moving}: NodeProgress, screen: Screen): Line[] {
  if (state !== 'running') return []
  return [...moving.values()].map(({text, since}) => ({
    mark: ' ',
    text: `    ${text}  ${elapsed(since, screen)}`,
    kind: 'moving',
  }))
}

/** `12 s`, `1 min 05 s`: what goes on is told in whole seconds. */
function elapsed(since: number, {now}: Screen): string {
  const ms = Math.max(0, now - since)
  return ms < 59_500 ? `${Math.round(ms / 1000)} s` : duration(ms)
}
