import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'

import {CloudWatchLogs, type StartLiveTailResponseStream} from '@aws-sdk/client-cloudwatch-logs'

import {send} from '../../server/send.js'
import type {ServiceRequest, ServiceResponse} from '../../server/service.js'
import {createLiveTail} from './live-tail.js'

const ARN = 'arn:aws:logs:eu-west-1:123456789012:log-group:/server'

/** What moto would say. */
const moto = async (request: ServiceRequest): Promise<ServiceResponse> => {
  const isThere = !request.body.toString().includes('/nowhere')
  const body = JSON.stringify(isThere ? {events: []} : {__type: 'ResourceNotFoundException', message: 'not there'})
  return {status: isThere ? 200 : 400, headers: {'content-type': 'application/x-amz-json-1.1'}, body}
}

describe('the live tail of the local AWS', () => {
  let client: CloudWatchLogs
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
      const operation = String(request.headers['x-amz-target']).split('.')[1]
      const call = {headers: request.headers, body: Buffer.concat(chunks)} as unknown as ServiceRequest
      send(response, await tail[`logs.${operation}`]!(call, moto))
    })()
  })
  const tail = createLiveTail()

  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    client = new CloudWatchLogs({
      region: 'eu-west-1',
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: {accessKeyId: 'a', secretAccessKey: 's'},
      disableHostPrefix: true,
      maxAttempts: 1,
    })
  })
  after(() => {
    client.destroy()
    server.closeAllConnections()
    server.close()
  })

  const put = (message: string, count = 1) =>
    client.putLogEvents({
      logGroupName: '/server',
      logStreamName: 's',
      logEvents: Array.from({length: count}, (_, index) => ({timestamp: 1_000 + index, message})),
    })

  async function listen(filter?: string): Promise<AsyncIterator<StartLiveTailResponseStream>> {
    const {responseStream} = await client.startLiveTail({logGroupIdentifiers: [ARN], logEventFilterPattern: filter})
    const iterator = responseStream![Symbol.asyncIterator]()
    assert.ok(((await iterator.next()).value as StartLiveTailResponseStream).sessionStart?.sessionId)
    return iterator
  }

  async function lines(iterator: AsyncIterator<StartLiveTailResponseStream>) {
    for (;;) {
      const {value} = (await iterator.next()) as IteratorYieldResult<StartLiveTailResponseStream>
      const {sessionResults = [], sessionMetadata} = value.sessionUpdate ?? {}
      if (sessionResults.length > 0) return {sessionResults, sampled: sessionMetadata?.sampled}
    }
  }

  it('tells the SDK what is put from then on, through the filter', async () => {
    await put('before')
    const session = await listen('"two words"')
    await put('one')
    await put('some two words')

    const {sessionResults, sampled} = await lines(session)

    assert.equal(sampled, false)
    assert.deepEqual(
      sessionResults.map(({message, logStreamName, timestamp}) => ({message, logStreamName, timestamp})),
      [{message: 'some two words', logStreamName: 's', timestamp: 1_000}],
    )
  })

  it('leaves lines out above 500 in an update, and says so', async () => {
    const session = await listen()
    await put('many', 700)

    const {sessionResults, sampled} = await lines(session)

    assert.deepEqual([sessionResults.length, sampled], [500, true])
  })

  it('refuses a group that is not there', async () => {
    const groups = [ARN.replace('/server', '/nowhere')]

    await assert.rejects(client.startLiveTail({logGroupIdentifiers: groups}), {name: 'ResourceNotFoundException'})
  })
})
