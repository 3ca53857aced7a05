import {Readable} from 'node:stream'

import type {GetObjectCommandInput, S3} from '@aws-sdk/client-s3'

import {cancelled} from '../errors.js'
import type {Objects} from '../ports/objects.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {classify} from './aws-error.js'
import {createService, type Service} from './create-service.js'
import {deleteObjects} from './delete-objects.js'
import {listObjects, listVersions} from './list-objects.js'
import {notFound} from './object-not-found.js'
import {retryDelay} from './retry.js'
import {writeObject} from './write-object.js'

export function createObjects(access: AwsAccess): Objects {
  const s3 = createService('S3', access, async (config) => {
    const {S3} = await import('@aws-sdk/client-s3')
    // A bucket's name in front of a host works at AWS; an endpoint of one's own has one name. The bucket may be in another region.
    return new S3({...config, forcePathStyle: access.endpoint !== undefined, followRegionRedirects: true})
  })
  return {
    async read(bucket, key, signal = access.signal) {
      const object = {Bucket: bucket, Key: key}
      const first = await open(s3, object, signal)
      return Readable.from(bytes(s3, object, first, signal), {objectMode: false})
    },
    async size(bucket, key) {
      const object = {Bucket: bucket, Key: key}
      try {
        const {ContentLength} = await s3.call('HeadObject', (client, options) => client.headObject(object, options))
        return answered(ContentLength, 'S3', 'HeadObject')
      } catch (error) {
        throw notFound(error, object) ?? error
      }
    },
    async region(bucket) {
      const place = {Bucket: bucket, Key: undefined}
      try {
        const {BucketRegion} = await s3.call('HeadBucket', (client, options) => client.headBucket(place, options))
        return answered(BucketRegion, 'S3', 'HeadBucket')
      } catch (error) {
        throw notFound(error, place) ?? error
      }
    },
    write: (bucket, key, body, signal = access.signal) => writeObject(s3, {Bucket: bucket, Key: key}, body, signal),
    list: (bucket, prefix) => listObjects(s3, bucket, prefix),
    versions: (bucket) => listVersions(s3, bucket),
    delete: (bucket, objects) => deleteObjects(s3, bucket, objects),
  }
}

interface Opened {
  readonly body: Readable
  readonly etag: string | undefined
  readonly length: number | undefined
}

async function open(s3: Service<S3>, object: GetObjectCommandInput, signal: AbortSignal): Promise<Opened> {
  try {
    const {Body, ETag, ContentLength} = await s3.call(
      'GetObject',
      (client, options) => client.getObject(object, options),
      {signal},
    )
    return {body: answered(Body, 'S3', 'GetObject') as Readable, etag: ETag, length: ContentLength}
  } catch (error) {
    throw notFound(error, object) ?? error
  }
}

async function* bytes(
  s3: Service<S3>,
  object: GetObjectCommandInput,
  {body: first, etag, length}: Opened,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let body = first
  let done = 0
  for (let attempt = 1; ; attempt += 1) {
    const abort = () => body.destroy(cancelled(signal))
    signal.addEventListener('abort', abort, {once: true})
    try {
      if (signal.aborted) throw cancelled(signal)
      for await (const chunk of body as AsyncIterable<Buffer>) {
        done += chunk.length
        attempt = 1
        yield chunk
      }
      return
    } catch (error) {
      if (signal.aborted) throw cancelled(signal)
      if (done === length) return
      const delay = delayBefore(error, s3, attempt)
      await s3.access.pause(delay, signal)
    } finally {
      signal.removeEventListener('abort', abort)
      body.destroy()
    }
    const rest = {...object, Range: `bytes=${done}-`, ...(etag && {IfMatch: etag})}
    body = (await open(s3, rest, signal)).body
  }
}

/** Of a body that broke, in ms. Throws where another try cannot help. */
function delayBefore(error: unknown, {access}: Service<S3>, attempt: number): number {
  const {region, profile, host} = access
  const {failure, retry} = classify(error, {service: 'S3', operation: 'GetObject', region, profile})
  const delay = retry && retryDelay(retry, attempt, 'call')
  if (delay === undefined) throw failure
  const reason = failure instanceof Error ? failure.message : String(failure)
  host.notify({type: 'retried', service: 'S3', operation: 'GetObject', attempt: attempt + 1, reason})
  return delay
}
