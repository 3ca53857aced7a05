import {ServiceError} from '../../../server/service.js'
import {invalid} from '../state/faults.js'
import type {EventSource} from './event-source.js'
import {kinesisStream} from './kinesis-stream.js'
import {queueSource} from './queue-source.js'
import {streamSource} from './stream-source.js'
import {tableStream} from './table-stream.js'

/** By the service in the source's ARN. */
const SOURCES: Readonly<Record<string, EventSource>> = {
  dynamodb: streamSource(tableStream),
  kinesis: streamSource(kinesisStream),
  sqs: queueSource,
}

export function sourceOf(arn: string): EventSource {
  const service = /^arn:[a-z-]+:([a-z]+):[a-z0-9-]+:\d{12}:.+$/.exec(arn)?.[1]
  if (service === undefined) throw invalid(`Unrecognized event source, must be a queue or a stream: ${arn}`)
  const source = SOURCES[service]
  if (source) return source
  throw new ServiceError('NotImplemented', `the local Lambda takes no events from ${service}: ${arn}`, 501)
}
