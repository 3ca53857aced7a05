import {type DeployResult, StackError} from '@aws-stack/core'
import {duration, formatPlanSummary} from '@aws-stack/kit/hosted'

import {code, escapeMarkdown} from '../markdown.js'
import type {CommandRun} from '../run.js'
import {clip} from './clip.js'

/** What came of a command, in a few words: `✓ vast dev deployed`. */
export function headlineOf(command: CommandRun): string {
  const {error, result} = command
  const id = clip(command.id, 100)
  // A command that only looks tells of its place in its result alone.
  const {app = command.app, stage = command.stage} = (result ?? {}) as {app?: string; stage?: string}
  const what = app && stage ? `${escapeMarkdown(clip(app, 60))} ${escapeMarkdown(clip(stage, 60))}` : undefined
  const verb = escapeMarkdown(id.slice(id.indexOf(':') + 1))
  if (error) return `✗ ${what ? `${what}: ${verb}` : escapeMarkdown(id)} ${failureWord(error)}`
  if (command.endedAt === undefined)
    return `✗ ${what ? `${what}: ${verb}` : escapeMarkdown(id)} was ended by the runner`
  return successOf(command, what, verb)
}

function failureWord(error: Error): string {
  const code = StackError.is(error) ? error.code : ''
  return FAILED[code] ?? 'failed'
}

const FAILED: Readonly<Record<string, string>> = {
  TIMED_OUT: 'timed out',
  CANCELLED: 'cancelled',
  DECLINED: 'refused',
  NO_TERMINAL: 'needs a yes',
  DATA_LOSS: 'refused: data would be lost',
  CHANGE_REFUSED: 'refused',
  BUSY: 'found another operation at work',
}

const DONE: Readonly<Record<string, string>> = {
  deploy: 'deployed',
  destroy: 'destroyed',
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  build: 'images built',
  push: 'images pushed',
  release: 'configurations released',
  revert: 'configurations reverted',
}

function successOf({id, verb: ran, plan, result}: CommandRun, place: string | undefined, verb: string): string {
  const what = place ?? escapeMarkdown(clip(id, 100))
  if (ran !== undefined) return `✓ ${what}${outcomeOf(ran, verb, result ?? {})}`
  if (!plan) return `✓ ${what}${place ? `: ${verb}` : ''} done`
  if (!plan.changed) return `✓ ${what}: no change`
  const losses = plan.losses.length > 0 ? '; data would be lost' : ''
  return `± ${what}: would change ${changesOf(plan)}${losses}`
}

function outcomeOf(ran: string, verb: string, {changed, stacks = []}: Partial<DeployResult>): string {
  if (changed === false) return ': no change'
  // What other commands say of a stack has no status.
  const goesOn = stacks.some(({status}: {status?: string}) => status?.endsWith('_IN_PROGRESS'))
  return goesOn ? `: ${verb} begun, it goes on at AWS` : ` ${DONE[ran] ?? `${verb} done`}`
}

/** `12`, which the line below says in words. */
function changesOf({images, stacks, configs}: NonNullable<CommandRun['plan']>): number {
  return (
    images.filter(({action}) => action === 'build').length +
    stacks.reduce((sum, {changes}) => sum + changes.length, 0) +
    configs.filter(({action}) => action !== 'none').length
  )
}

/** The command, where it ran, and how long. */
export function contextLine(command: CommandRun, mask: (text: string) => string): string {
  const {id, argv, region, identity, plan, verb, endedAt, startedAt, exitCode, error} = command
  const line = mask(['aws-stack', id, ...argv.map(quoted)].join(' '))
  return [
    code(clip(line, 400)),
    ...(identity ? [`account ${code(identity.accountId)}`] : []),
    ...(region ? [code(clip(region, 60))] : []),
    ...(endedAt === undefined ? [] : [duration(endedAt - startedAt)]),
    ...(error ? [`exit code ${exitCode}`] : []),
    ...(plan?.changed && verb === undefined ? [escapeMarkdown(formatPlanSummary(plan).replace(/^plan: /, ''))] : []),
  ].join(' · ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
