import assert from 'node:assert/strict'

import {judgePush} from './push-failed.js'

const reference = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1'

describe('judgePush', () => {
  for (const immutable of ['repository', 'tag']) {
    it(`knows that the tag exists where the ${immutable} is immutable`, () => {
      const message = `tag invalid: The image tag 'v1' already exists in the 'team/app' repository and cannot be overwritten because the ${immutable} is immutable.`

      assert.deepEqual(judgePush(reference, message), {kind: 'exists'})
    })
  }

  for (const [message, code, passing] of [
    ['denied: Your authorization token has expired. Reauthenticate and try again.', 'REGISTRY_DENIED', false],
    [
      'denied: User: arn:aws:iam::1:user/x is not authorized to perform: ecr:InitiateLayerUpload',
      'REGISTRY_DENIED',
      false,
    ],
    ['no basic auth credentials', 'REGISTRY_DENIED', false],
    ["name unknown: The repository with name 'x' does not exist in the registry with id '1'", 'NOT_FOUND', false],
    ['tag does not exist: host/team/app:v1', 'IMAGE_NOT_FOUND', false],
    ['Get "https://host/v2/": dial tcp: lookup host: no such host', 'REGISTRY_UNREACHABLE', false],
    ['Get "https://host/v2/": x509: certificate signed by unknown authority', 'REGISTRY_UNREACHABLE', false],
    ['http: server gave HTTP response to HTTPS client', 'REGISTRY_UNREACHABLE', false],
    [
      'Put "https://host/v2/a": write tcp 1.1.1.1:1->2.2.2.2:443: write: connection reset by peer',
      'REGISTRY_UNREACHABLE',
      true,
    ],
    ['Get "https://host/v2/": net/http: TLS handshake timeout', 'REGISTRY_UNREACHABLE', true],
    ['toomanyrequests: Rate exceeded', 'REGISTRY_UNREACHABLE', true],
    ['received unexpected HTTP status: 503 Service Unavailable', 'REGISTRY_UNREACHABLE', true],
    ['manifest invalid: manifest invalid', 'PUSH_FAILED', false],
  ] as const) {
    it(`takes "${message}" for ${code}${passing ? ' that may pass' : ''}`, () => {
      const verdict = judgePush(reference, message)

      assert.ok(verdict.kind === 'failed')
      assert.equal(verdict.error.code, code)
      assert.equal(verdict.passing, passing)
    })
  }

  it('says how to free the disk of the engine where that is full', () => {
    const verdict = judgePush(reference, 'write /var/lib/docker/tmp/GetImageBlob1: no space left on device')

    assert.ok(verdict.kind === 'failed')
    assert.equal(verdict.error.code, 'PUSH_FAILED')
    assert.match(verdict.error.message, /no space left on device$/)
    assert.deepEqual(verdict.error.suggestions, ['docker system df', 'docker system prune'])
    assert.equal(verdict.passing, false)
  })

  it('does not take the name of a repository for a reason', () => {
    const verdict = judgePush('host:500/denied-timeout:v429', 'manifest invalid: host:500/denied-timeout:v429')

    assert.ok(verdict.kind === 'failed')
    assert.equal(verdict.error.code, 'PUSH_FAILED')
    assert.equal(verdict.passing, false)
  })
})
