import type {EngineEvent, NodeRef} from '@aws-stack/core'

type NodeAction = Extract<EngineEvent, {type: 'node.started'}>['action']

/** How a node is called in progress: an image by its kind, a stack by its part. */
export function labelOf({kind, name}: NodeRef): string {
  return kind === 'image' ? `image ${name}` : name
}

const DOING = {
  create: 'creating',
  update: 'updating',
  restore: 'rolling back a failed update, then updating',
  follow: 'following',
  start: 'starting',
  stop: 'stopping',
  restart: 'restarting',
  cancel: 'cancelling',
  delete: 'deleting',
  build: 'building',
  push: 'pushing',
}
const DONE = {
  create: 'created',
  update: 'updated',
  restore: 'rolled back and updated',
  follow: 'at rest',
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  cancel: 'cancelled',
  delete: 'deleted',
  build: 'built',
  push: 'pushed',
}

export function doing(action: NodeAction): string {
  return DOING[action]
}

export function done(action: NodeAction | undefined, changed: boolean): string {
  return changed && action ? DONE[action] : 'unchanged'
}

/** `stack network`, a node's key, as people say it. */
export function reasonOf(because: string): string {
  return because === 'cancelled' ? because : `${because.replace(/^stack /, '')} failed`
}

/** What an abort leads to: a build or push has ended, a stack has been undone, or is AWS's to finish. */
export function cancelledAs({left, status = ''}: Pick<NodeCancelled, 'left' | 'status'>): string {
  if (left) return 'left to AWS'
  if (status === 'DELETE_COMPLETE') return 'cancelled, deleted again'
  return status.includes('ROLLBACK_COMPLETE') ? 'cancelled, rolled back' : 'stopped'
}

type NodeCancelled = Extract<EngineEvent, {type: 'node.cancelled'}>

const CANCELLING = {
  deletes: 'cancelling: what was created is deleted',
  'rolls-back': 'cancelling: the update is rolled back',
  'stops-rollout': 'cancelling: the rollout is stopped, ECS goes back to what ran before',
  cannot: 'cannot be stopped, waiting for its end',
}

export function cancelling(how: keyof typeof CANCELLING): string {
  return CANCELLING[how]
}

/** `Service: waiting for 1 of 2 tasks to be healthy` */
export function settling({logicalId, what, ready, wanted}: Extract<EngineEvent, {type: 'stack.settling'}>): string {
  if (what === 'function') return `${logicalId}: waiting for Lambda to take over the update`
  return `${logicalId}: waiting for ${wanted - ready} of ${wanted} tasks to be healthy`
}

/** `another operation runs (UPDATE_IN_PROGRESS since 14:02:10, started by the AWS console)` */
export function waitingFor({status, since, startedBy}: Extract<EngineEvent, {type: 'stack.waiting'}>): string {
  const when = since === undefined ? '' : ` since ${new Date(since).toTimeString().slice(0, 8)}`
  return `another operation runs (${status}${when}${startedBy ? `, started by ${startedBy}` : ''})`
}
