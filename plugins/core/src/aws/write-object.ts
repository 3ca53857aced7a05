import type {CompletedPart, S3} from '@aws-sdk/client-s3'

import {answered} from './answered.js'
import type {Service} from './create-service.js'
import {notFound} from './object-not-found.js'

interface Address {
  readonly Bucket: string
  readonly Key: string
}

/** S3 takes no part but the last below 5 MiB, and no more than 10,000 of them (Amazon S3 User Guide, "multipart upload limits"). */
const PART = 8 * 1024 * 1024
const PARTS_OF_A_SIZE = 1000

/** Streams into one object. What was sent is thrown away again where anything fails. */
export async function writeObject(
  s3: Service<S3>,
  address: Address,
  body: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const parts = inParts(body)
  try {
    const first = await parts.next()
    const second = first.done ? first : await parts.next()
    if (second.done) {
      const Body = first.value ?? Buffer.alloc(0)
      await s3.call('PutObject', (client, options) => client.putObject({...address, Body}, options), {signal})
      return
    }
    await writeParts(s3, address, following([first.value as Buffer, second.value], parts), signal)
  } catch (error) {
    throw notFound(error, address) ?? error
  } finally {
    await parts.return(undefined)
  }
}

async function writeParts(
  s3: Service<S3>,
  address: Address,
  parts: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const created = await s3.call(
    'CreateMultipartUpload',
    (client, options) => client.createMultipartUpload(address, options),
    {signal},
  )
  const upload = {...address, UploadId: answered(created.UploadId, 'S3', 'CreateMultipartUpload')}
  try {
    const Parts: CompletedPart[] = []
    for await (const Body of parts) {
      const PartNumber = Parts.length + 1
      const {ETag, ChecksumCRC32} = await s3.call(
        'UploadPart',
        (client, options) => client.uploadPart({...upload, PartNumber, Body}, options),
        {signal},
      )
      // The SDK's own checksum of each part is asked for again where the upload was created with one.
      Parts.push({PartNumber, ETag: answered(ETag, 'S3', 'UploadPart'), ...(ChecksumCRC32 && {ChecksumCRC32})})
    }
    await s3.call(
      'CompleteMultipartUpload',
      (client, options) => client.completeMultipartUpload({...upload, MultipartUpload: {Parts}}, options),
      {signal},
    )
  } catch (error) {
    // Parts that nobody completes are billed until somebody deletes them. A cancel must not keep them.
    await s3
      .call('AbortMultipartUpload', (client, options) => client.abortMultipartUpload(upload, options), {
        signal: AbortSignal.timeout(10_000),
      })
      .catch(() => undefined)
    throw error
  }
}

/** Of one size, the last one excepted; larger ones where there are very many. */
async function* inParts(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let chunks: Buffer[] = []
  let length = 0
  let made = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    length += chunk.length
    if (length < PART * (1 + Math.floor(made / PARTS_OF_A_SIZE))) continue
    yield Buffer.concat(chunks)
    made += 1
    chunks = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(chunks)
  return undefined
}

async function* following(first: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* first
  yield* rest
}
