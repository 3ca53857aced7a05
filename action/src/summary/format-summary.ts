import {count, duration} from '@aws-stack/kit/hosted'

import {code, markdownTable} from '../markdown.js'
import type {Places} from '../places.js'
import type {CommandRun, Run} from '../run.js'
import {clip} from './clip.js'
import {commandBlocks} from './command-blocks.js'
import {failureBlocks} from './failure.js'
import {type Block, fit} from './fit.js'
import {headlineOf} from './headline.js'

/** GitHub shows no summary of a step above 1 MiB; what others write into it has the rest. */
const LIMIT = 1024 * 1024 - 32 * 1024

const MOST_COMMANDS = 100

export interface SummaryOptions {
  readonly places: Places
  /** Mermaid, by the command that it is shown with. */
  readonly diagrams?: ReadonlyMap<CommandRun, string>
  readonly limit?: number
}

/** The run as Markdown: the result first, the root cause next, then the rest, as far as it fits. */
export function formatSummary(run: Run, {places, diagrams, limit = LIMIT}: SummaryOptions): string {
  const {commands, error, secrets} = run
  const own: Block[] =
    error && !commands.some((command) => command.error === error)
      ? [{name: 'result', rank: 0, text: '## ✗ aws-stack failed'}, ...failureBlocks(error, 'aws-stack', places)]
      : []
  // What failed is what the reader looks for.
  const sorted = commands.toSorted((one, other) => Number(Boolean(other.error)) - Number(Boolean(one.error)))
  const sections = sorted.map((command) =>
    commandBlocks(command, {places, mask: secrets.mask, diagram: diagrams?.get(command)}),
  )
  const all = [...own, ...overview(run), ...sections.flat()]
  return secrets.mask(
    fit(
      all.filter(({text}) => text !== ''),
      limit,
    ),
  )
}

/** Of several commands, those included that were not begun: they are run in order until one fails. */
function overview({inputs, commands, error, secrets}: Run): Block[] {
  const left = (inputs?.command ?? []).slice(commands.length)
  const total = commands.length + left.length
  if (total < 2 && !(error && left.length > 0)) return []

  const failed = commands.filter((command) => command.error).length
  const result = failed > 0 ? `✗ ${failed} of ${total} commands failed` : `✓ ${count(commands.length, 'command')} done`
  const notBegun = left.length > 0 ? `, ${left.length} not begun` : ''
  const rows = [
    ...commands.map((command) => [
      shown(command.id),
      headlineOf(command),
      command.endedAt === undefined ? '' : duration(command.endedAt - command.startedAt),
    ]),
    ...left.map((words) => [shown(secrets.mask(words.join(' '))), '○ not begun', '']),
  ]
  const more = rows.length - MOST_COMMANDS
  const table = markdownTable(['command', 'result', 'took'], rows.slice(0, MOST_COMMANDS), [2])
  const text = [
    ...(commands.length > 0 ? [`# ${result}${notBegun}`] : []),
    table,
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
  return [{name: 'overview', rank: 0, text: text.join('\n\n')}]
}

function shown(command: string): string {
  return code(clip(command, 200))
}
