import assert from 'node:assert/strict'

import type {CloudFormation as Client, StackEvent} from '@aws-sdk/client-cloudformation'
import fc from 'fast-check'

import type {Service} from './create-service.js'
import {createEventMemory} from './event-memory.js'
import {knownEvents, readNews} from './read-news.js'

const {signal} = new AbortController()

const depth = fc.double({min: 0, max: 0.999, noNaN: true})

/** Between two readings: how deep below the newest some late events turn up, how many others come (so many, or a page but so many), and how much time passes. */
const round = fc.record({
  late: fc.array(depth, {maxLength: 4}),
  others: fc.oneof(fc.integer({min: 0, max: 60}), fc.integer({min: -5, max: -1})),
  ms: fc.constantFrom(0, 1, 1_000, 400_000),
  duringReading: fc.integer({min: 0, max: 3}),
})

describe('the news of a stack', () => {
  it('are each event once, however they come and the pages are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({min: 10, max: 40}),
        fc.integer({min: 0, max: 100}),
        fc.array(round, {maxLength: 40}),
        async (pageSize, before, rounds) => {
          const stack = new Events(pageSize)
          for (let count = 0; count < before; count += 1) stack.add(0)
          const known = await knownEvents(stack.service, 'stack', signal)
          const reader = {known, memory: createEventMemory(known)}
          const told: string[] = []

          for (const {late, others, ms, duringReading} of rounds) {
            stack.time += ms
            // Below the newest by less than a tenth of a page: so late may an event be.
            for (const deep of late) stack.add(Math.floor(deep * pageSize * 0.1))
            for (let count = others < 0 ? pageSize + others : others; count > 0; count -= 1) stack.add(0)
            stack.duringReading = duringReading
            told.push(...(await readNews(stack.service, 'stack', reader, signal)).map(({EventId = ''}) => EventId))
          }
          stack.duringReading = 0
          told.push(...(await readNews(stack.service, 'stack', reader, signal)).map(({EventId = ''}) => EventId))

          const after = stack.events.map(({EventId = ''}) => EventId).filter((id) => Number(id) >= before)
          assert.deepEqual(told.toSorted(), after.toSorted())
        },
      ),
    )
  })

  it('leave no more behind after a hundred thousand events than after a thousand', async () => {
    const stack = new Events(100)
    const reader = {known: new Set<string>(), memory: createEventMemory(new Set())}
    let told = 0

    for (let reading = 0; reading < 2_000; reading += 1) {
      stack.time += 60_000
      for (let count = 0; count < 50; count += 1) stack.add(0)
      stack.events.splice(5_000)
      told += (await readNews(stack.service, 'stack', reader, signal)).length
    }

    assert.equal(told, 100_000)
    assert.ok(reader.memory.size <= 1_050, `${reader.memory.size} ids`)
  })

  it('are not what was forgotten: a list that goes back in time tells nothing again', async () => {
    const stack = new Events(100)
    const reader = {known: new Set<string>(), memory: createEventMemory(new Set())}
    for (let count = 0; count < 3_000; count += 1) {
      stack.time += 1_000
      stack.add(0)
    }
    await readNews(stack.service, 'stack', reader, signal)
    stack.events.splice(0, 2_900)

    assert.deepEqual(await readNews(stack.service, 'stack', reader, signal), [])
  })
})

/** The events of a stack, newest first, in pages of one size. */
class Events {
  readonly events: StackEvent[] = []
  time = 0
  /** How many come between the pages of the next reading. */
  duringReading = 0
  readonly pageSize: number
  #count = 0

  constructor(pageSize: number) {
    this.pageSize = pageSize
  }

  add(depth: number): void {
    const EventId = String((this.#count += 1) - 1)
    const event = {EventId, StackId: 'stack', StackName: 'stack', Timestamp: new Date(this.time)}
    this.events.splice(Math.min(depth, this.events.length), 0, event)
  }

  get service(): Service<Client> {
    const describeStackEvents = async ({NextToken = '0'}: {NextToken?: string}) => {
      const from = Number(NextToken)
      const StackEvents = this.events.slice(from, from + this.pageSize)
      const rest = this.events.length > from + this.pageSize
      for (; rest && this.duringReading > 0; this.duringReading -= 1) this.add(0)
      return {StackEvents, ...(rest && {NextToken: String(from + this.pageSize)})}
    }
    const client = {describeStackEvents} as unknown as Client
    return {call: (_operation, send) => send(client, {abortSignal: signal})} as Service<Client>
  }
}
