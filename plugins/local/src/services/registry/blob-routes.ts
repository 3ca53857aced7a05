import type {ReadStream} from 'node:fs'
import {pipeline} from 'node:stream/promises'

import {answer, type RegistryCall, requireDigest} from './registry-call.js'
import {blobUnknown} from './registry-error.js'

/** GET and HEAD, whole or a range. */
export async function getBlob(call: RegistryCall): Promise<void> {
  const digest = requireDigest(call.reference)
  const size = await call.layers.size(call.owner, digest)
  if (size === undefined) throw blobUnknown(digest)

  const headers = {
    'cache-control': 'max-age=31536000',
    'docker-content-digest': digest,
    etag: `"${digest}"`,
  }
  if (call.request.headers['if-none-match'] === `"${digest}"`) return answer(call, 304, headers)

  const range = readRange(call.request.headers.range, size)
  if (range === 'unsatisfiable')
    return answer(call, 416, {...headers, 'content-range': `bytes */${size}`, 'content-type': 'text/plain'})

  const length = range ? range.end - range.start + 1 : size
  call.response.writeHead(range ? 206 : 200, {
    ...headers,
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    'content-length': length,
    ...(range && {'content-range': `bytes ${range.start}-${range.end}/${size}`}),
  })
  if (call.request.method === 'HEAD' || length === 0) call.response.end()
  else await pipeline(call.layers.read(digest, range) as ReadStream, call.response)
}

export async function deleteBlob(call: RegistryCall): Promise<void> {
  const digest = requireDigest(call.reference)
  if (!(await call.layers.unlink(call.owner, digest))) throw blobUnknown()
  answer(call, 202)
}

/** One range (RFC 9110, section 14.1.2); anything else is answered whole. */
function readRange(
  header: string | undefined,
  size: number,
): {start: number; end: number} | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (!match[1] && !match[2])) return undefined
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]))
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1
  if (start > end) return 'unsatisfiable'
  return {start, end}
}
