import {stripVTControlCharacters} from 'node:util'

import {formatPlan, formatPlanSummary} from '@aws-stack/kit/hosted'

import {code, codeBlock, details, escapeMarkdown} from '../markdown.js'
import type {Places} from '../places.js'
import type {CommandRun} from '../run.js'
import {clip, clipLines} from './clip.js'
import {failureBlocks} from './failure.js'
import type {Block} from './fit.js'
import {gantt} from './gantt.js'
import {contextLine, headlineOf} from './headline.js'
import {nodesTable} from './nodes-table.js'
import {outputsTable} from './outputs-table.js'

export interface CommandBlocksOptions {
  readonly places: Places
  readonly mask: (text: string) => string
  /** Mermaid. */
  readonly diagram?: string | undefined
  /** Of the commands that were to come after it. */
  readonly notBegun?: readonly Block[]
}

const PLAN = {lines: 20_000, bytes: 600 * 1024}
const MOST_WARNINGS = 50

/** Of one command: the result first, then why, what changed, and what it was all about. */
export function commandBlocks(
  command: CommandRun,
  {places, mask, diagram, notBegun = []}: CommandBlocksOptions,
): Block[] {
  const {id, error, plan, verb, warnings} = command
  const of = clip(id.replaceAll(/[^\w:@./-]/g, '?'), 60)
  const table = nodesTable(command)
  const slow = gantt(command)
  const outputs = outputsTable(command)
  return [
    {name: `result of ${of}`, rank: 0, text: `## ${headlineOf(command)}\n\n${contextLine(command, mask)}`},
    ...(error ? failureBlocks(error, of, places) : []),
    ...notBegun,
    {name: `next commands of ${of}`, rank: 1, text: error ? '' : followText(command)},
    {name: `table of ${of}`, rank: 4, text: table && `### What changed\n\n${table}`},
    {name: `warnings of ${of}`, rank: 5, text: warningsText(warnings)},
    {name: `durations of ${of}`, rank: 8, text: slow && `### What took long\n\n${slow}`},
    {name: `outputs of ${of}`, rank: 6, text: outputs && `### Outputs\n\n${outputs}`},
    {name: `plan of ${of}`, rank: 7, text: plan?.changed ? planText(plan, verb === undefined) : ''},
    {name: `diagram of ${of}`, rank: 9, text: diagram ? `### Architecture\n\n${codeBlock(diagram, 'mermaid')}` : ''},
  ]
}

/** `--no-wait`: nobody has seen the end. */
function followText({result}: CommandRun): string {
  const {suggestions = []} = (result ?? {}) as {suggestions?: readonly string[]}
  if (!Array.isArray(suggestions) || suggestions.length === 0) return ''
  return `Follow it:\n\n${codeBlock(clipLines(suggestions.join('\n'), {lines: 20, bytes: 8192}), 'sh')}`
}

function warningsText(warnings: CommandRun['warnings']): string {
  const rows = warnings
    .slice(0, MOST_WARNINGS)
    .map((warning) => `- ${escapeMarkdown(clip(warning.message, 1000))} (${code(clip(warning.code, 60))})`)
  const more = warnings.length - rows.length
  if (rows.length === 0) return ''
  return ['### Warnings\n', ...rows, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')
}

/** As the CLI prints it. Of a plan alone it is what was asked for. */
function planText(plan: NonNullable<CommandRun['plan']>, isAlone: boolean): string {
  const text = stripVTControlCharacters(formatPlan(plan))
  const title = isAlone ? 'What would change' : 'What was planned'
  return details(
    `${title}: ${escapeMarkdown(formatPlanSummary(plan).replace(/^plan: /, ''))}`,
    codeBlock(clipLines(text, PLAN)),
  )
}
