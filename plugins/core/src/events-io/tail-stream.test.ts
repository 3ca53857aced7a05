import assert from 'node:assert/strict'

import fc from 'fast-check'

import {FakeStreams} from '../testing/fake-streams.js'
import {type TailStreamInput, tailStream} from './tail-stream.js'

const input: TailStreamInput = {stream: 'raw', from: 'TRIM_HORIZON', follow: false, raw: false}
const never = new AbortController().signal

async function told(streams: FakeStreams, changes: Partial<TailStreamInput> = {}): Promise<string[]> {
  const events: string[] = []
  for await (const {data} of tailStream({...input, ...changes}, {streams}, never)) events.push(data.toString())
  return events
}

describe('tailStream', () => {
  it('tells the shards as one, by arrival, and ends with what is there', async () => {
    const streams = new FakeStreams()
    streams.create('raw', 3)
    for (const at of [5, 1, 9, 2, 8, 3, 7, 4, 6].toSorted()) streams.arrive('raw', at % 3, `event ${at}`, at)

    assert.deepEqual(
      await told(streams),
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => `event ${at}`),
    )
  })

  it('keeps the order of arrival however records lie on shards and pages', async () => {
    const placed = fc.array(fc.tuple(fc.nat(3), fc.nat(50)), {maxLength: 60})
    await fc.assert(
      fc.asyncProperty(placed, async (arrivals) => {
        const streams = new FakeStreams()
        streams.create('raw', 4)
        const sorted = arrivals.toSorted(([, one], [, other]) => one - other)
        for (const [shard, at] of sorted) streams.arrive('raw', shard, String(at), at)

        const seen = await told(streams)

        assert.deepEqual(
          seen,
          sorted.map(([, at]) => String(at)),
        )
      }),
      {numRuns: 30},
    )
  })

  it('begins at a time', async () => {
    const streams = new FakeStreams()
    streams.create('raw')
    for (const at of [10, 20, 30]) streams.arrive('raw', 0, `event ${at}`, at)

    assert.deepEqual(await told(streams, {from: 20}), ['event 20', 'event 30'])
  })

  it('reads the shards of a resharding after those that they were made of', async () => {
    const streams = new FakeStreams()
    streams.create('raw', 2)
    streams.arrive('raw', 0, 'before', 1)
    await streams.resize('raw', 3)
    streams.arrive('raw', 4, 'after', 2)
    await streams.resize('raw', 1)
    streams.arrive('raw', 5, 'last', 3)

    assert.deepEqual(await told(streams), ['before', 'after', 'last'])
  })

  it('follows a stream through a resharding, without losing what came meanwhile', async () => {
    const streams = new FakeStreams()
    streams.create('raw', 2)
    streams.arrive('raw', 0, 'old', 1)
    const seen: string[] = []

    const events = tailStream({...input, from: 'LATEST', follow: true}, {streams}, never)
    const reading = (async () => {
      for await (const {data} of events) if (seen.push(data.toString()) === 3) return
    })()
    await new Promise((resolve) => setTimeout(resolve, 20))
    streams.arrive('raw', 1, 'one', 2)
    await streams.resize('raw', 1)
    streams.arrive('raw', 2, 'two', 3)
    streams.arrive('raw', 2, 'three', 4)
    await reading

    assert.deepEqual(seen, ['one', 'two', 'three'])
  })

  it('ends with the signal', async () => {
    const streams = new FakeStreams()
    streams.create('raw')
    const controller = new AbortController()
    streams.onRead = () => controller.abort('SIGINT')

    await assert.rejects(
      async () => {
        for await (const event of tailStream({...input, follow: true}, {streams}, controller.signal)) void event
      },
      {code: 'CANCELLED'},
    )
  })
})
