import type {EngineEvent, NodeRef} from '@aws-stack/core'

type NodeAction = Extract<EngineEvent, {type: 'node.started'}>['action']

/** How a node is called in progress: an image by its kind, a stack by its part. */
export function labelOf({kind, name}: NodeRef): string {
  return kind === 'image' ? `image ${name}` : name
}

const DOING = {
  create: 'creating',
  update: 'updating',
  delete: 'deleting',
  build: 'building',
  push: 'pushing',
}
const DONE = {create: 'created', update: 'updated', delete: 'deleted', build: 'built', push: 'pushed'}

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

/** What an abort leaves: a build or push has ended, a stack is AWS's to finish. */
export function leftAlone({kind}: NodeRef): string {
  return kind === 'stack' ? 'left to AWS' : 'stopped'
}
