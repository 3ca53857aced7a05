import {ServiceError} from '../../server/service.js'

export interface KinesisOptions {
  readonly accountId: string
  /** How long a stream is CREATING, UPDATING or DELETING. */
  readonly stateMs?: number
}

/** All streams of a region, by name. */
export interface Region {
  readonly name: string
  readonly accountId: string
  readonly stateMs: number
  readonly streams: Map<string, StreamState>
}

export interface StreamState {
  readonly name: string
  readonly arn: string
  readonly created: Date
  mode: 'PROVISIONED' | 'ON_DEMAND'
  /** What is under way, and until when. */
  change: {readonly status: 'CREATING' | 'UPDATING' | 'DELETING'; readonly until: number}
  retentionHours: number
  keyId: string | undefined
  metrics: readonly string[]
  tags: Record<string, string>
  readonly shards: ShardState[]
  readonly consumers: Map<string, Consumer>
}

export interface Consumer {
  readonly ConsumerName: string
  readonly ConsumerARN: string
  readonly ConsumerStatus: 'ACTIVE'
  readonly ConsumerCreationTimestamp: Date
}

export interface ShardState {
  readonly id: string
  /** Of hash keys, both ends included. */
  readonly start: bigint
  readonly end: bigint
  readonly parents: readonly ShardState[]
  readonly startingSequence: bigint
  /** Since it was split or merged. */
  endingSequence: bigint | undefined
  /** In the order of their sequence numbers. */
  readonly records: KinesisRecord[]
}

export interface KinesisRecord {
  readonly sequence: bigint
  readonly partitionKey: string
  /** base64 */
  readonly data: string
  readonly arrival: Date
}

/** As long as Kinesis' own. */
let sequence = 49_600_000_000_000_000_000_000_000_000_000_000_000_000_000_000_000_000_000n

export function nextSequence(): bigint {
  return (sequence += 1n)
}

export function statusOf({change}: StreamState): string {
  return change.status === 'DELETING' || Date.now() < change.until ? change.status : 'ACTIVE'
}

export interface StreamName {
  readonly StreamName?: string
  readonly StreamARN?: string
}

export function requireStream({StreamName, StreamARN}: StreamName, region: Region): StreamState {
  const name = StreamName ?? StreamARN?.split('/')[1] ?? ''
  const stream = region.streams.get(name)
  if (stream) return stream
  throw new ServiceError('ResourceNotFoundException', `Stream ${name} under account ${region.accountId} not found.`)
}

/** A stream is changed by one call at a time. */
export function requireActive(input: StreamName, region: Region): StreamState {
  const stream = requireStream(input, region)
  const status = statusOf(stream)
  if (status === 'ACTIVE') return stream
  throw new ServiceError(
    'ResourceInUseException',
    `Stream ${stream.name} under account ${region.accountId} not ACTIVE, instead in state ${status}`,
  )
}

export function invalidArgument(message: string): ServiceError {
  return new ServiceError('InvalidArgumentException', message)
}

export function openShards({shards}: StreamState): ShardState[] {
  return shards.filter(({endingSequence}) => endingSequence === undefined)
}
