import type {Refusal} from './delivery.js'

/** Kinesis Data Streams. */
export interface Streams {
  /** One batch, at most 500 records and 5 MiB. Records that are throttled are sent again, and may come twice where an answer is lost. What is refused in the end is returned. */
  put(stream: string, records: readonly OutgoingRecord[], signal?: AbortSignal): Promise<Refusal[]>
  /** `undefined`: there is no such stream. */
  describe(stream: string, signal?: AbortSignal): Promise<StreamSummary | undefined>
  /** Those that still hold records, closed ones too, in the order of their creation. Throws `NOT_FOUND`. */
  shards(stream: string, signal?: AbortSignal): Promise<Shard[]>
  /** Page by page, no faster than it is asked for nor than a shard may be read, until the shard is closed and read to its end. */
  read(input: ReadShardInput, signal: AbortSignal): AsyncIterable<ShardPage>
  /** Asks for so many open shards, and waits until the stream has them. */
  resize(stream: string, shards: number, signal?: AbortSignal): Promise<void>
  tags(stream: string): Promise<Readonly<Record<string, string>>>
}

export interface OutgoingRecord {
  readonly data: Buffer
  readonly partitionKey: string
}

export interface StreamSummary {
  readonly name: string
  readonly arn: string
  /** `CREATING`, `DELETING`, `ACTIVE`, `UPDATING`. */
  readonly status: string
  readonly openShards: number
  readonly retentionHours: number
  /** Its shards are its own affair: nobody sets their number. */
  readonly onDemand: boolean
}

export interface Shard {
  readonly id: string
  /** Of which it was made. */
  readonly parents: readonly string[]
  readonly open: boolean
  /** Of the 2^128 hash keys, between 0 and 1. */
  readonly share: number
}

/** Where reading begins: at the oldest record that is kept, at what comes from now on, or at a time (epoch ms). */
export type StreamPosition = 'TRIM_HORIZON' | 'LATEST' | number

export interface ReadShardInput {
  readonly stream: string
  readonly shard: string
  readonly from: StreamPosition
}

export interface ShardPage {
  readonly records: readonly IncomingRecord[]
  /** How far the page is behind the newest record of the shard, in ms; 0: there is no more now. */
  readonly behindMs: number
}

export interface IncomingRecord {
  readonly data: Buffer
  readonly partitionKey: string
  readonly sequenceNumber: string
  /** Epoch ms. */
  readonly arrivedAt: number
}
