import assert from 'node:assert/strict'

import {parseChallenge} from './challenge.js'

describe("a registry's challenge", () => {
  for (const [header, expected] of [
    ['Basic realm="ecr"', {scheme: 'basic'}],
    ['basic', {scheme: 'basic'}],
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:tenzir/vast:pull"',
      {
        scheme: 'bearer',
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
        scope: 'repository:tenzir/vast:pull',
      },
    ],
    [
      'bearer realm=https://x/token , scope="repository:a:pull,push repository:b:pull"',
      {scheme: 'bearer', realm: 'https://x/token', scope: 'repository:a:pull,push repository:b:pull'},
    ],
    ['Negotiate, Basic realm="a, b=\\"c\\""', {scheme: 'basic'}],
    ['Bearer service="no realm"', undefined],
    ['Negotiate', undefined],
    ['', undefined],
  ] as const) {
    it(`is understood: ${header}`, () => assert.deepEqual(parseChallenge(header), expected))
  }
})
