import type {CloudWatchLogs, FilteredLogEvent} from '@aws-sdk/client-cloudwatch-logs'

import type {LogEvent, LogPage, LogPageInput} from '../ports/logs.js'
import type {CallOptions, Service} from './create-service.js'

export async function filterLogEvents(
  logs: Service<CloudWatchLogs>,
  {group, streams, since, until, filter, next}: LogPageInput,
  call: CallOptions,
): Promise<LogPage> {
  const request = {
    logGroupName: group,
    startTime: since,
    // AWS always does by now; others sort by stream without it.
    interleaved: true,
    ...(streams && {logStreamNames: [...streams]}),
    ...(until !== undefined && {endTime: until}),
    ...(filter && {filterPattern: filter}),
    ...(next && {nextToken: next}),
  }
  const {events = [], nextToken} = await logs.call(
    'FilterLogEvents',
    (client, options) => client.filterLogEvents(request, options),
    call,
  )
  return {events: events.map(toEvent), ...(nextToken && {next: nextToken})}
}

function toEvent(event: FilteredLogEvent): LogEvent {
  const {eventId, logStreamName: stream = '', timestamp: at = 0, message = '', ingestionTime: ingestedAt = at} = event
  return {id: eventId ?? `${stream} ${at} ${message}`, stream, at, message, ingestedAt}
}
