import {invalidArgument, nextSequence, openShards, type ShardState, type StreamState} from './world.js'

/** Of the hash keys: MD5 has 128 bits. */
const KEYS = 2n ** 128n

export function firstShards(stream: StreamState, count: number): void {
  for (const [start, end] of ranges(count)) addShard(stream, start, end, [])
}

/** "SplitShard": both halves come after what is in the shard. */
export function split(stream: StreamState, shard: ShardState, at: bigint): void {
  if (at <= shard.start || at > shard.end)
    throw invalidArgument(
      `NewStartingHashKey ${at} used in SplitShard() on shard ${shard.id} in stream ${stream.name} is not both greater than one plus the shard's StartingHashKey ${shard.start} and less than the shard's EndingHashKey ${shard.end}.`,
    )
  close(shard)
  addShard(stream, shard.start, at - 1n, [shard])
  addShard(stream, at, shard.end, [shard])
}

/** "MergeShards" of two neighbours. */
export function merge(stream: StreamState, one: ShardState, other: ShardState): void {
  const [low, high] = one.start < other.start ? [one, other] : [other, one]
  if (low.end + 1n !== high.start)
    throw invalidArgument(
      `Shards ${one.id} and ${other.id} in stream ${stream.name} are not an adjacent pair of shards eligible for merging`,
    )
  close(one)
  close(other)
  addShard(stream, low.start, high.end, [one, other])
}

/** "UpdateShardCount" to equal shares: splits where a share begins, then merges what belongs to one share. */
export function rescale(stream: StreamState, count: number): void {
  const shares = ranges(count)
  for (const [start] of shares) {
    const shard = openShards(stream).find((one) => one.start < start && start <= one.end)
    if (shard) split(stream, shard, start)
  }
  for (const [start, end] of shares) {
    for (;;) {
      const [first, second] = openShards(stream)
        .filter((one) => one.start >= start && one.end <= end)
        .sort((a, b) => (a.start < b.start ? -1 : 1))
      if (!first || !second) break
      merge(stream, first, second)
    }
  }
}

function ranges(count: number): [start: bigint, end: bigint][] {
  const step = KEYS / BigInt(count)
  return Array.from({length: count}, (_, index) => [
    step * BigInt(index),
    index === count - 1 ? KEYS - 1n : step * BigInt(index + 1) - 1n,
  ])
}

function addShard(stream: StreamState, start: bigint, end: bigint, parents: readonly ShardState[]): void {
  const id = `shardId-${String(stream.shards.length).padStart(12, '0')}`
  const startingSequence = nextSequence()
  stream.shards.push({id, start, end, parents, startingSequence, endingSequence: undefined, records: []})
}

function close(shard: ShardState): void {
  if (shard.endingSequence !== undefined)
    throw invalidArgument(
      `Shard ${shard.id} has already been merged or split, and thus is not eligible for merging or splitting.`,
    )
  shard.endingSequence = nextSequence()
}
