import {randomUUID} from 'node:crypto'

import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import type {Refusal} from '../ports/delivery.js'
import type {FoundSource} from './find-event-source.js'
import type {BatchLimits} from './in-batches.js'
import {objectKey} from './object-key.js'

/** A way in for events. */
export interface Sender {
  readonly limits: BatchLimits
  /** One batch within the limits. What is refused in the end is returned; a failure that concerns all of them is thrown. */
  readonly send: (events: readonly Buffer[]) => Promise<Refusal[]>
}

const MIB = 1024 * 1024

/** By the services' own quotas pages; a stream's default. What is sent one by one goes so many side by side. */
const LIMITS = {
  stream: {count: 500, bytes: 5 * MIB, eventBytes: MIB - 36, overhead: 36},
  queue: {count: 10, bytes: MIB, eventBytes: MIB},
  topic: {count: 10, bytes: 256 * 1024, eventBytes: 256 * 1024},
  gateway: {count: 16, bytes: 32 * MIB, eventBytes: 10 * MIB},
  function: {count: 8, bytes: 8 * MIB, eventBytes: MIB},
  bucket: {count: 8, bytes: 64 * MIB, eventBytes: Infinity},
}

/** Of an invocation that nobody waits for: until Lambda has it, ms. */
const PATIENCE_MS = 30_000

export function openSender({definition, address, key}: FoundSource, ctx: Context): Sender {
  const {kind, access = {by: 'iam'}, prefix = ''} = definition
  const limits = LIMITS[kind]
  const {signal} = ctx
  switch (kind) {
    case 'stream': {
      const records = (events: readonly Buffer[]) => events.map((data) => ({data, partitionKey: randomUUID()}))
      return {limits, send: (events) => ctx.streams.put(address, records(events), signal)}
    }
    case 'queue':
      return {limits, send: (events) => asText(events, (texts) => ctx.queues.send(address, texts, signal))}
    case 'topic':
      return {limits, send: (events) => asText(events, (texts) => ctx.topics.publish(address, texts, signal))}
    case 'gateway': {
      const by = access.by === 'key' ? {by: access.by, key: key ?? ''} : {by: access.by}
      const request = {url: address, contentType: 'application/json', access: by}
      return {limits, send: (events) => oneByOne(events, (body) => ctx.gateways.post({...request, body}, signal))}
    }
    case 'function': {
      const invoke = async (event: Buffer) => {
        const input = {name: address, payload: event.toString(), patienceMs: PATIENCE_MS, asynchronous: true}
        await ctx.functions.invoke(input, signal)
      }
      return {limits, send: (events) => oneByOne(events, invoke)}
    }
    case 'bucket': {
      const write = (event: Buffer) => ctx.objects.write(address, objectKey(prefix, 'event.json'), only(event), signal)
      return {limits, send: (events) => oneByOne(events, write)}
    }
  }
}

/** Their messages are text. */
async function asText(
  events: readonly Buffer[],
  send: (texts: readonly string[]) => Promise<Refusal[]>,
): Promise<Refusal[]> {
  const texts = events.map((event, index) => ({index, text: event.toString(), isText: isText(event)}))
  const sendable = texts.filter((each) => each.isText)
  const refused = sendable.length === 0 ? [] : await send(sendable.map(({text}) => text))
  return [
    ...texts.flatMap(({index, isText}) => (isText ? [] : [{index, code: 'NOT_TEXT', message: 'it is no UTF-8 text'}])),
    ...refused.map((refusal) => ({...refusal, index: sendable[refusal.index]?.index ?? refusal.index})),
  ]
}

function isText(event: Buffer): boolean {
  return Buffer.from(event.toString()).equals(event)
}

/** What AWS says of one event; everything else is about all of them. */
const OF_ONE = ['AWS_REFUSED', 'AWS_FAILED', 'AWS_THROTTLED', 'INVOCATION_LOST']

async function oneByOne(events: readonly Buffer[], send: (event: Buffer) => Promise<void>): Promise<Refusal[]> {
  const refusals = await Promise.all(
    events.map(async (event, index): Promise<Refusal[]> => {
      try {
        await send(event)
        return []
      } catch (error) {
        if (!StackError.is(error) || isCancelled(error) || !OF_ONE.includes(error.code)) throw error
        const {awsCode} = error.details
        return [{index, code: typeof awsCode === 'string' ? awsCode : error.code, message: error.message}]
      }
    }),
  )
  return refusals.flat()
}

async function* only(event: Buffer): AsyncGenerator<Buffer> {
  yield event
}
