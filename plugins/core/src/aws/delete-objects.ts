import type {S3} from '@aws-sdk/client-s3'

import {StackError} from '../errors.js'
import type {ObjectVersion} from '../ports/objects.js'
import type {Service} from './create-service.js'
import {notFound} from './object-not-found.js'

/** S3 answers with what it could not delete, object by object. Throws `AWS_REFUSED` or `ACCESS_DENIED` for the first of them. */
export async function deleteObjects(s3: Service<S3>, Bucket: string, objects: readonly ObjectVersion[]): Promise<void> {
  const Objects = objects.map(({key, versionId}) => ({
    Key: key,
    ...(versionId !== undefined && {VersionId: versionId}),
  }))
  try {
    const {Errors = []} = await s3.call('DeleteObjects', (client, options) =>
      client.deleteObjects({Bucket, Delete: {Objects, Quiet: true}}, options),
    )
    const [first] = Errors
    if (!first) return
    const more = Errors.length > 1 ? `, and ${Errors.length - 1} more` : ''
    const code = first.Code === 'AccessDenied' ? 'ACCESS_DENIED' : 'AWS_REFUSED'
    const message = `s3://${Bucket}/${first.Key} was not deleted${more}: ${first.Message ?? first.Code}`
    throw new StackError(code, message, {blame: 'aws', details: {bucket: Bucket, awsCode: first.Code}})
  } catch (error) {
    throw notFound(error, {Bucket, Key: undefined}) ?? error
  }
}
