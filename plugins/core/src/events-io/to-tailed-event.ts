import type {TailedEvent} from '../events-results.js'
import type {StreamEvent} from './decode-record.js'

/** As `--json` tells an event. */
export function toTailedEvent({
  data,
  arrivedAt,
  shard,
  sequenceNumber,
  subSequenceNumber,
  partitionKey,
  gzip,
}: StreamEvent): TailedEvent {
  return {
    time: new Date(arrivedAt).toISOString(),
    shard,
    sequenceNumber,
    ...(subSequenceNumber !== undefined && {subSequenceNumber}),
    partitionKey,
    ...toText(data),
    gzip,
  }
}

/** What is no UTF-8 is told in base64. */
function toText(data: Buffer): Pick<TailedEvent, 'data' | 'encoding'> {
  const text = data.toString()
  return Buffer.from(text).equals(data)
    ? {data: text, encoding: 'utf8'}
    : {data: data.toString('base64'), encoding: 'base64'}
}
