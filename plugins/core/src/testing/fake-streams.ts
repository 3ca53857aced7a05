import {createHash} from 'node:crypto'

import {cancelled, StackError} from '../errors.js'
import type {Refusal} from '../ports/delivery.js'
import type {
  IncomingRecord,
  OutgoingRecord,
  ReadShardInput,
  Shard,
  ShardPage,
  Streams,
  StreamSummary,
} from '../ports/streams.js'

interface FakeShard {
  readonly id: string
  readonly parents: readonly string[]
  readonly share: number
  open: boolean
  readonly records: IncomingRecord[]
}

interface FakeStream {
  readonly shards: FakeShard[]
  tags: Record<string, string>
  onDemand: boolean
}

/** So many records come with a page. */
const PAGE = 3

/** A Kinesis in memory: streams are made with `create`, `arrive` puts a record at a time; `onPut` refuses, `failure` is thrown instead of an answer. */
export class FakeStreams implements Streams {
  readonly streams = new Map<string, FakeStream>()
  readonly batches: {readonly stream: string; readonly records: readonly OutgoingRecord[]}[] = []
  readonly resizes: {readonly stream: string; readonly shards: number}[] = []
  failure: Error | undefined
  /** Of a record that is to be refused: why. */
  onPut: (record: OutgoingRecord) => Omit<Refusal, 'index'> | undefined = () => undefined
  /** Called before each page, e.g. to abort. */
  onRead: (shard: string) => void = () => {}
  #sequence = 0

  create(name: string, shards = 1): FakeStream {
    const stream: FakeStream = {shards: [], tags: {}, onDemand: false}
    this.streams.set(name, stream)
    this.#open(stream, shards, [])
    return stream
  }

  /** `at`: epoch ms. */
  arrive(stream: string, shard: number, data: string | Buffer, at: number): void {
    this.#stream(stream).shards[shard]?.records.push(this.#record(Buffer.from(data), 'key', at))
  }

  /** All that it holds, in the order of arrival. */
  dataOf(stream: string): string[] {
    const records = this.#stream(stream).shards.flatMap((shard) => shard.records)
    return records.sort((one, other) => compare(one, other)).map(({data}) => data.toString())
  }

  async put(name: string, records: readonly OutgoingRecord[]): Promise<Refusal[]> {
    const {shards} = this.#stream(name)
    this.batches.push({stream: name, records})
    const open = shards.filter((shard) => shard.open)
    return records.flatMap((record, index): Refusal[] => {
      const refusal = this.onPut(record)
      if (refusal) return [{index, ...refusal}]
      const at = createHash('md5').update(record.partitionKey).digest().readUInt32BE() % open.length
      open[at]?.records.push(this.#record(record.data, record.partitionKey, Date.now()))
      return []
    })
  }

  async describe(name: string): Promise<StreamSummary | undefined> {
    if (this.failure !== undefined) throw this.failure
    const stream = this.streams.get(name)
    if (!stream) return undefined
    const openShards = stream.shards.filter(({open}) => open).length
    const arn = `arn:aws:kinesis:eu-west-1:123456789012:stream/${name}`
    return {name, arn, status: 'ACTIVE', openShards, retentionHours: 24, onDemand: stream.onDemand}
  }

  async shards(name: string): Promise<Shard[]> {
    return this.#stream(name).shards.map(({records: _, ...shard}) => ({...shard}))
  }

  async *read({stream, shard: id, from}: ReadShardInput, signal: AbortSignal): AsyncGenerator<ShardPage> {
    const shard = this.#stream(stream).shards.find((each) => each.id === id) as FakeShard
    let at = from === 'LATEST' ? shard.records.length : 0
    if (typeof from === 'number') at = shard.records.filter(({arrivedAt}) => arrivedAt < from).length
    for (;;) {
      await new Promise(setImmediate)
      this.onRead(id)
      if (signal.aborted) throw cancelled(signal)
      const records = shard.records.slice(at, at + PAGE)
      at += records.length
      const next = shard.records[at]
      yield {records, behindMs: next ? Math.max(1, Date.now() - next.arrivedAt) : 0}
      if (!shard.open && next === undefined) return
    }
  }

  async resize(name: string, shards: number): Promise<void> {
    const stream = this.#stream(name)
    const closed = stream.shards.filter((shard) => shard.open)
    for (const shard of closed) shard.open = false
    this.resizes.push({stream: name, shards})
    this.#open(
      stream,
      shards,
      closed.map(({id}) => id),
    )
  }

  async tags(name: string): Promise<Record<string, string>> {
    return {...this.#stream(name).tags}
  }

  #open(stream: FakeStream, count: number, parents: readonly string[]): void {
    for (let index = 0; index < count; index += 1) {
      const id = `shardId-${String(stream.shards.length).padStart(12, '0')}`
      stream.shards.push({id, parents, share: 1 / count, open: true, records: []})
    }
  }

  #record(data: Buffer, partitionKey: string, arrivedAt: number): IncomingRecord {
    this.#sequence += 1
    return {data, partitionKey, sequenceNumber: String(this.#sequence), arrivedAt}
  }

  #stream(name: string): FakeStream {
    if (this.failure !== undefined) throw this.failure
    const stream = this.streams.get(name)
    if (!stream) throw new StackError('NOT_FOUND', `there is no stream ${name}`)
    return stream
  }
}

function compare(one: IncomingRecord, other: IncomingRecord): number {
  return one.arrivedAt - other.arrivedAt || Number(one.sequenceNumber) - Number(other.sequenceNumber)
}
