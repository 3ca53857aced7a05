import type {EngineEvent, ImageProgress, NodeRef, TransferProgress} from '@aws-stack/core'

import {type Mark, withMark} from './transfer-rate.js'
import {
  cancelledAs,
  cancelling,
  emptying,
  encrypting,
  purging,
  releasing,
  settling,
  waitingFor,
  waitingInEnvironment,
} from './words.js'

type NodeAction = Extract<EngineEvent, {type: 'node.started'}>['action']

/** Everything that a live display shows. Times are epoch ms. */
export interface Progress {
  /** While nothing else runs: `planning vast, stage dev, eu-west-1`. */
  readonly planning: {readonly text: string; readonly since: number} | undefined
  readonly nodes: ReadonlyMap<string, NodeProgress>
  /** How many resources the plan changes, by part. */
  readonly planned: ReadonlyMap<string, number>
  /** Data that goes in or out, with how far it was in the last seconds. */
  readonly transfer?: {readonly now: TransferProgress; readonly marks: readonly Mark[]}
}

export interface NodeProgress {
  readonly ref: NodeRef
  readonly state: 'waiting' | 'running' | 'changed' | 'unchanged' | 'failed' | 'cancelled' | 'skipped'
  readonly action?: NodeAction
  readonly since?: number
  readonly ms?: number
  /** Instead of the action's word: it is being cancelled, or waits for another operation. */
  readonly doing?: string | undefined
  /** What a cancel has led to. */
  readonly outcome?: string
  /** Why it was skipped. */
  readonly because?: string
  /** Resources in motion, and build steps under way, with since when. */
  readonly moving: ReadonlyMap<string, Moving>
  /** Resources that have come to their end well. */
  readonly done: ReadonlySet<string>
  /** Resources that have failed by themselves, with their reasons. */
  readonly failures: ReadonlyMap<string, string>
  /** Bytes of each layer that is pushed. */
  readonly layers: ReadonlyMap<string, {readonly bytes: number; readonly total: number}>
}

export interface Moving {
  readonly text: string
  readonly since: number
}

export const NOTHING: Progress = {planning: undefined, nodes: new Map(), planned: new Map()}

export function advance(progress: Progress, event: EngineEvent, now: number): Progress {
  switch (event.type) {
    case 'plan.started':
      return {...progress, planning: {text: `planning ${event.app}, stage ${event.stage}, ${event.region}`, since: now}}
    case 'plan.finished':
      return {
        ...progress,
        planning: undefined,
        planned: new Map(event.plan.stacks.map(({part, changes}) => [part, changes.length])),
      }
    case 'run.started':
      return {...progress, planning: undefined, nodes: new Map(event.nodes.map((ref) => [keyOf(ref), waiting(ref)]))}
    case 'node.started':
      return change(progress, event.node, {state: 'running', action: event.action, doing: undefined, since: now})
    case 'node.finished':
      return change(progress, event.node, {
        ...AT_REST,
        state: event.changed ? 'changed' : 'unchanged',
        ms: event.ms,
      })
    case 'node.failed':
      return change(progress, event.node, {...AT_REST, state: 'failed', ms: event.ms})
    case 'node.cancelled':
      return change(progress, event.node, {...AT_REST, state: 'cancelled', ms: event.ms, outcome: cancelledAs(event)})
    case 'node.cancelling':
      return change(progress, event.node, {doing: cancelling(event.how)})
    case 'stack.waiting':
      return change(progress, event.node, {state: 'running', doing: waitingFor(event), since: now})
    case 'stack.free':
      return change(progress, event.node, {state: 'waiting', doing: undefined})
    case 'node.skipped':
      return change(progress, event.node, {...AT_REST, state: 'skipped', because: event.because})
    case 'stack.progress':
      return change(progress, event.node, moveResource(nodeOf(progress, event.node), event, now))
    case 'stack.settling': {
      const moving = new Map(nodeOf(progress, event.node).moving)
      const since = moving.get(event.logicalId)?.since ?? now
      return change(progress, event.node, {moving: moving.set(event.logicalId, {text: settling(event), since})})
    }
    case 'config.uploaded':
      return change(progress, event.node, {doing: `version ${event.version} uploaded, waiting for its turn`})
    case 'config.waiting':
      return change(progress, event.node, {doing: waitingInEnvironment(event)})
    case 'config.free':
      return change(progress, event.node, {doing: undefined})
    case 'config.progress':
      return change(progress, event.node, {state: 'running', doing: releasing(event)})
    case 'config.purging': {
      const moving = new Map(nodeOf(progress, event.node).moving)
      const since = moving.get(event.profile)?.since ?? now
      if (event.done) moving.delete(event.profile)
      else moving.set(event.profile, {text: purging(event), since})
      return change(progress, event.node, {moving})
    }
    case 'bucket.emptying': {
      const moving = new Map(nodeOf(progress, event.node).moving)
      const since = moving.get(event.bucket)?.since ?? now
      if (event.done) moving.delete(event.bucket)
      else moving.set(event.bucket, {text: emptying(event), since})
      return change(progress, event.node, {moving})
    }
    case 'traces.encrypting': {
      const moving = new Map(nodeOf(progress, event.node).moving)
      const since = moving.get('X-Ray')?.since ?? now
      if (event.done) moving.delete('X-Ray')
      else moving.set('X-Ray', {text: encrypting(event), since})
      return change(progress, event.node, {moving})
    }
    case 'image.progress':
      return change(progress, event.node, moveImage(nodeOf(progress, event.node), event.progress, now))
    case 'transfer.progress': {
      const {transfer: now} = event
      return {...progress, transfer: {now, marks: withMark(progress.transfer?.marks ?? [], now)}}
    }
    case 'backup.progress':
    case 'restore.step':
    case 'stream.resizing':
    case 'identity.found':
    case 'transfer.said':
    case 'task.changed':
    case 'task.stopping':
    case 'logs.followed':
    case 'retried':
    case 'warning':
      return progress
  }
}

const AT_REST = {moving: new Map<string, Moving>(), layers: new Map<string, never>()}

function keyOf({kind, name}: NodeRef): string {
  return `${kind} ${name}`
}

function waiting(ref: NodeRef): NodeProgress {
  return {...AT_REST, ref, state: 'waiting', done: new Set(), failures: new Map()}
}

function nodeOf({nodes}: Progress, ref: NodeRef): NodeProgress {
  return nodes.get(keyOf(ref)) ?? waiting(ref)
}

function change(progress: Progress, ref: NodeRef, changes: Partial<NodeProgress>): Progress {
  const nodes = new Map(progress.nodes)
  nodes.set(keyOf(ref), {...nodeOf(progress, ref), ...changes})
  return {...progress, nodes}
}

/** What CloudFormation says of resources that it stopped because another one had failed. */
const CONSEQUENCE = /^Resource \w+ cancelled$/

function moveResource(
  node: NodeProgress,
  {stack, resource: {logicalId, type, status, reason}}: Extract<EngineEvent, {type: 'stack.progress'}>,
  now: number,
): Partial<NodeProgress> {
  // The stack itself is the line above.
  if (logicalId === stack && type === 'AWS::CloudFormation::Stack') return {}
  const moving = new Map(node.moving)
  const done = new Set(node.done)
  const failures = new Map(node.failures)
  done.delete(logicalId)
  if (!status.endsWith('_IN_PROGRESS')) moving.delete(logicalId)
  if (status.endsWith('_IN_PROGRESS')) {
    const since = node.moving.get(logicalId)?.since ?? now
    moving.set(logicalId, {text: `${logicalId}  ${type}  ${status}`, since})
  } else if (status.endsWith('_COMPLETE')) done.add(logicalId)
  else if (status.endsWith('_FAILED') && !CONSEQUENCE.test(reason ?? ''))
    failures.set(logicalId, `${logicalId}  ${status}  ${reason ?? ''}`.trimEnd())
  return {moving, done, failures}
}

function moveImage({moving, layers}: NodeProgress, progress: ImageProgress, now: number): Partial<NodeProgress> {
  switch (progress.phase) {
    case 'pack':
    case 'log':
      return {}
    case 'build': {
      const next = new Map(moving)
      if (progress.state === 'started') next.set(progress.step, {text: progress.step, since: now})
      else next.delete(progress.step)
      return {moving: next}
    }
    case 'push': {
      const {layer, state, bytes = 0, total = 0} = progress
      const known = layers.get(layer)
      const next = new Map(layers)
      next.set(layer, {
        bytes: state === 'progress' ? bytes : (known?.total ?? 0),
        total: Math.max(total, known?.total ?? 0),
      })
      return {action: 'push', layers: next}
    }
  }
}
