import {createReadStream} from 'node:fs'
import type {Readable} from 'node:stream'

import {abortable} from './abortable.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'

/**
 * The command that `given` means: `-` is read from `stdin`, `file://PATH` (relative or absolute) and `s3://BUCKET/KEY` are read, all else
 * is the command itself. Not more than `limit` bytes are read: `PAYLOAD_TOO_LARGE`. What is named and not there is `NOT_FOUND`.
 */
export async function readCommandText(given: string, stdin: Readable, limit: number, ctx: Context): Promise<string> {
  const text = await readUpTo(limit, given, await source(given, stdin, ctx), ctx.signal)
  if (text.trim() === '') throw new StackError('USAGE', `the command is empty: ${JSON.stringify(given)}`)
  return text
}

async function source(given: string, stdin: Readable, ctx: Context): Promise<Readable | string> {
  if (given === '-') return stdin
  const [, scheme, path = ''] = /^(file|s3):\/\/(.*)$/s.exec(given) ?? []
  if (scheme === 'file') return createReadStream(path)
  if (scheme !== 's3') return given
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(path) ?? []
  if (bucket && key) return ctx.objects.read(bucket, key)
  throw new StackError('USAGE', `"${given}" is no object: s3://BUCKET/KEY`)
}

async function readUpTo(limit: number, given: string, from: Readable | string, signal: AbortSignal): Promise<string> {
  if (typeof from === 'string') return from
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of abortable(from, signal)) {
      size += chunk.length
      if (size > limit) throw payloadTooLarge(`the command in ${given} is longer`, limit)
      chunks.push(chunk)
    }
  } catch (error) {
    throw StackError.is(error) ? error : unreadable(given, error as NodeJS.ErrnoException)
  }
  return Buffer.concat(chunks).toString()
}

function unreadable(given: string, cause: NodeJS.ErrnoException): StackError {
  return new StackError('NOT_FOUND', `cannot read the command from ${given}: ${cause.code ?? cause.message}`, {cause})
}

/** For `what` is more than `limit` bytes. */
export function payloadTooLarge(what: string, limit: number): StackError {
  return new StackError(
    'PAYLOAD_TOO_LARGE',
    `${what}, and ${limit} bytes can be sent: put the data into S3 and let the command fetch it (aws s3 cp s3://BUCKET/KEY -)`,
    {details: {limit}},
  )
}
