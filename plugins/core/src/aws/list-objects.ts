import type {ListObjectsV2CommandOutput, ListObjectVersionsCommandOutput, S3} from '@aws-sdk/client-s3'

import type {ListedObject, ObjectVersion} from '../ports/objects.js'
import type {Service} from './create-service.js'
import {notFound} from './object-not-found.js'

/** Encoded: XML cannot hold every character that a key may have. */
const ENCODED = {EncodingType: 'url'} as const

export async function* listObjects(s3: Service<S3>, Bucket: string, Prefix: string): AsyncGenerator<ListedObject> {
  let ContinuationToken: string | undefined
  do {
    const page: ListObjectsV2CommandOutput = await inBucket(Bucket, () =>
      s3.call('ListObjectsV2', (client, options) =>
        client.listObjectsV2({Bucket, Prefix, ContinuationToken, ...ENCODED}, options),
      ),
    )
    for (const {Key, Size = 0, LastModified} of page.Contents ?? []) {
      if (Key !== undefined) yield {key: decoded(Key, page), size: Size, modifiedAt: LastModified?.getTime() ?? 0}
    }
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken !== undefined)
}

export async function* listVersions(s3: Service<S3>, Bucket: string): AsyncGenerator<ObjectVersion[]> {
  let next: {KeyMarker?: string | undefined; VersionIdMarker?: string | undefined} = {}
  for (;;) {
    const page: ListObjectVersionsCommandOutput = await inBucket(Bucket, () =>
      s3.call('ListObjectVersions', (client, options) =>
        client.listObjectVersions({Bucket, ...next, ...ENCODED}, options),
      ),
    )
    yield [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(({Key, VersionId}) =>
      Key === undefined ? [] : [{key: decoded(Key, page), ...(VersionId !== undefined && {versionId: VersionId})}],
    )
    if (!page.IsTruncated) return
    const KeyMarker = page.NextKeyMarker === undefined ? undefined : decoded(page.NextKeyMarker, page)
    next = {KeyMarker, VersionIdMarker: page.NextVersionIdMarker}
  }
}

async function inBucket<Output>(Bucket: string, call: () => Promise<Output>): Promise<Output> {
  try {
    return await call()
  } catch (error) {
    throw notFound(error, {Bucket, Key: undefined}) ?? error
  }
}

function decoded(key: string, {EncodingType}: {EncodingType?: string | undefined}): string {
  return EncodingType === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key
}
