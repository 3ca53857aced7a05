import {randomUUID} from 'node:crypto'

export interface ObjectChange {
  /** `ObjectCreated:Put` */
  readonly name: string
  readonly bucket: string
  readonly key: string
  readonly region: string
  readonly accessKeyId: string | undefined
  readonly size?: number | undefined
  readonly eTag?: string | undefined
  readonly versionId?: string | undefined
}

/** "Event message structure" in the Amazon S3 User Guide. */
export function objectEvent(change: ObjectChange, configurationId: string, accountId: string): object {
  const {name, bucket, key, region, accessKeyId, size, eTag, versionId} = change
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: new Date().toISOString(),
        eventName: name,
        userIdentity: {principalId: `AWS:${accessKeyId ?? 'anonymous'}`},
        requestParameters: {sourceIPAddress: '127.0.0.1'},
        responseElements: {'x-amz-request-id': randomUUID(), 'x-amz-id-2': randomUUID()},
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: {name: bucket, ownerIdentity: {principalId: accountId}, arn: `arn:aws:s3:::${bucket}`},
          object: {
            key: encodeKey(key),
            ...(size !== undefined && {size}),
            ...(eTag !== undefined && {eTag: eTag.replaceAll('"', '')}),
            ...(versionId !== undefined && {versionId}),
            sequencer: Date.now().toString(16).toUpperCase().padStart(18, '0'),
          },
        },
      },
    ],
  }
}

/** As a query has it, but for the slashes. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+')
}
