import type {EventSourceMappingConfiguration} from '@aws-sdk/client-lambda'

import type {ServiceClients} from '../../cloudformation/clients.js'
import type {Feed} from './event-source.js'

/** What streams of Kinesis and of DynamoDB have in common for their readers. */
export interface Stream {
  /** Of a batch: the quotas of "CreateEventSourceMapping". */
  readonly mostRecords: number
  readonly startingPositions: readonly string[]
  /** Where a failed batch is told, the field that says which. */
  readonly batchInfo: string
  /** Rejects where the stream is not there. */
  look(arn: string, clients: ServiceClients): Promise<void>
  shards(feed: Feed): Promise<Shard[]>
  iterator(shard: string, position: StartingPosition, feed: Feed): Promise<string | undefined>
  read(iterator: string, limit: number, shard: string, feed: Feed): Promise<ReadRecords>
}

export interface Shard {
  readonly id: string
  readonly parents: readonly string[]
  /** Nothing is put into it any more. */
  readonly closed: boolean
}

export type StartingPosition = Pick<EventSourceMappingConfiguration, 'StartingPosition' | 'StartingPositionTimestamp'>

export interface ReadRecords {
  readonly records: readonly StreamRecord[]
  /** `undefined`: the shard is closed and was read to its end. */
  readonly next: string | undefined
}

export interface StreamRecord {
  readonly sequenceNumber: string
  readonly arrival: Date
  /** As the function gets it. */
  readonly event: object
}
