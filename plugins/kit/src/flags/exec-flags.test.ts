import assert from 'node:assert/strict'

import {createSecrets} from '@aws-stack/core'

import {variablesOf} from './exec-flags.js'

describe('variables for a command elsewhere', () => {
  it('are split at the first "="', () => {
    assert.deepEqual(variablesOf(['A=b=c', 'EMPTY='], createSecrets()), {A: 'b=c', EMPTY: ''})
  })

  it('are hidden in all that is told where their name is that of a secret', () => {
    const secrets = createSecrets()

    const env = variablesOf(['API_TOKEN=t0p-s3cret', 'DAY=2026-11-21'], secrets)

    assert.deepEqual(env, {API_TOKEN: 't0p-s3cret', DAY: '2026-11-21'})
    assert.deepEqual(secrets.maskAll({env}), {env: {API_TOKEN: '****', DAY: '2026-11-21'}})
  })

  it('need a name', () => {
    for (const given of ['A', '=b']) assert.throws(() => variablesOf([given], createSecrets()), {code: 'USAGE'})
  })
})
