import {ServiceError} from '../../../server/service.js'
import {invalid, outOfRange} from '../state/faults.js'
import type {MappingSettings} from './event-source.js'
import type {Stream} from './stream.js'

/** "CreateEventSourceMapping" in the AWS Lambda API Reference: lowest and highest values for streams. */
const RANGES = [
  ['MaximumBatchingWindowInSeconds', 'maximumBatchingWindowInSeconds', 0, 300],
  ['MaximumRecordAgeInSeconds', 'maximumRecordAgeInSeconds', -1, 604_800],
  ['MaximumRetryAttempts', 'maximumRetryAttempts', -1, 10_000],
  ['ParallelizationFactor', 'parallelizationFactor', 1, 10],
] as const

/** What Lambda refuses of a mapping of a stream. */
export function checkStreamSettings(settings: MappingSettings, {mostRecords, startingPositions}: Stream): void {
  const {BatchSize = 100, StartingPosition, StartingPositionTimestamp, ScalingConfig} = settings
  if (BatchSize < 1 || BatchSize > mostRecords)
    throw outOfRange(BatchSize, 'batchSize', `Member must be between 1 and ${mostRecords}`)
  for (const [property, member, least, most] of RANGES) {
    const value = settings[property]
    if (value === undefined || (value >= least && value <= most)) continue
    throw outOfRange(value, member, `Member must be between ${least} and ${most}`)
  }
  if (StartingPosition === undefined)
    throw invalid(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    )
  if (!startingPositions.includes(StartingPosition))
    throw outOfRange(
      StartingPosition,
      'startingPosition',
      `Member must satisfy enum value set: [${startingPositions.join(', ')}]`,
    )
  if (StartingPosition === 'AT_TIMESTAMP' && StartingPositionTimestamp === undefined)
    throw invalid('StartingPositionTimestamp is required for the starting position AT_TIMESTAMP')
  if (ScalingConfig) throw invalid('Unsupported parameter for given event source type: ScalingConfig')
  checkDestination(settings)
}

function checkDestination({DestinationConfig}: MappingSettings): void {
  const arn = DestinationConfig?.OnFailure?.Destination
  if (arn === undefined || /^arn:[a-z-]+:(sqs|sns):/.test(arn)) return
  throw new ServiceError('NotImplemented', `the local Lambda tells failures to queues and topics, not to ${arn}`, 501)
}
