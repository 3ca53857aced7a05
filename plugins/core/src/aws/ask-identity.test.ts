import assert from 'node:assert/strict'

import type {AwsAccess} from './access.js'
import {askIdentity} from './ask-identity.js'
import {createCallerIdentity} from './caller-identity.js'
import {queryError, result, ScriptedAws, xml} from './scripted-aws.fixture.js'

const identity = result('GetCallerIdentity', xml({Account: '123456789012', Arn: 'arn:me'}))

describe('an identity that was asked for before', () => {
  let aws: ScriptedAws
  let access: AwsAccess
  const environment = {...process.env}
  beforeEach(async () => {
    aws = await ScriptedAws.start()
    access = {...aws.access, endpoint: undefined}
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    })
  })
  afterEach(() => {
    process.env = {...environment}
    aws.close()
  })

  const before = {accountId: '999999999999', arn: 'arn:aws:iam::999999999999:user/before'}
  const ask = () => askIdentity({region: 'eu-west-1', secrets: aws.secrets})

  it('answers the first question, and no other', async () => {
    aws.on('GetCallerIdentity', identity)
    const question = createCallerIdentity(access, {asked: Promise.resolve(before)})

    const [first, second] = [await question(), await question()]

    assert.equal(first, before)
    assert.equal(second.accountId, '123456789012')
    assert.equal(aws.calls.length, 1)
  })

  it('is asked for again where it came to nothing', async () => {
    aws.on('GetCallerIdentity', queryError(400, 'Throttling', 'Rate exceeded'), identity)
    const asked = ask().catch(() => undefined)

    const {accountId} = await createCallerIdentity(access, {asked})()

    assert.equal(accountId, '123456789012')
    assert.equal(aws.calls.length, 2)
  })

  it('makes nobody wait who has given up', async () => {
    const question = createCallerIdentity(access, {asked: new Promise<undefined>(() => {})})
    const answer = question()

    aws.controller.abort('SIGINT')

    await assert.rejects(answer, {code: 'CANCELLED'})
  })

  it('has its credentials known as a secret before they are sent', async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    aws.on('GetCallerIdentity', 'hang')
    void ask().catch(() => {})

    while (aws.calls.length === 0) await new Promise(setImmediate)

    assert.equal(aws.secrets.mask('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'), '****')
  })
})
