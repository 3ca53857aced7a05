import {createReadStream} from 'node:fs'
import {stat} from 'node:fs/promises'
import {basename} from 'node:path'
import type {Readable} from 'node:stream'

import {abortable} from '../abortable.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {BucketTransferResult} from '../data-results.js'
import type {Settings} from '../settings.js'
import {tellTransfer} from '../store/tell-transfer.js'
import {bucketName} from './bucket-name.js'

export interface UploadInput {
  /** A file, or `-` for `stdin`. */
  readonly file: string
  /** The file's name without it; below it where it ends with a slash. */
  readonly key?: string | undefined
  readonly stdin: Readable
}

/** Streams a file into the bucket. An object of that key is replaced when all of it has come, and not before. */
export async function uploadObject<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: UploadInput,
  ctx: Context,
): Promise<BucketTransferResult> {
  const began = Date.now()
  const {file, stdin} = input
  const key = keyFor(input)
  const total = await sizeOf(file)
  const found = await bucketName(app, settings, ctx)

  const told = tellTransfer({verb: 'upload', total}, ctx)
  let bytes = 0
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of readFrom(file, stdin, ctx.signal)) {
      yield chunk
      bytes += chunk.length
      told.moved(file, chunk.length)
    }
  }
  await ctx.objects.write(found.bucket, key, counted(), ctx.signal)
  told.end()
  return {...found, key, file, bytes, durationMs: Date.now() - began}
}

function keyFor({file, key = ''}: UploadInput): string {
  if (key !== '' && !key.endsWith('/')) return key
  if (file === '-') throw new StackError('USAGE', 'standard input has no name: say which key it gets')
  return `${key}${basename(file)}`
}

async function sizeOf(file: string): Promise<number | undefined> {
  if (file === '-') return undefined
  const found = await stat(file).catch((cause: unknown) => {
    throw notReadable(file, cause)
  })
  if (found.isDirectory()) throw new StackError('SOURCE_NOT_READABLE', `${file} is a folder`)
  return found.isFile() ? found.size : undefined
}

async function* readFrom(file: string, stdin: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* abortable(file === '-' ? stdin : createReadStream(file), signal)
  } catch (cause) {
    throw StackError.is(cause) ? cause : notReadable(file, cause)
  }
}

function notReadable(file: string, cause: unknown): StackError {
  const {code, message} = cause as NodeJS.ErrnoException
  const why = code === 'ENOENT' ? `there is no ${file}` : `${file} cannot be read: ${message}`
  return new StackError('SOURCE_NOT_READABLE', why, {cause})
}
