import {stat} from 'node:fs/promises'
import {basename, join} from 'node:path'
import type {Writable} from 'node:stream'
import {pipeline} from 'node:stream/promises'

import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {cancelled, StackError} from '../errors.js'
import type {BucketTransferResult} from '../data-results.js'
import type {Settings} from '../settings.js'
import {meter} from '../store/meter.js'
import {notWritable, openTarget} from '../store/open-target.js'
import {tellTransfer} from '../store/tell-transfer.js'
import {bucketName} from './bucket-name.js'

export interface DownloadInput {
  readonly key: string
  /** A file, a folder, or `-` for `stdout`; without it a file of the key's last name here. */
  readonly file?: string | undefined
  readonly stdout: Writable
  /** No progress is told. */
  readonly untold?: boolean | undefined
}

/** Streams an object into a file, which is there only when all of it has come. Throws `NOT_FOUND`. */
export async function downloadObject<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {key, file: asked, stdout, untold}: DownloadInput,
  ctx: Context,
): Promise<BucketTransferResult> {
  const began = Date.now()
  const found = await bucketName(app, settings, ctx)
  const total = await ctx.objects.size(found.bucket, key)
  const file = await fileFor(key, asked)
  const target = await openTarget(file, stdout, ctx, ctx.signal)

  const told = untold ? undefined : tellTransfer({verb: 'download', total}, ctx)
  let bytes = 0
  const counted = meter((count) => {
    bytes += count
    told?.moved(key, count)
  })
  try {
    const body = await ctx.objects.read(found.bucket, key, ctx.signal)
    await pipeline(body, counted, target.sink as Writable, {end: !target.isShared, signal: ctx.signal})
    await target.keep()
  } catch (error) {
    await target.discard()
    if (ctx.signal.aborted) throw cancelled(ctx.signal)
    throw StackError.is(error) ? error : notWritable(file, error as Error)
  }
  told?.end()
  return {...found, key, file, bytes, durationMs: Date.now() - began}
}

async function fileFor(key: string, file = basename(key)): Promise<string> {
  const isFolder = file !== '-' && (await stat(file).catch(() => undefined))?.isDirectory()
  return isFolder ? join(file, basename(key)) : file
}
