import type {EngineEvent, NodeRef, TransferProgress} from '@aws-stack/core'

import {count} from '../format/count.js'
import {duration} from '../format/duration.js'
import {size} from '../format/size.js'

type NodeAction = Extract<EngineEvent, {type: 'node.started'}>['action']

/** How a node is called in progress: an image and a configuration by their kind, a stack by its part. */
export function labelOf({kind, name}: NodeRef): string {
  return kind === 'stack' ? name : `${kind} ${name}`
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
  release: 'releasing',
  revert: 'reverting',
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
  release: 'released',
  revert: 'reverted',
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
  if (status === 'ROLLED_BACK' || status === 'REVERTED') return 'cancelled, rolled back'
  return status.includes('ROLLBACK_COMPLETE') ? 'cancelled, rolled back' : 'stopped'
}

type NodeCancelled = Extract<EngineEvent, {type: 'node.cancelled'}>

const CANCELLING = {
  deletes: 'cancelling: what was created is deleted',
  'rolls-back': 'cancelling: the update is rolled back',
  'stops-rollout': 'cancelling: the rollout is stopped, ECS goes back to what ran before',
  'stops-deployment': 'cancelling: the deployment is stopped, AppConfig rolls it back',
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

/** `41.2 MB of 104.9 MB`, `39 %`, `12.3 MB/s`, `5 s left`; when it is done `104.9 MB`, `8.2 s`, `12.8 MB/s`. `rate`: bytes a second. */
export function transferred({bytes, total, ms, done}: TransferProgress, rate: number): string[] {
  const speed = `${size(Math.round(rate))}/s`
  if (done) return [size(bytes), duration(ms), speed]
  if (!total) return [size(bytes), speed]
  const left = rate > 0 ? [`${duration((Math.max(0, total - bytes) / rate) * 1000)} left`] : []
  return [`${size(bytes)} of ${size(total)}`, `${Math.floor((bytes / total) * 100)} %`, speed, ...left]
}

/** `version 3 to prod: DEPLOYING, 40 %`, `version 3 to prod: BAKING, alarms are watched for 10 min` */
export function releasing({environment, version, state, percent, bakeMinutes}: ConfigProgress): string {
  const what = `version ${version} to ${environment}: ${state}`
  if (state === 'BAKING') return bakeMinutes ? `${what}, alarms are watched for ${bakeMinutes} min` : what
  return state === 'DEPLOYING' ? `${what}, ${Math.round(percent)} %` : what
}

type ConfigProgress = Extract<EngineEvent, {type: 'config.progress'}>

/** `deployment 7 of enrichment runs in prod (BAKING since 14:02:10, by aws-stack of alice)` */
export function waitingInEnvironment(event: Extract<EngineEvent, {type: 'config.waiting'}>): string {
  const {environment, deployment, config, state, since, startedBy} = event
  const when = since === undefined ? '' : ` since ${new Date(since).toTimeString().slice(0, 8)}`
  return `deployment ${deployment} of ${config} runs in ${environment} (${state}${when}${startedBy ? `, by ${startedBy}` : ''})`
}

export function purging({profile, deleted, done}: Extract<EngineEvent, {type: 'config.purging'}>): string {
  return `versions of ${profile} ${done ? 'deleted' : 'are deleted'}: ${deleted}`
}

export function emptying({bucket, deleted, done}: Extract<EngineEvent, {type: 'bucket.emptying'}>): string {
  return `${bucket} ${done ? 'emptied' : 'is emptied'}, ${count(deleted, 'object')} deleted`
}

/** `X-Ray takes the key … for the traces of account and region` */
export function encrypting({key = 'of its own', done}: Extract<EngineEvent, {type: 'traces.encrypting'}>): string {
  return `X-Ray ${done ? 'has taken' : 'takes'} the key ${key} for the traces of account and region`
}

/** `raw: to 4 shards, step 2 of 3` */
export function resizing({stream, shards, step, of}: Extract<EngineEvent, {type: 'stream.resizing'}>): string {
  return `${stream}: to ${count(shards, 'shard')}, step ${step} of ${of}`
}

/** `snapshot: RUNNING, 50 %` */
export function backingUp({what, state, percent}: Extract<EngineEvent, {type: 'backup.progress'}>): string {
  const share = percent !== undefined && state === 'RUNNING' ? `, ${Math.round(percent)} %` : ''
  return `${what}: ${state}${share}`
}

const RESTORING = {
  stop: 'restore: stopping the server',
  place: 'restore: putting the restored data in place',
  start: 'restore: starting the server',
}

export function restoring(step: keyof typeof RESTORING): string {
  return RESTORING[step]
}
