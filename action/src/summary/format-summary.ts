import {duration} from '@aws-stack/kit/hosted'

import {escapeMarkdown, code, markdownTable} from '../markdown.js'
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
  const all = [...own, ...(sections.length > 1 ? [overview(run)] : []), ...sections.flat(), notBegun(run)]
  return secrets.mask(
    fit(
      all.filter(({text}) => text !== ''),
      limit,
    ),
  )
}

function overview({commands}: Run): Block {
  const failed = commands.filter(({error}) => error).length
  const head =
    failed > 0 ? `# ✗ ${failed} of ${commands.length} commands failed` : `# ✓ ${commands.length} commands done`
  const rows = commands
    .slice(0, MOST_COMMANDS)
    .map((command) => [
      code(clip(command.id, 100)),
      headlineOf(command),
      command.endedAt === undefined ? '' : duration(command.endedAt - command.startedAt),
    ])
  const more = commands.length - rows.length
  const table = markdownTable(['command', 'result', 'took'], rows, [2])
  return {name: 'overview', rank: 0, text: [head, table, ...(more > 0 ? [`and ${more} more`] : [])].join('\n\n')}
}

/** Commands are run until one fails. */
function notBegun({inputs, commands, secrets, cancelledBy}: Run): Block {
  const left = (inputs?.command ?? []).slice(commands.length)
  const failed = commands.at(-1)
  const why = cancelledBy
    ? 'the job was cancelled'
    : failed?.error
      ? `${escapeMarkdown(failed.id)} came to no good end`
      : 'nothing could be begun'
  const rows = left
    .slice(0, MOST_COMMANDS)
    .map((words) => `- ${code(clip(secrets.mask(['aws-stack', ...words].join(' ')), 300))}`)
  const more = left.length - rows.length
  const text = rows.length > 0 ? [`### Not begun: ${why}\n`, ...rows, ...(more > 0 ? [`- and ${more} more`] : [])] : []
  return {name: 'commands that were not begun', rank: 1, text: text.join('\n')}
}
