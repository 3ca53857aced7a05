import assert from 'node:assert/strict'

import {s3Write} from './s3-write.js'

const of = (method: string, url: string, headers: Record<string, string> = {}) => {
  const write = s3Write({method, url, headers})
  return write && `${write.eventName} ${write.bucket} ${write.key}`
}

describe('a call to S3', () => {
  it('makes an object by three operations', () => {
    assert.equal(of('PUT', '/logs/a/b%20c.gz?x-id=PutObject'), 'PutObject logs a/b c.gz')
    assert.equal(of('PUT', '/logs/a', {'x-amz-copy-source': '/other/a'}), 'CopyObject logs a')
    assert.equal(of('POST', '/logs/a?uploadId=1'), 'CompleteMultipartUpload logs a')
    assert.equal(of('PUT', '/logs/a?X-Amz-Signature=1&X-Amz-Date=2'), 'PutObject logs a')
  })

  it('makes none otherwise', () => {
    for (const [method, url] of [
      ['GET', '/logs/a'],
      ['PUT', '/logs'],
      ['PUT', '/logs/'],
      ['PUT', '/logs/a?tagging'],
      ['PUT', '/logs/a?acl'],
      ['PUT', '/logs/a?partNumber=1&uploadId=1'],
      ['POST', '/logs/a?uploads'],
      ['POST', '/logs?delete'],
      ['DELETE', '/logs/a'],
    ] as const)
      assert.equal(of(method, url), undefined, `${method} ${url}`)
  })
})
