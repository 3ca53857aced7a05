import type {Kinesis} from '@aws-sdk/client-kinesis'

import type {Refusal} from '../ports/delivery.js'
import type {OutgoingRecord} from '../ports/streams.js'
import type {Service} from './create-service.js'
import {deliver} from './deliver.js'

/** Of one record, "retry" (Amazon Kinesis API Reference, PutRecords). */
const FOR_NOW = ['ProvisionedThroughputExceededException', 'InternalFailure', 'KMSThrottlingException']

/** One PutRecords, and the records that were refused for now once more. */
export async function putRecords(
  kinesis: Service<Kinesis>,
  StreamName: string,
  records: readonly OutgoingRecord[],
  signal: AbortSignal,
): Promise<Refusal[]> {
  const send = async (indexes: readonly number[]) => {
    const Records = indexes.map((index) => {
      const {data: Data, partitionKey: PartitionKey} = records[index] as OutgoingRecord
      return {Data, PartitionKey}
    })
    const answer = await kinesis.call(
      'PutRecords',
      (client, options) => client.putRecords({StreamName, Records}, options),
      {signal},
    )
    return (answer.Records ?? []).flatMap(({ErrorCode: code, ErrorMessage: message = ''}, at) => {
      const index = indexes[at]
      return code === undefined || index === undefined ? [] : [{index, code, message, again: FOR_NOW.includes(code)}]
    })
  }
  const {access} = kinesis
  return deliver({service: 'Kinesis', operation: 'PutRecords', count: records.length, send}, access, signal)
}
