import {pipeline, Readable} from 'node:stream'
import {createGunzip} from 'node:zlib'

import {abortable} from '../abortable.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {decompressorOf} from '../store/decompress.js'

/** What an object of S3 holds, decompressed: by the ending of its key, or, as what writes them often leaves that out, by its first bytes. */
export async function* readObject(
  bucket: string,
  key: string,
  read: (bytes: number) => void,
  {objects, signal}: Pick<Context, 'objects' | 'signal'>,
): AsyncGenerator<Buffer> {
  const stored = counted(abortable(await objects.read(bucket, key, signal), signal), read)
  try {
    const first = await stored.next()
    if (first.done) return
    const all = following(first.value, stored)
    const make = decompressorOf(key) ?? (isGzip(first.value) ? createGunzip : undefined)
    yield* make ? (pipeline(Readable.from(all), make(), () => undefined) as AsyncIterable<Buffer>) : all
  } catch (error) {
    if (StackError.is(error)) throw error
    const message = `s3://${bucket}/${key} cannot be read: ${(error as Error).message}`
    throw new StackError('SOURCE_NOT_READABLE', message, {cause: error})
  }
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b
}

async function* counted(stored: AsyncIterable<Buffer>, read: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stored) {
    read(chunk.length)
    yield chunk
  }
}

async function* following(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}
