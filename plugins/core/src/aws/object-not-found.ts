import {StackError} from '../errors.js'
import {awsCode} from './aws-error.js'

export interface ObjectAddress {
  readonly Bucket: string | undefined
  readonly Key: string | undefined
}

/** `NOT_FOUND`, where an error of S3 says that; the answer to HeadObject has no body that could name the bucket. */
export function notFound(error: unknown, {Bucket, Key}: ObjectAddress): StackError | undefined {
  const code = awsCode(error)
  if (code !== 'NoSuchKey' && code !== 'NoSuchBucket' && code !== 'NotFound') return undefined
  const missing = code === 'NoSuchBucket' || Key === undefined ? `bucket ${Bucket}` : `object s3://${Bucket}/${Key}`
  return new StackError('NOT_FOUND', `there is no ${missing}`, {details: {bucket: Bucket, key: Key}, cause: error})
}
