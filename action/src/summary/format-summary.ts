import {duration} from '@aws-stack/kit/hosted'

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
  const left = notBegun(run)
  const own: Block[] =
    error && !commands.some((command) => command.error === error)
      ? [
          {name: 'result', rank: 0, text: '## ✗ aws-stack failed'},
          ...failureBlocks(error, 'aws-stack', places),
          ...left,
        ]
      : []
  // What failed is what the reader looks for.
  const sorted = commands.toSorted((one, other) => Number(Boolean(other.error)) - Number(Boolean(one.error)))
  const sections = sorted.map((command, index) =>
    commandBlocks(command, {
      places,
      mask: secrets.mask,
      diagram: diagrams?.get(command),
      notBegun: own.length === 0 && index === 0 ? left : [],
    }),
  )
  const all = [...own, ...overview(commands), ...sections.flat()]
  const masked = all.flatMap((block) => (block.text === '' ? [] : [{...block, text: secrets.mask(block.text)}]))
  return fit(masked, limit)
}

function overview(commands: readonly CommandRun[]): Block[] {
  if (commands.length < 2) return []
  const failed = commands.filter(({error}) => error).length
  const title = failed > 0 ? `✗ ${failed} of ${commands.length} commands failed` : `✓ ${commands.length} commands done`
  const rows = commands.map((command) => [
    code(clip(command.id, 100)),
    headlineOf(command),
    command.endedAt === undefined ? '' : duration(command.endedAt - command.startedAt),
  ])
  const more = rows.length - MOST_COMMANDS
  const table = markdownTable(['command', 'result', 'took'], rows.slice(0, MOST_COMMANDS), [2])
  const text = [`# ${title}`, table, ...(more > 0 ? [`and ${more} more`] : [])].join('\n\n')
  return [{name: 'overview', rank: 0, text}]
}

/** Commands are run in order until one fails. */
function notBegun({inputs, commands, secrets}: Run): Block[] {
  const left = (inputs?.command ?? []).slice(commands.length)
  if (left.length === 0) return []
  const named = left.slice(0, MOST_COMMANDS).map((words) => code(clip(secrets.mask(words.join(' ')), 200)))
  const more = left.length > named.length ? [`and ${left.length - named.length} more`] : []
  return [{name: 'commands that were not begun', rank: 1, text: `Not begun: ${[...named, ...more].join(', ')}.`}]
}
