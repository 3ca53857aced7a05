import type {CloudWatchLogs, GetLogEventsResponse} from '@aws-sdk/client-cloudwatch-logs'

import type {LastLines, LogLine, Logs} from '../ports/logs.js'
import type {AwsAccess} from './access.js'
import {awsCode} from './aws-error.js'
import {type CallOptions, createService, type Service} from './create-service.js'
import {filterLogEvents} from './filter-log-events.js'
import {listenLive, reachOwnEndpoints} from './live-tail.js'

/** A page may hold nothing although there are older lines; so many pages back are looked at. */
const PAGES = 5

export function createLogs(access: AwsAccess): Logs {
  const logs = createService('CloudWatchLogs', access, async (config) => {
    const {CloudWatchLogs} = await import('@aws-sdk/client-cloudwatch-logs')
    const client = new CloudWatchLogs(config)
    reachOwnEndpoints(client)
    return client
  })
  return {
    last: (wanted, signal) =>
      unlessMissing(async () => {
        const call = signal ? {signal} : {}
        const stream = wanted.stream ?? (await newestStream(logs, wanted, call))
        return stream === undefined ? undefined : lastLines(logs, {...wanted, stream}, call)
      }),
    page: (wanted, signal) => unlessMissing(() => filterLogEvents(logs, wanted, signal ? {signal} : {})),
    listen: (wanted, signal) => listenLive(logs, wanted, signal),
  }
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (awsCode(error) === 'ResourceNotFoundException') return undefined
    throw error
  }
}

/** With a prefix the API cannot order by time. */
async function newestStream(
  logs: Service<CloudWatchLogs>,
  {group, streamPrefix}: LastLines,
  call: CallOptions,
): Promise<string | undefined> {
  const order = streamPrefix
    ? {logStreamNamePrefix: streamPrefix}
    : {orderBy: 'LastEventTime' as const, descending: true, limit: 1}
  const {logStreams = []} = await logs.call(
    'DescribeLogStreams',
    (client, options) => client.describeLogStreams({logGroupName: group, ...order}, options),
    call,
  )
  const [newest] = logStreams.sort((one, other) => (other.lastEventTimestamp ?? 0) - (one.lastEventTimestamp ?? 0))
  return newest?.logStreamName
}

async function lastLines(
  logs: Service<CloudWatchLogs>,
  {group, stream, limit, since}: LastLines & {stream: string},
  call: CallOptions,
): Promise<LogLine[]> {
  const request = {logGroupName: group, logStreamName: stream, limit, ...(since !== undefined && {startTime: since})}
  let lines: LogLine[] = []
  let nextToken: string | undefined
  for (let page = 0; page < PAGES && lines.length < limit; page += 1) {
    const answer: GetLogEventsResponse = await logs.call(
      'GetLogEvents',
      (client, options) => client.getLogEvents({...request, nextToken}, options),
      call,
    )
    const older = (answer.events ?? []).map(({timestamp = 0, message = ''}) => ({at: timestamp, message}))
    lines = [...older, ...lines].slice(-limit)
    // The same token again: this was the beginning of the stream.
    if (!answer.nextBackwardToken || answer.nextBackwardToken === nextToken) break
    nextToken = answer.nextBackwardToken
  }
  return lines
}
