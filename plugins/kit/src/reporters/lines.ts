import type {EngineEvent, ImageProgress, NodeRef, TransferProgress} from '@aws-stack/core'

import {duration} from '../format/duration.js'
import {formatPlanSummary} from '../format/plan-summary.js'
import {size} from '../format/size.js'
import {createStepLogs} from './step-logs.js'
import {rateOf} from './transfer-rate.js'
import {
  backingUp,
  cancelledAs,
  cancelling,
  doing,
  done,
  emptying,
  encrypting,
  labelOf,
  purging,
  reasonOf,
  resizing,
  releasing,
  restoring,
  settling,
  transferred,
  waitingFor,
  waitingInEnvironment,
} from './words.js'

export interface LinesOptions {
  /** Build logs, layers and retries too. */
  readonly verbose: boolean
}

/** Whoever reads a log later wants to know that it went on, not each step. */
const TRANSFER_EVERY_MS = 5000

/** Events to plain lines, for pipes and CI. Remembers what a later line needs: an action, the log of a step. */
export function createLines({verbose}: LinesOptions): (event: EngineEvent) => string[] {
  const actions = new Map<string, Extract<EngineEvent, {type: 'node.started'}>['action']>()
  const pushing = new Set<string>()
  const logs = createStepLogs()
  let transferTold: TransferProgress | undefined

  const transferLines = (now: TransferProgress): string[] => {
    const isNew = transferTold === undefined || now.done || now.name !== transferTold.name
    if (!isNew && now.ms - (transferTold?.ms ?? 0) < TRANSFER_EVERY_MS) return []
    const rate = rateOf(now, transferTold ? [transferTold] : [])
    transferTold = now
    return [`${now.verb}${now.done ? '' : ` ${now.name}`}: ${transferred(now, rate).join(', ')}`]
  }

  const imageLines = (node: NodeRef, progress: ImageProgress): string[] => {
    const label = labelOf(node)
    const failed = verbose ? [] : logs.take(node, progress)
    switch (progress.phase) {
      case 'pack':
        return verbose ? [`${label}: context of ${progress.files} files, ${size(progress.bytes)}`] : []
      case 'log':
        return verbose ? [`${label}: ${progress.line}`] : []
      case 'build':
        return [...failed.map((line) => `${label}: ${line}`), ...stepLines(label, progress, verbose)]
      case 'push': {
        const first = pushing.has(label) ? [] : [`${label}: pushing`]
        pushing.add(label)
        return [
          ...first,
          ...(verbose && progress.state !== 'progress' ? [`${label}: layer ${progress.layer} ${progress.state}`] : []),
        ]
      }
    }
  }

  return (event) => {
    switch (event.type) {
      case 'identity.found':
        return [identityLine(event)]
      case 'plan.started':
        return [`planning ${event.app}, stage ${event.stage}, ${event.region}`]
      case 'plan.finished':
        return [formatPlanSummary(event.plan)]
      case 'run.started':
        return [`${event.verb} ${event.app}, stage ${event.stage}: ${event.nodes.map(labelOf).join(', ')}`]
      case 'node.started':
        actions.set(labelOf(event.node), event.action)
        return [`${labelOf(event.node)}: ${doing(event.action)}`]
      case 'node.finished': {
        const label = labelOf(event.node)
        return [`${label}: ${done(actions.get(label), event.changed)} (${duration(event.ms)})`]
      }
      case 'node.failed':
        return [`${labelOf(event.node)}: failed (${duration(event.ms)}): ${event.message}`]
      case 'node.cancelled':
        return [`${labelOf(event.node)}: ${cancelledAs(event)} (${duration(event.ms)})`]
      case 'node.cancelling':
        return [`${labelOf(event.node)}: ${cancelling(event.how)}`]
      case 'stack.waiting':
        return [`${labelOf(event.node)}: ${waitingFor(event)}, waiting for its end up to ${duration(event.limitMs)}`]
      case 'stack.free':
        return [`${labelOf(event.node)}: free after ${duration(event.ms)}`]
      case 'node.skipped':
        return [`${labelOf(event.node)}: not started, ${reasonOf(event.because)}`]
      case 'stack.progress': {
        const {logicalId, status, type, reason} = event.resource
        // CloudFormation says *_IN_PROGRESS twice: the second time with this reason.
        if (/^Resource \w+ Initiated$/.test(reason ?? '')) return []
        return [`${labelOf(event.node)}: ${logicalId} ${status} ${type}${reason ? `: ${reason}` : ''}`]
      }
      case 'stack.settling':
        return [`${labelOf(event.node)}: ${settling(event)}`]
      case 'config.uploaded':
        return [`${labelOf(event.node)}: version ${event.version} uploaded, ${size(event.bytes)}`]
      case 'config.waiting': {
        const limit = duration(event.limitMs)
        return [`${labelOf(event.node)}: ${waitingInEnvironment(event)}, waiting for its end up to ${limit}`]
      }
      case 'config.free':
        return [`${labelOf(event.node)}: ${event.environment} is free after ${duration(event.ms)}`]
      case 'config.progress':
        return [`${labelOf(event.node)}: ${releasing(event)}`]
      case 'config.purging':
        return event.done || event.deleted % 100 === 0 ? [`${labelOf(event.node)}: ${purging(event)}`] : []
      case 'bucket.emptying':
        // A page is a thousand.
        return event.done || event.deleted % 10_000 === 0 ? [`${labelOf(event.node)}: ${emptying(event)}`] : []
      case 'backup.progress':
        return [backingUp(event)]
      case 'stream.resizing':
        return [resizing(event)]
      case 'traces.encrypting':
        return [`${labelOf(event.node)}: ${encrypting(event)}`]
      case 'restore.step':
        return [restoring(event.step)]
      case 'image.progress':
        return imageLines(event.node, event.progress)
      case 'transfer.progress':
        return transferLines(event.transfer)
      case 'transfer.said':
        return [event.line]
      case 'task.changed':
        return [`task ${event.task}: ${event.status}`]
      case 'task.stopping':
        return [`task ${event.task}: asked to stop`]
      case 'logs.followed':
        return verbose
          ? [event.how === 'live-tail' ? 'following by live tail' : `following by polling: ${event.reason}`]
          : []
      case 'retried':
        return verbose ? [`retry ${event.attempt} of ${event.service} ${event.operation}: ${event.reason}`] : []
      case 'warning':
        return [`warning: ${event.message}`]
    }
  }
}

function identityLine({accountId, arn, region, expiresAt}: Extract<EngineEvent, {type: 'identity.found'}>): string {
  const until = expiresAt === undefined ? [] : [`credentials until ${new Date(expiresAt).toTimeString().slice(0, 5)}`]
  return [`account ${accountId} as ${arn}`, region, ...until].join(', ')
}

/** BuildKit's own steps (`[internal] load build context`) are of interest to nobody but a debugger. */
function stepLines(
  label: string,
  {step, state, ms}: Extract<ImageProgress, {phase: 'build'}>,
  verbose: boolean,
): string[] {
  if (state === 'failed') return [`${label}: ${step} failed`]
  if (verbose) return [`${label}: ${step} ${state}${ms === undefined ? '' : ` (${duration(ms)})`}`]
  if (step.startsWith('[internal]') || state === 'finished') return []
  return [`${label}: ${step}${state === 'cached' ? ' (cached)' : ''}`]
}
