import assert from 'node:assert/strict'
import {setMaxListeners} from 'node:events'

import {createSecrets} from '../secrets/secrets.js'
import {RecordingHost} from '../testing/recording-host.js'
import type {AwsAccess} from './access.js'
import {createCloudFormation} from './cloudformation.js'
import {createRequestTokens} from './request-token.js'
import {CloudFormationServer, tokenBucket} from './cloudformation-server.fixture.js'
import {pause} from './pause.js'
import {SimulatedCloudFormation} from './simulated-cloudformation.fixture.js'

/** Time runs so much faster, for us and for the server. */
const SPEED = 25
const now = () => performance.now() * SPEED

describe('a hundred stacks in one process', () => {
  it('are all created and seen to their end by a CloudFormation that throttles', async function () {
    this.timeout(60_000)
    const aws = new SimulatedCloudFormation({now, duration: (stack) => 30_000 + Number(stack) * 200})
    const server = new CloudFormationServer(aws, {isThrottled: tokenBucket(now, {rate: 10, burst: 20})})
    const {signal} = new AbortController()
    setMaxListeners(0, signal)
    const access: AwsAccess = {
      region: 'eu-west-1',
      endpoint: {url: await server.listen(), accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret'},
      host: new RecordingHost(),
      signal,
      leave: signal,
      secrets: createSecrets(),
      tokens: createRequestTokens(),
      pause: (ms, waiting) => pause(ms / SPEED, waiting),
      now,
    }
    const cloudFormation = createCloudFormation(access)
    const began = now()

    const states = await Promise.all(
      Array.from({length: 100}, async (_, index) => {
        const input = {stack: String(index), type: 'CREATE', template: '{}', parameters: {}, tags: []} as const
        const changeSet = await cloudFormation.createChangeSet(input, signal)
        for await (const event of cloudFormation.execute(changeSet, {signal, leave: signal})) void event
        return (await cloudFormation.describe(changeSet.stackId))?.status
      }),
    )

    server.close()
    const seconds = ((now() - began) / 1000).toFixed(0)
    console.log(
      `      100 stacks in ${seconds} s of simulated time: ${aws.calls.length} calls answered, ${server.throttles} throttled`,
    )
    assert.deepEqual(states, Array(100).fill('UPDATE_COMPLETE'))
    assert.ok(server.throttles < aws.calls.length)
  })
})
