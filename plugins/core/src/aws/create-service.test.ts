import assert from 'node:assert/strict'

import {createCallerIdentity} from './caller-identity.js'
import {createCloudFormation} from './cloudformation.js'
import {createService} from './create-service.js'
import {pause} from './pause.js'
import {queryError, type Reply, result, ScriptedAws, stackMissing, throttled, xml} from './scripted-aws.fixture.js'

const identity = result('GetCallerIdentity', xml({Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/me'}))

const expired = queryError(403, 'ExpiredToken', 'The security token included in the request is expired')

describe('a call of AWS', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('is made again after throttles, and says so', async () => {
    aws.on('GetCallerIdentity', throttled, throttled, identity)

    const {accountId} = await createCallerIdentity(aws.access)()

    assert.equal(accountId, '123456789012')
    const reason = 'STS throttles GetCallerIdentity: Rate exceeded (Throttling)'
    assert.deepEqual(aws.host.of('retried'), [
      {type: 'retried', service: 'STS', operation: 'GetCallerIdentity', attempt: 2, reason},
      {type: 'retried', service: 'STS', operation: 'GetCallerIdentity', attempt: 3, reason},
    ])
  })

  it('waits longer after each throttle, never the same time for all callers', async () => {
    aws.on('GetCallerIdentity', throttled, throttled, throttled, identity)

    await createCallerIdentity(aws.access)()

    const [first = 0, second = 0, third = 0] = aws.waits
    assert.ok(first >= 250 && first <= 500)
    assert.ok(second >= 500 && second <= 1000)
    assert.ok(third >= 1000 && third <= 2000)
  })

  it('is made again after a dropped connection', async () => {
    aws.on('GetCallerIdentity', 'reset', identity)

    const {arn} = await createCallerIdentity(aws.access)()

    assert.equal(arn, 'arn:aws:iam::123456789012:user/me')
    assert.equal(aws.calls.length, 2)
  })

  it('is made again after a failure of AWS', async () => {
    aws.on('GetCallerIdentity', queryError(503, 'ServiceUnavailable', 'try again'), identity)

    await createCallerIdentity(aws.access)()

    assert.equal(aws.calls.length, 2)
  })

  it("is made again by AWS's clock when that of this machine is wrong", async () => {
    const skewed = queryError(
      403,
      'SignatureDoesNotMatch',
      'Signature expired: 20261121T100000Z is now earlier than ...',
    )
    aws.on('GetCallerIdentity', {...skewed, headers: {date: new Date(Date.now() + 3_600_000).toUTCString()}}, identity)

    await createCallerIdentity(aws.access)()

    assert.equal(aws.calls.length, 2)
  })

  it('is not made again after a refusal', async () => {
    aws.on('GetCallerIdentity', queryError(403, 'AccessDenied', 'no'), identity)

    await assert.rejects(createCallerIdentity(aws.access)(), {code: 'ACCESS_DENIED'})

    assert.equal(aws.calls.length, 1)
    assert.deepEqual(aws.host.events, [])
  })

  it('is made again with new credentials where those that were good have ended', async () => {
    aws.on('DescribeStacks', stackMissing, expired, stackMissing)
    const cloudFormation = createCloudFormation(aws.access)
    await cloudFormation.describe('vast-dev-network')

    assert.equal(await cloudFormation.describe('vast-dev-network'), undefined)

    assert.equal(aws.calls.length, 3)
  })

  it('ends where there are no new ones', async () => {
    aws.on('DescribeStacks', stackMissing, expired)
    const cloudFormation = createCloudFormation(aws.access)
    await cloudFormation.describe('vast-dev-network')

    await assert.rejects(cloudFormation.describe('vast-dev-network'), {code: 'CREDENTIALS_EXPIRED'})

    assert.equal(aws.calls.length, 3)
  })

  it('gives up when nobody listens', async () => {
    const {access} = aws
    aws.close()

    await assert.rejects(createCallerIdentity(access)(), {code: 'AWS_UNREACHABLE', message: /nothing listens there/})

    assert.equal(aws.host.of('retried').length, 3)
  })

  it('waits out an outage of minutes where there were answers before', async () => {
    aws.on('GetCallerIdentity', identity, ...Array<Reply>(20).fill('reset'), identity)
    const callerIdentity = () =>
      service.call('GetCallerIdentity', (client, options) => client.getCallerIdentity({}, options))
    const service = createService('STS', aws.access, async (config) => {
      const {STS} = await import('@aws-sdk/client-sts')
      return new STS(config)
    })
    await callerIdentity()

    const {Account} = await callerIdentity()

    assert.equal(Account, '123456789012')
    assert.ok(aws.waits.reduce((sum, ms) => sum + ms, 0) > 60_000)
  })

  it('is not made again where nobody speaks TLS', async () => {
    const {access, address} = aws
    const endpoint = {url: `https://${address}`, accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret'}

    await assert.rejects(createCallerIdentity({...access, endpoint})(), {
      code: 'AWS_UNREACHABLE',
      message: /does not speak TLS/,
    })

    assert.deepEqual(aws.host.events, [])
  })

  it('says who asks', async () => {
    aws.on('DescribeStacks', stackMissing)

    await createCloudFormation(aws.access).describe('vast-dev-network')

    assert.match(aws.calls[0]?.userAgent ?? '', /app\/aws-stack/)
  })

  it('ends at once when the signal aborts, although no answer came', async () => {
    aws.on('GetCallerIdentity', 'hang')
    const answer = createCallerIdentity(aws.access)()
    while (aws.calls.length === 0) await new Promise(setImmediate)

    aws.controller.abort('SIGINT')

    await assert.rejects(answer, {code: 'CANCELLED', message: 'cancelled by SIGINT', details: {signal: 'SIGINT'}})
  })

  it('ends in the wait before another try', async () => {
    aws.on('GetCallerIdentity', throttled)
    aws.onWait = () => aws.controller.abort('SIGTERM')

    await assert.rejects(createCallerIdentity(aws.access)(), {code: 'CANCELLED', details: {signal: 'SIGTERM'}})

    assert.equal(aws.calls.length, 1)
  })

  it('is not made after an abort', async () => {
    aws.controller.abort('SIGINT')

    await assert.rejects(createCallerIdentity(aws.access)(), {code: 'CANCELLED'})

    assert.equal(aws.calls.length, 0)
  })
})

describe('a pause', () => {
  it('ends at once when the signal aborts', async () => {
    const controller = new AbortController()
    const waiting = pause(3_600_000, controller.signal)

    controller.abort('SIGINT')

    await assert.rejects(waiting, {code: 'CANCELLED', details: {signal: 'SIGINT'}})
  })

  it('does not begin after an abort', async () => {
    await assert.rejects(pause(3_600_000, AbortSignal.abort('SIGINT')), {code: 'CANCELLED'})
  })
})
