import type {Context} from '../context.js'
import type {IncomingRecord, Shard, ShardPage, StreamPosition} from '../ports/streams.js'
import {decodeRecord, type StreamEvent} from './decode-record.js'

export interface TailStreamInput {
  /** Of Kinesis. */
  readonly stream: string
  readonly from: StreamPosition
  /** Goes on with what comes; else it ends with what is there. */
  readonly follow: boolean
  /** Records as they are. */
  readonly raw: boolean
}

interface Reader {
  readonly shard: string
  readonly pages: AsyncIterator<ShardPage>
  /** It has an end. */
  readonly isClosed: boolean
  /** Read, and not told yet. */
  records: readonly IncomingRecord[]
  /** What arrived up to then has been read, epoch ms. */
  through: number
  isAtEnd: boolean
  /** Closed, and read to its end. */
  isOver: boolean
}

/**
 * All shards of a stream as one, by arrival: a record is told when every shard has been read so far. The shards that a resharding makes are
 * read after those that they were made of. Throws when `signal` aborts.
 */
export async function* tailStream(
  {stream, from, follow, raw}: TailStreamInput,
  {streams}: Pick<Context, 'streams'>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const readers = new Map<string, Reader>()
  const open = (shards: readonly Shard[], at: StreamPosition) => {
    for (const {id, open: isOpen} of shards) {
      const pages = streams.read({stream, shard: id, from: at}, signal)[Symbol.asyncIterator]()
      const unread = {records: [], through: -Infinity, isAtEnd: false, isOver: false}
      readers.set(id, {shard: id, pages, isClosed: !isOpen, ...unread})
    }
  }
  const later = from === 'LATEST' ? 'TRIM_HORIZON' : from
  try {
    const known = await streams.shards(stream, signal)
    open(from === 'LATEST' ? known.filter((shard) => shard.open) : eldest(known), from)
    for (;;) {
      const hungry = [...readers.values()].filter((reader) => isHungry(reader, follow))
      if (hungry.length === 0) return
      await Promise.all(hungry.map(refill))
      if (hungry.some(({isOver}) => isOver)) open(nextAfter(await streams.shards(stream, signal), readers), later)
      for (const {shard, record} of takeArrived([...readers.values()])) yield* decodeRecord(record, shard, {raw})
    }
  } finally {
    await Promise.all([...readers.values()].map(({pages}) => closed(pages)))
  }
}

async function closed(pages: Reader['pages']): Promise<void> {
  await pages.return?.().catch(() => undefined)
}

/** Those whose parents hold nothing any more. */
function eldest(shards: readonly Shard[]): Shard[] {
  return shards.filter(({parents}) => !shards.some(({id}) => parents.includes(id)))
}

/** Those that come after shards that are over, when all that they were made of is. */
function nextAfter(shards: readonly Shard[], readers: ReadonlyMap<string, Reader>): Shard[] {
  return shards.filter(({id, parents}) => {
    const before = parents.flatMap((parent) => readers.get(parent) ?? [])
    return !readers.has(id) && before.length > 0 && before.every(({isOver}) => isOver)
  })
}

function isHungry({records, isClosed, isAtEnd, isOver}: Reader, follow: boolean): boolean {
  return records.length === 0 && !isOver && (follow || isClosed || !isAtEnd)
}

async function refill(reader: Reader): Promise<void> {
  const page = await reader.pages.next()
  if (page.done) {
    reader.isOver = true
    return
  }
  const {records, behindMs} = page.value
  reader.records = records
  reader.isAtEnd = behindMs === 0
  // moto hands out an iterator after the end too.
  if (reader.isClosed && reader.isAtEnd && records.length === 0) reader.isOver = true
  reader.through = records.at(-1)?.arrivedAt ?? Date.now() - behindMs
}

/** Takes what arrived before anything that is still to be read. */
function takeArrived(readers: readonly Reader[]): {shard: string; record: IncomingRecord}[] {
  const sure = Math.min(...readers.map(({isOver, isAtEnd, through}) => (isOver || isAtEnd ? Infinity : through)))
  const taken = readers.flatMap((reader) => {
    const ready = reader.records.filter(({arrivedAt}) => arrivedAt <= sure)
    reader.records = reader.records.filter(({arrivedAt}) => arrivedAt > sure)
    return ready.map((record) => ({shard: reader.shard, record}))
  })
  return taken.sort((one, other) => one.record.arrivedAt - other.record.arrivedAt)
}
