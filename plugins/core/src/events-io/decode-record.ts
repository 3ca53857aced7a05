import {gunzipSync} from 'node:zlib'

import type {IncomingRecord} from '../ports/streams.js'
import {decodeKpl} from './decode-kpl.js'

/** An event of a stream. */
export interface StreamEvent extends IncomingRecord {
  readonly shard: string
  /** Its place in an aggregated record; absent where it was a record of its own. */
  readonly subSequenceNumber?: number
  /** It was compressed, and is told decompressed. */
  readonly gzip: boolean
}

/** A record of Kinesis holds 1 MiB; no event that is told becomes larger than this. */
const MOST = 64 * 1024 * 1024

/** The events of a record: those that the KPL has put together, decompressed where they are compressed. `raw`: the record as it is. */
export function decodeRecord(record: IncomingRecord, shard: string, {raw}: {readonly raw: boolean}): StreamEvent[] {
  if (raw) return [{...record, shard, gzip: false}]
  const inside = decodeKpl(record.data)
  if (inside === undefined) return [{...record, shard, ...decompressed(record.data)}]
  return inside.map(({partitionKey, data}, subSequenceNumber) => ({
    ...record,
    shard,
    partitionKey,
    subSequenceNumber,
    ...decompressed(data),
  }))
}

function decompressed(data: Buffer): {data: Buffer; gzip: boolean} {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return {data, gzip: false}
  try {
    return {data: gunzipSync(data, {maxOutputLength: MOST}), gzip: true}
  } catch {
    return {data, gzip: false}
  }
}
