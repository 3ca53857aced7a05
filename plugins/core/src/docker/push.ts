import {setTimeout} from 'node:timers/promises'

import type Docker from 'dockerode'

import type {PushInput, PushResult} from '../ports/docker.js'
import {cancelled, StackError} from '../errors.js'
import type {ImageProgress} from '../events.js'
import type {Secrets} from '../secrets/secrets.js'
import type {EngineAddress} from './engine-address.js'
import {EngineFailure, type ProgressMessage, readProgress} from './progress.js'
import {judgePush} from './push-failed.js'
import {useEngine} from './use-engine.js'

/** After the first one. */
const RETRIES = 3
const FIRST_WAIT = 1000

type Notify = (progress: ImageProgress) => void
type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>

/** Pushes one tag. What passes (a dropped connection, 429, 5xx) is tried again, a refusal is not. */
export async function pushImage(
  engine: EngineAddress,
  {secrets, ...input}: PushInput & {readonly secrets: Secrets},
  progress: Notify,
  signal: AbortSignal,
  wait: Wait = (ms, signal) => setTimeout(ms, undefined, {signal}),
): Promise<PushResult> {
  secrets.add(input.authorization.password)
  for (let attempt = 0; ; attempt++) {
    try {
      const digest = await useEngine(engine, signal, (docker) => pushOnce(docker, input, progress))
      return {pushed: true, digest}
    } catch (error) {
      if (StackError.is(error)) throw error
      const verdict = judgePush(input.reference, secrets.mask((error as Error).message.trim()))
      if (verdict.kind === 'exists') return {pushed: false}
      if (!verdict.passing || attempt === RETRIES) throw verdict.error
    }
    await wait(FIRST_WAIT * 2 ** attempt * (0.5 + Math.random() / 2), signal).catch((error: unknown) => {
      throw signal.aborted ? cancelled(signal) : error
    })
  }
}

async function pushOnce(
  docker: Docker,
  {reference, authorization: {username, password, endpoint: serveraddress}}: PushInput,
  progress: Notify,
): Promise<string> {
  const [, repository = reference, tag = 'latest'] = /^(.+?)(?::([^:/]+))?$/.exec(reference) ?? []
  const answer = await docker.getImage(repository).push({tag, authconfig: {username, password, serveraddress}})
  let digest: string | undefined
  const started = new Set<string>()
  for await (const message of readProgress(answer as AsyncIterable<Uint8Array>)) {
    const layer = toProgress(message, started)
    if (layer) progress(layer)
    digest = (message.aux as {Digest?: string} | undefined)?.Digest ?? digest
  }
  if (digest === undefined) throw new EngineFailure('the engine ended the push without a digest')
  return digest
}

/** The engine says `Preparing`, then `Waiting`, then what it does with the layer. */
function toProgress(
  {id: layer, status = '', progressDetail}: ProgressMessage,
  started: Set<string>,
): ImageProgress | undefined {
  if (layer === undefined) return undefined
  if (status === 'Preparing' && !started.has(layer)) {
    started.add(layer)
    return {phase: 'push', layer, state: 'started'}
  }
  if (status === 'Pushing') {
    const {current: bytes, total} = progressDetail ?? {}
    if (bytes === undefined) return undefined
    return {phase: 'push', layer, state: 'progress', bytes, ...(total !== undefined && {total})}
  }
  if (status === 'Pushed') return {phase: 'push', layer, state: 'finished'}
  if (status === 'Layer already exists') return {phase: 'push', layer, state: 'exists'}
  if (status.startsWith('Mounted from')) return {phase: 'push', layer, state: 'mounted'}
  return undefined
}
