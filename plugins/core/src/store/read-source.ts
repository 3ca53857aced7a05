import {pipeline} from 'node:stream'

import {abortable} from '../abortable.js'
import {StackError} from '../errors.js'
import type {Source} from './find-sources.js'

export interface SourceRead {
  /** As they are stored. */
  readonly bytes: (count: number) => void
  /** What the server is given; told when it has been taken. */
  readonly sent: (count: number) => void
}

/** A source's data, decompressed. Throws `SOURCE_NOT_READABLE` where it breaks in the middle. */
export async function* readSource(source: Source, read: SourceRead, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    const stored = counted(abortable(await source.open(signal), signal), read.bytes)
    const data: AsyncIterable<Buffer> = source.decompress
      ? pipeline(stored, source.decompress(), () => undefined)
      : stored
    for await (const chunk of data) {
      yield chunk
      read.sent(chunk.length)
    }
  } catch (error) {
    if (StackError.is(error)) throw error
    const {message} = error as Error
    throw new StackError('SOURCE_NOT_READABLE', `${source.name} cannot be read: ${message}`, {cause: error})
  }
}

async function* counted(stored: AsyncIterable<Buffer>, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stored) {
    count(chunk.length)
    yield chunk
  }
}
