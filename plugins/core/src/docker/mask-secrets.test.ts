import assert from 'node:assert/strict'

import {maskSecrets} from './mask-secrets.js'

describe('maskSecrets', () => {
  it('hides the values of arguments with a secret name, and no others', () => {
    const mask = maskSecrets({NPM_TOKEN: 'abcdef', DB_PASSWORD: 'hunter22', VERSION: 'v1.2.3'})

    assert.equal(mask('abcdef hunter22 v1.2.3 xabcdefx'), '**** **** v1.2.3 x****x')
  })

  it('hides a key of many lines line by line', () => {
    const mask = maskSecrets({SIGNING_KEY: '-----BEGIN-----\nMIIEvQ\n-----END-----'})

    assert.equal(mask('got MIIEvQ'), 'got ****')
  })

  it('hides the longer of two that overlap, and leaves values that are too short to be secrets', () => {
    const mask = maskSecrets({A_TOKEN: 'abcd', B_TOKEN: 'abcdefgh', USE_AUTH: '1'}, ['registry'])

    assert.equal(mask('abcdefgh 1 registry'), '**** 1 ****')
  })

  it('hides the password in a URL', () => {
    const mask = maskSecrets({})

    assert.equal(mask('GET https://me:pass@host/x http://host:80/y@z'), 'GET https://me:****@host/x http://host:80/y@z')
  })
})
