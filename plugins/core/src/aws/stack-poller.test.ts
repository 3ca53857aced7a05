import assert from 'node:assert/strict'
import {getEventListeners, setMaxListeners} from 'node:events'

import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import {createSecrets} from '../secrets/secrets.js'
import {RecordingHost} from '../testing/recording-host.js'
import {createService} from './create-service.js'
import {AwsFault, SimulatedCloudFormation, type Simulation} from './simulated-cloudformation.fixture.js'
import {createRequestTokens} from './request-token.js'
import {createStackPoller} from './stack-poller.js'
import {VirtualClock} from './virtual-clock.fixture.js'
import {watchStack} from './watch-stack.js'

describe('the poller of all stacks', () => {
  for (const count of [1, 2, 3, 4, 10, 50, 150]) {
    it(`sees the end of each of ${count} within 2 s, at two calls a second`, async () => {
      const run = simulate({duration: (stack) => 60_000 + Number(stack) * 1_700})
      const ids = run.start(count)

      const seen = await run.clock.run(run.watchAll(ids))

      for (const [index, id] of ids.entries()) {
        const late = (seen[index] ?? Infinity) - run.aws.endOf(id)
        assert.ok(late <= 2_000, `${index}: ${late} ms`)
      }
      const rate = run.aws.callsBetween(40_000, 60_000) / 20
      assert.ok(rate <= 2.2, `${rate} calls a second`)
    })
  }

  it('asks less when nothing moves for long', async () => {
    const run = simulate({duration: () => 600_000, eventEvery: Infinity})

    await run.clock.run(run.watchAll(run.start(20)))

    // 1.7 on average: the jitter decides. As long as something moves it would be 2.5.
    const rate = run.aws.callsBetween(300_000, 600_000) / 300
    assert.ok(rate < 2, `${rate} calls a second`)
  })

  it('sees the end of 50 that end together', async () => {
    const run = simulate({duration: () => 60_000})
    const ids = run.start(50)

    const seen = await run.clock.run(run.watchAll(ids))

    for (const at of seen) assert.ok(at <= 62_000, String(at))
  })

  it('looks fast at an operation that has just begun, also at the fourth of four', async () => {
    const run = simulate({duration: () => 900, eventEvery: 50})

    const seen = await run.clock.run(run.watchAll(run.start(4)))

    for (const at of seen) assert.ok(at <= 1_400, String(at))
  })

  it('goes on looking fast where the answers come from this machine', async () => {
    const run = simulate({duration: () => 20_000, eventEvery: 300, latency: 4})

    const seen = await run.clock.run(run.watchAll(run.start(4)))

    for (const at of seen) assert.ok(at <= 20_500, String(at))
  })

  it('goes round all of them where the list is denied, and says so once', async () => {
    const run = simulate({duration: () => 60_000})
    run.fail = (operation) => operation === 'ListStacks' && new AwsFault('AccessDenied', 'not authorized', 403)

    await run.clock.run(run.watchAll(run.start(10)))

    assert.equal(run.aws.callsBetween(0, Infinity, 'ListStacks'), 1)
    assert.deepEqual(
      run.host.of('warning').map(({code}) => code),
      ['STACKS_NOT_LISTED'],
    )
    assert.ok(run.aws.callsBetween(30_000, 60_000) / 30 <= 2.2)
  })

  it('goes on where the list fails', async () => {
    const run = simulate({duration: () => 60_000})
    run.fail = (operation) => operation === 'ListStacks' && new AwsFault('InternalFailure', 'no', 500)

    const seen = await run.clock.run(run.watchAll(run.start(10)))

    for (const at of seen) assert.ok(at < 75_000, String(at))
    assert.deepEqual(run.host.of('warning'), [])
  })

  it('takes a list that lacks a busy stack for a hint, and one that still has an ended one for late', async () => {
    const run = simulate({duration: () => 60_000})
    run.list = (truth, now) => (now < 20_000 ? [] : now < 65_000 ? run.everything() : truth)

    const seen = await run.clock.run(run.watchAll(run.start(6)))

    for (const at of seen) assert.ok(at >= 60_000 && at < 68_000, String(at))
  })

  it('survives a minute without network, a minute of throttles and one of failures', async () => {
    const run = simulate({duration: () => 240_000})
    run.fail = (_operation, now) => {
      if (now >= 20_000 && now < 80_000) return Object.assign(new Error('getaddrinfo ENOTFOUND'), {code: 'ENOTFOUND'})
      if (now >= 100_000 && now < 160_000) return new AwsFault('Throttling', 'Rate exceeded')
      return now >= 200_000 && now < 260_000 && new AwsFault('InternalFailure', 'no', 500)
    }

    const seen = await run.clock.run(run.watchAll(run.start(10)))

    assert.equal(seen.length, 10)
  })

  it('throttled, asks less for a while', async () => {
    const run = simulate({duration: () => 120_000})
    run.fail = (_operation, now) => now >= 30_000 && now < 40_000 && new AwsFault('Throttling', 'Rate exceeded')

    await run.clock.run(run.watchAll(run.start(10)))

    const [during, after] = [run.aws.callsBetween(32_000, 45_000), run.aws.callsBetween(85_000, 98_000)]
    assert.ok(during < after, `${during} calls, later ${after}`)
  })

  it('is not hurried by a machine that slept: no failure, no burst', async () => {
    const run = simulate({duration: () => 3 * 3_600_000, eventEvery: 300_000})
    const ids = run.start(10)
    const watching = run.watchAll(ids)
    await run.clock.run(run.clock.pause(60_000, run.controller.signal))

    run.clock.jump(2 * 3_600_000)
    const woken = run.clock.now()
    await run.clock.run(run.clock.pause(30_000, run.controller.signal))

    const rate = run.aws.callsBetween(woken, woken + 30_000) / 30
    assert.ok(rate <= 2.5, `${rate} calls a second`)
    assert.equal((await run.clock.run(watching)).length, 10)
    assert.deepEqual(run.host.of('retried'), [])
  })

  it('leaves nothing behind: no timer, no listener', async () => {
    const run = simulate({duration: () => 1_800_000})
    const watching = run.watchAll(run.start(10))
    await run.clock.run(run.clock.pause(600_000, run.controller.signal))
    const listeners = getEventListeners(run.controller.signal, 'abort').length

    await run.clock.run(run.clock.pause(600_000, run.controller.signal))

    assert.ok(getEventListeners(run.controller.signal, 'abort').length <= Math.max(listeners, 11))
    await run.clock.run(watching)
    await new Promise(setImmediate)
    assert.equal(getEventListeners(run.controller.signal, 'abort').length, 0)
    assert.equal(run.clock.timers, 0)
  })

  it('stops at an abort, all at once', async () => {
    const run = simulate({})
    const watching = Promise.allSettled(run.start(10).map((id) => run.watch(id)))
    await run.clock.run(run.clock.pause(30_000, run.controller.signal))
    const before = run.aws.calls.length

    run.controller.abort('SIGINT')

    const results = await watching
    assert.ok(results.every(({status}) => status === 'rejected'))
    await run.clock.run(run.clock.pause(60_000, new AbortController().signal))
    assert.equal(run.clock.timers, 0)
    // A request that was on its way arrives.
    assert.ok(run.aws.calls.length <= before + 11)
  })
})

/** The real poller, retries and pace on a simulated CloudFormation; only the wire is missing. */
function simulate({latency = 50, ...options}: Omit<Simulation, 'now'> & {latency?: number}) {
  const clock = new VirtualClock()
  const aws = new SimulatedCloudFormation({...options, now: clock.now})
  const host = new RecordingHost()
  const controller = new AbortController()
  const {signal} = controller
  const tokens = createRequestTokens()
  const {pause, now} = clock
  const secrets = createSecrets()
  const access = {region: 'eu-west-1', host, secrets, signal, leave: signal, tokens, pause, now}
  const wire = new AbortController().signal
  setMaxListeners(0, wire, controller.signal)
  const run = {
    clock,
    aws,
    host,
    controller,
    fail: ((): unknown => undefined) as (operation: string, now: number) => unknown,
    list: undefined as ((truth: object[], now: number) => object[]) | undefined,
    everything: () => ids.map((StackId) => ({StackId})),
    start: (count: number) => (ids = Array.from({length: count}, (_, index) => aws.start(String(index)))),
    async watch(stackId: string): Promise<number> {
      const isOurs = (token: string) => token === 'aws-stack-1'
      const operation = {stackId, isOurs, known: new Set<string>()}
      for await (const event of watchStack(poller, operation, controller.signal)) void event
      return clock.now()
    },
    watchAll: (stacks: string[]) => Promise.all(stacks.map((id) => run.watch(id))),
  }
  let ids: string[] = []

  const method = (operation: string) => async (input: Record<string, unknown>) => {
    await clock.pause(latency / 2, wire)
    const at = clock.now()
    const answer = aws.answer(operation, input) as {StackSummaries?: object[]}
    const failure = run.fail(operation, at)
    await clock.pause(latency / 2, wire)
    if (failure) throw failure as Error
    return answer.StackSummaries && run.list ? {StackSummaries: run.list(answer.StackSummaries, at)} : answer
  }
  const client = {
    config: {requestHandler: {handle: async () => undefined}},
    middlewareStack: {add() {}},
    ...Object.fromEntries(
      ['DescribeStackEvents', 'DescribeStacks', 'ListStacks'].map((operation) => [
        operation[0]?.toLowerCase() + operation.slice(1),
        method(operation),
      ]),
    ),
  } as unknown as Client
  const poller = createStackPoller(createService('CloudFormation', access, async () => client as never))
  return run
}
