import assert from 'node:assert/strict'
import type {IncomingMessage} from 'node:http'

import {readAwsCall} from './aws-call.js'

const request = (authorization?: string, url = '/') => ({headers: {authorization}, url}) as IncomingMessage

describe('an AWS call', () => {
  it('names service, region and key in its signature', () => {
    const signature =
      'AWS4-HMAC-SHA256 Credential=AKIA1/20261121/us-east-2/elasticfilesystem/aws4_request, SignedHeaders=host, Signature=0'

    assert.deepEqual(readAwsCall(request(signature), 'eu-west-1'), {
      accessKeyId: 'AKIA1',
      region: 'us-east-2',
      service: 'elasticfilesystem',
    })
  })

  it('names them in the address where it is presigned', () => {
    const url =
      '/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA1%2F20261121%2Feu-west-1%2Fs3%2Faws4_request'

    assert.deepEqual(readAwsCall(request(undefined, url), 'eu-west-1'), {
      accessKeyId: 'AKIA1',
      region: 'eu-west-1',
      service: 's3',
    })
  })

  it('has no region of its own where it is signed for several', () => {
    const signature =
      'AWS4-ECDSA-P256-SHA256 Credential=AKIA1/20261121/s3/aws4_request, SignedHeaders=host, Signature=0'

    assert.deepEqual(readAwsCall(request(signature), 'eu-west-1'), {
      accessKeyId: 'AKIA1',
      region: 'eu-west-1',
      service: 's3',
    })
  })

  it('has no service where it is not signed', () => {
    assert.deepEqual(readAwsCall(request(), 'eu-west-1'), {
      accessKeyId: undefined,
      region: 'eu-west-1',
      service: undefined,
    })
  })
})
