import {randomUUID} from 'node:crypto'
import {once} from 'node:events'
import {createWriteStream} from 'node:fs'
import {realpath, rename, rm, stat} from 'node:fs/promises'
import type {Writable} from 'node:stream'

import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {placeOf} from './place.js'

/** Where data is written to. Until it is kept nothing stands there that looks whole. */
export interface Target {
  readonly sink: Writable | ((data: AsyncIterable<Buffer>) => Promise<void>)
  /** The sink is somebody else's: it is not ended. */
  readonly isShared: boolean
  keep(): Promise<void>
  discard(): Promise<void>
}

/** `-` is `stdout`. Throws `TARGET_NOT_WRITABLE` where a file cannot even be begun. */
export async function openTarget(
  name: string,
  stdout: Writable,
  {objects}: Pick<Context, 'objects'>,
  signal: AbortSignal,
): Promise<Target> {
  const place = placeOf(name)
  if (place.kind === 'file') return openFile(place.path)
  const sink =
    place.kind === 'stream'
      ? stdout
      : (data: AsyncIterable<Buffer>) => objects.write(place.bucket, place.key, data, signal)
  return {sink, isShared: place.kind === 'stream', keep: nothing, discard: nothing}
}

export function notWritable(name: string, error: Error): StackError {
  return new StackError('TARGET_NOT_WRITABLE', `cannot write ${name}: ${error.message}`, {cause: error})
}

async function openFile(name: string): Promise<Target> {
  const there = await stat(name).catch(() => undefined)
  if (there?.isDirectory()) throw new StackError('TARGET_NOT_WRITABLE', `cannot write ${name}: it is a folder`)
  // A device or a pipe is written to as it is; what a link points to is replaced, not the link.
  const isDirect = there !== undefined && !there.isFile()
  const path = there?.isFile() ? await realpath(name) : name
  const unfinished = isDirect ? path : `${path}.${randomUUID()}.part`
  const sink = createWriteStream(unfinished, {flags: isDirect ? 'w' : 'wx'})
  await once(sink, 'open').catch((error: Error) => {
    throw notWritable(name, error)
  })
  return {
    sink,
    isShared: false,
    keep: isDirect ? nothing : () => rename(unfinished, path),
    async discard() {
      sink.destroy()
      if (!isDirect) await rm(unfinished, {force: true})
    },
  }
}

async function nothing(): Promise<void> {}
