import type {EngineEvent, ImageProgress, NodeRef, StackResourceEvent} from '@aws-stack/core'

import type {CommandRun, NodeRun} from './run.js'

/** Keeps of an event what outputs, summary and comment are made of. */
export function record(event: EngineEvent, command: CommandRun, now = Date.now()): void {
  switch (event.type) {
    case 'identity.found':
      command.identity = event
      break
    case 'plan.started':
      Object.assign(command, {app: event.app, stage: event.stage, region: event.region})
      break
    case 'run.started':
      Object.assign(command, {app: event.app, stage: event.stage, verb: event.verb})
      for (const node of event.nodes) nodeOf(command, node)
      break
    case 'plan.finished':
      command.plan = event.plan
      break
    case 'node.started':
      Object.assign(nodeOf(command, event.node), {action: event.action, startedAt: now, state: 'running'})
      break
    case 'node.finished':
      end(nodeOf(command, event.node), {state: event.changed ? 'changed' : 'unchanged'}, now)
      break
    case 'node.failed':
      end(nodeOf(command, event.node), {state: 'failed', message: event.message}, now)
      break
    case 'node.cancelled': {
      const {left, status} = event
      end(nodeOf(command, event.node), {state: 'cancelled', left, ...(status && {status})}, now)
      break
    }
    case 'node.skipped':
      Object.assign(nodeOf(command, event.node), {state: 'skipped', message: event.because})
      break
    case 'stack.progress':
      recordResource(nodeOf(command, event.node), event.resource, event.stack)
      break
    case 'image.progress':
      recordImage(nodeOf(command, event.node), event.progress, now)
      break
    case 'warning':
      command.warnings.push({code: event.code, message: event.message})
      break
    default:
  }
}

function nodeOf({nodes}: CommandRun, {kind, name}: NodeRef): NodeRun {
  const known = nodes.find(({node}) => node.kind === kind && node.name === name)
  if (known) return known
  const added: NodeRun = {node: {kind, name}, state: 'waiting', resources: []}
  nodes.push(added)
  return added
}

function end(node: NodeRun, how: Partial<NodeRun>, now: number): void {
  Object.assign(node, how, {endedAt: now})
}

function recordResource({resources}: NodeRun, event: StackResourceEvent, stack: string): void {
  const {logicalId, type, status, at} = event
  if (logicalId === stack) return
  const last = resources.findLast((resource) => resource.logicalId === logicalId)
  const isSame = last !== undefined && last.endedAt === undefined
  const current = isSame ? last : {logicalId, type, status, startedAt: at}
  if (!isSame) resources.push(current)
  current.status = status
  if (!status.endsWith('_IN_PROGRESS')) current.endedAt = at
}

function recordImage(node: NodeRun, progress: ImageProgress, now: number): void {
  node.build ??= {steps: 0, cached: 0}
  if (progress.phase === 'push') node.build.pushedFrom ??= now
  if (progress.phase !== 'build' || progress.step.startsWith('[internal]')) return
  if (progress.state === 'cached') node.build.cached += 1
  if (progress.state === 'cached' || progress.state === 'finished') node.build.steps += 1
}
