import assert from 'node:assert/strict'

import {createSecrets} from '@aws-stack/core'

import {learnKeys} from './learn-keys.js'

describe('keys in the environment', () => {
  it('are hidden before anything is asked', () => {
    const secrets = createSecrets()

    learnKeys({AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG', AWS_SESSION_TOKEN: 'IQoJb3JpZ2lu'}, secrets)

    assert.equal(secrets.mask('wJalrXUtnFEMI/K7MDENG of IQoJb3JpZ2lu'), '**** of ****')
  })

  it('that are the fixed words of a local endpoint are none', () => {
    const secrets = createSecrets()

    learnKeys({AWS_SECRET_ACCESS_KEY: 'local', AWS_SESSION_TOKEN: 'local'}, secrets)

    assert.equal(secrets.mask('a local stack'), 'a local stack')
  })
})
