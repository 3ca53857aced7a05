import assert from 'node:assert/strict'

import {fullName, parseImageReference} from './image-reference.js'

const DIGEST = `sha256:${'ab'.repeat(32)}`

describe('an image reference', () => {
  for (const [text, host, repository, tag, digest] of [
    ['debian', 'docker.io', 'library/debian', 'latest', undefined],
    ['debian:12', 'docker.io', 'library/debian', '12', undefined],
    ['tenzir/vast', 'docker.io', 'tenzir/vast', 'latest', undefined],
    ['tenzir/vast:v3.1.0', 'docker.io', 'tenzir/vast', 'v3.1.0', undefined],
    ['docker.io/tenzir/vast', 'docker.io', 'tenzir/vast', 'latest', undefined],
    ['docker.io/debian', 'docker.io', 'library/debian', 'latest', undefined],
    ['index.docker.io/tenzir/vast:v1', 'docker.io', 'tenzir/vast', 'v1', undefined],
    ['localhost/vast', 'localhost', 'vast', 'latest', undefined],
    ['localhost:5000/vast:1', 'localhost:5000', 'vast', '1', undefined],
    ['127.0.0.1:5000/a/b/c:1', '127.0.0.1:5000', 'a/b/c', '1', undefined],
    ['[::1]:5000/vast', '[::1]:5000', 'vast', 'latest', undefined],
    ['ghcr.io/own/my__vast-x.y:T_1', 'ghcr.io', 'own/my__vast-x.y', 'T_1', undefined],
    ['HOST/vast', 'HOST', 'vast', 'latest', undefined],
    [`tenzir/vast@${DIGEST}`, 'docker.io', 'tenzir/vast', undefined, DIGEST],
    [`host:5000/vast:v1@${DIGEST}`, 'host:5000', 'vast', 'v1', DIGEST],
  ] as const) {
    it(`is read: ${text.replace(DIGEST, 'sha256:…')}`, () => {
      const image = parseImageReference(text)

      assert.deepEqual([image?.host, image?.repository, image?.tag, image?.digest], [host, repository, tag, digest])
    })
  }

  for (const text of [
    '',
    ' ',
    'tenzir/vast v3',
    'tenzir/Vast',
    '/vast',
    'vast/',
    'a//b',
    'vast:',
    'vast:-1',
    `vast:${'x'.repeat(129)}`,
    'vast@sha256:0',
    'vast@',
    '-vast',
    'vast-',
    'a.-b',
    'https://docker.io/vast',
  ]) {
    it(`is none: "${text.slice(0, 30)}"`, () => assert.equal(parseImageReference(text), undefined))
  }

  it('has a name as it was written, and one in full', () => {
    const image = parseImageReference('debian:12')

    assert.ok(image)
    assert.deepEqual([image.name, fullName(image)], ['debian', 'docker.io/library/debian:12'])
  })
})
