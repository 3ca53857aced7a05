import assert from 'node:assert/strict'

import {useLocalServices} from './local-services.test.fixture.js'

const BUCKET = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      {BucketKeyEnabled: false, ServerSideEncryptionByDefault: {SSEAlgorithm: 'AES256'}},
    ],
  },
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  },
  OwnershipControls: {Rules: [{ObjectOwnership: 'BucketOwnerEnforced'}]},
  LifecycleConfiguration: {
    Rules: [
      {Id: 'parts', Status: 'Enabled', AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}},
      {Id: 'old', Status: 'Enabled', Prefix: 'tmp/', ExpirationInDays: 7},
    ],
  },
}

describe('S3 types', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const ask = <T>(command: string, bucket: string) => services().aws<T>('s3api', command, '--bucket', bucket)

  it('makes a bucket with all that the template says of it', async () => {
    const {physicalId, attributes} = await services().make('AWS::S3::Bucket', {...BUCKET, BucketName: 'made-bucket'})

    assert.equal(physicalId, 'made-bucket')
    assert.equal(attributes['Arn'], 'arn:aws:s3:::made-bucket')
    assert.deepEqual(await ask('get-public-access-block', 'made-bucket'), {
      PublicAccessBlockConfiguration: BUCKET.PublicAccessBlockConfiguration,
    })
    assert.deepEqual(await ask('get-bucket-ownership-controls', 'made-bucket'), {
      OwnershipControls: BUCKET.OwnershipControls,
    })
    const {ServerSideEncryptionConfiguration} = await ask<{
      ServerSideEncryptionConfiguration: {Rules: {ApplyServerSideEncryptionByDefault: {SSEAlgorithm: string}}[]}
    }>('get-bucket-encryption', 'made-bucket')
    assert.equal(ServerSideEncryptionConfiguration.Rules[0]?.ApplyServerSideEncryptionByDefault.SSEAlgorithm, 'AES256')
    const {Rules} = await ask<{Rules: {ID: string; Expiration?: {Days: number}; Filter: {Prefix: string}}[]}>(
      'get-bucket-lifecycle-configuration',
      'made-bucket',
    )
    assert.deepEqual(
      Rules.map(({ID, Expiration, Filter}) => [ID, Expiration?.Days, Filter.Prefix]),
      [
        ['parts', undefined, ''],
        ['old', 7, 'tmp/'],
      ],
    )
    const {TagSet} = await ask<{TagSet: {Key: string; Value: string}[]}>('get-bucket-tagging', 'made-bucket')
    assert.ok(TagSet.some(({Key, Value}) => Key === 'aws-stack:app' && Value === 'vast'))
  })

  it('gives a bucket a name where the template does not', async () => {
    const {physicalId} = await services().make('AWS::S3::Bucket', {})

    assert.match(physicalId, /^vast-dev-test-it-/)
  })

  it('changes a bucket in place', async () => {
    const made = await services().make('AWS::S3::Bucket', {BucketName: 'changed-bucket'})

    const on = await made.update({BucketName: 'changed-bucket', VersioningConfiguration: {Status: 'Enabled'}})
    const versioned = await ask('get-bucket-versioning', 'changed-bucket')
    await on.update({BucketName: 'changed-bucket'})

    assert.deepEqual(versioned, {Status: 'Enabled'})
    assert.deepEqual(await ask('get-bucket-versioning', 'changed-bucket'), {Status: 'Suspended'})
  })

  it('does not delete a bucket that holds an object, as AWS does not', async () => {
    const made = await services().make('AWS::S3::Bucket', {BucketName: 'full-bucket'})
    await services().aws('s3api', 'put-object', '--bucket', 'full-bucket', '--key', 'a')

    await assert.rejects(made.delete(), /The bucket you tried to delete is not empty/)

    await services().aws('s3api', 'delete-object', '--bucket', 'full-bucket', '--key', 'a')
    await made.delete()
    await made.delete()
  })

  it('puts, changes and takes away a policy of a bucket', async () => {
    await services().make('AWS::S3::Bucket', {BucketName: 'policy-bucket'})
    const properties = (effect: string) => ({
      Bucket: 'policy-bucket',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{Effect: effect, Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::policy-bucket/*'}],
      },
    })
    const effectOf = async () => {
      const {Policy} = await ask<{Policy: string}>('get-bucket-policy', 'policy-bucket')
      return (JSON.parse(Policy) as {Statement: {Effect: string}[]}).Statement[0]?.Effect
    }

    const made = await services().make('AWS::S3::BucketPolicy', properties('Deny'))
    const before = await effectOf()
    const changed = await made.update(properties('Allow'))
    const after = await effectOf()
    await changed.delete()

    assert.deepEqual([before, after], ['Deny', 'Allow'])
    await assert.rejects(ask('get-bucket-policy', 'policy-bucket'), /NoSuchBucketPolicy/)
  })

  it('lets a policy that wants TLS keep nobody out, for all come without', async () => {
    await services().make('AWS::S3::Bucket', {BucketName: 'tls-bucket'})

    await services().make('AWS::S3::BucketPolicy', {
      Bucket: 'tls-bucket',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: 'arn:aws:s3:::tls-bucket/*',
            Condition: {Bool: {'aws:SecureTransport': 'false'}},
          },
        ],
      },
    })

    await services().aws('s3api', 'put-object', '--bucket', 'tls-bucket', '--key', 'a')
  })
})
