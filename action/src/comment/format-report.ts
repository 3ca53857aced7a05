import {stripVTControlCharacters} from 'node:util'

import type {PlanResult, StackPlan} from '@aws-stack/core'
import {exitCodeOf, formatError, formatPlanSummary} from '@aws-stack/kit/hosted'

import {code, codeBlock, markdownTable} from '../markdown.js'
import {alert, formatDangers} from './danger.js'
import {fillParts} from './fill-parts.js'
import {formatMarker, keyOf} from './marker.js'
import {cut, planBlocks} from './plan-blocks.js'
import type {PullRequest} from './pull-request.js'
import type {Report} from './report.js'

/** GitHub's limit. It counts characters; those of JavaScript are as many, or more. */
export const LARGEST_COMMENT = 65_536
/** A plan that needs more is read elsewhere. */
const MOST_PARTS = 5
/** Of details in all, that are not folded. */
const FEW_LINES = 30
const MOST_ROWS = 40
/** Of an error. */
const MOST_CHARACTERS = 6000
const REFUSED = 9

/** The comments of one stage, in parts as large as GitHub takes them, each with its marker. */
export function formatReport(report: Report, pull: PullRequest, at: Date): string[] {
  const {plan, error} = report
  const head = [
    ...(error ? [formatFailure(report, error)] : []),
    ...(plan ? [formatHeadline(report, plan)] : []),
    ...(plan ? formatDangers(plan, {done: report.verb === 'deploy' && !error && !report.goesOn}) : []),
    ...(plan ? formatStacks(plan.stacks) : []),
  ].join('\n\n')
  const tail = [...(plan?.changed ? formatNext(report, plan) : []), formatOrigin(report, pull, at)].join('\n\n')
  const frames = Array.from({length: MOST_PARTS}, (_, index) => {
    const numbered = {part: index + 1, parts: MOST_PARTS}
    return join([beginOf(report, pull, numbered), index === 0 ? head : '', leftOutNote(99_999, pull), tail])
  })

  const blocks = plan ? planBlocks(plan) : []
  const lines = blocks.flatMap(({items}) => items.flatMap(({text}) => text.split('\n'))).length
  const rooms = frames.map((frame) => LARGEST_COMMENT - frame.length - 4)
  const {parts, leftOut} = fillParts(blocks, rooms, {open: lines <= FEW_LINES})
  return parts.map((part, index) => {
    const isLast = index === parts.length - 1
    return join([
      beginOf(report, pull, {part: index + 1, parts: parts.length}),
      index === 0 ? head : '',
      part,
      isLast && leftOut > 0 ? leftOutNote(leftOut, pull) : '',
      isLast ? tail : '',
    ]).toWellFormed()
  })
}

function join(paragraphs: readonly string[]): string {
  return paragraphs.filter(Boolean).join('\n\n')
}

function beginOf(report: Report, pull: PullRequest, numbered: {part: number; parts: number}): string {
  const {app, stage, region, parts} = report
  const {run, attempt} = pull
  const marker = formatMarker({key: keyOf(report), ...numbered, run, attempt})
  const limited = parts.length > 0 ? [`only ${parts.slice(0, 10).map(named).join(', ')}`] : []
  const place = [named(app), `stage ${named(stage)}`, named(region), ...limited].join(' · ')
  const which = numbered.parts > 1 ? ` (${numbered.part} of ${numbered.parts})` : ''
  return `${marker}\n### ${place}${which}`
}

function named(name: string): string {
  return code(cut(name, 128))
}

function formatHeadline({verb, error, goesOn}: Report, plan: PlanResult): string {
  const sum = formatPlanSummary(plan).replace(/^plan: /, '')
  if (!plan.changed) return '**Nothing to change.**'
  if (verb === 'deploy' && !error) return `**${goesOn ? 'Deploying' : 'Deployed'}:** ${sum}.`
  return `**${sum}**`
}

/** What ended it, and the root cause as the log has it. */
function formatFailure({verb}: Report, error: Error): string {
  const refused = exitCodeOf(error) === REFUSED
  const title = `The ${verb} ${refused ? 'was refused' : 'failed'}`
  const text = cut(stripVTControlCharacters(formatError(error)), MOST_CHARACTERS)
  return `${alert(refused ? 'WARNING' : 'CAUTION', title, [])}\n\n${codeBlock(text)}`
}

function formatStacks(stacks: readonly StackPlan[]): string[] {
  const changing = stacks.filter(({action, changes}) => action !== 'none' || changes.length > 0)
  if (changing.length === 0) return []
  const rows = changing.slice(0, MOST_ROWS).map(({part, action, changes}) => {
    const modified = changes.filter((change) => change.action === 'modify')
    const numbers = [
      changes.filter((change) => change.action === 'add'),
      modified.filter(({replacement}) => replacement !== 'True'),
      modified.filter(({replacement}) => replacement === 'True'),
      changes.filter((change) => change.action === 'remove'),
      changes.filter((change) => change.action === 'may-change'),
    ]
    return [named(part), action, ...numbers.map(({length}) => (length > 0 ? String(length) : ''))]
  })
  const more = changing.length - rows.length
  const still = stacks.length - changing.length
  const rest = [...(more > 0 ? [`${more} more to change`] : []), ...(still > 0 ? [`${still} unchanged`] : [])]
  const head = ['Stack', '', 'add', 'change', 'replace', 'remove', 'may change']
  const table = markdownTable(head, rows, [2, 3, 4, 5, 6])
  return [rest.length > 0 ? `${table}\n\nOther stacks: ${rest.join(', ')}.` : table]
}

/** How it is carried out, by hand. */
function formatNext({app, stage, region, parts, verb, error}: Report, {losses}: PlanResult): string[] {
  if (verb === 'deploy' && !error) return []
  const command = [
    `aws-stack ${app}:deploy --stage ${stage} --region ${region}`,
    ...parts.map((part) => `--part ${part}`),
  ]
  const force = losses.length > 0 ? ', with `--force` since data would be lost' : ''
  return [`To deploy it${force}:\n\n${codeBlock(cut(command.join(' '), 1000), 'sh')}`]
}

function leftOutNote(changes: number, {runUrl}: PullRequest): string {
  return `**${changes} more changes are not shown here: GitHub takes no larger comments.** All are in the log of [the run](${runUrl}).`
}

function formatOrigin({verb}: Report, {commit, url, runUrl}: PullRequest, at: Date): string {
  const time = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const of = commit ? ` of commit [${code(commit.slice(0, 7))}](${url}/commits/${commit})` : ''
  return `<sub>${verb === 'plan' ? 'Plan' : 'Deploy'}${of} by [this run](${runUrl}), ${time}</sub>`
}
