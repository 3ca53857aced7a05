import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import {type Json, readJson, textOf, textsOf, writeJson} from './json.js'
import type {Stage} from './stage.js'
import type {LogEvent, World} from './world.js'

const OPERATIONS: Readonly<Record<string, (world: World, input: Json) => Json>> = {
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
}

/** CloudWatch Logs as the scenario tells it. */
export function answerLogs({world}: Stage, request: ServiceRequest, operation: string): ServiceResponse {
  const perform = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined
  if (!perform) throw new ServiceError('InvalidAction', `A scenario does not play the Logs operation ${operation}`)
  return writeJson(perform(world, readJson(request)))
}

function describeLogStreams(world: World, input: Json): Json {
  const prefix = textOf(input, 'logStreamNamePrefix') ?? ''
  const streams = [...streamsOf(world, input)].filter(([name]) => name.startsWith(prefix))
  return {
    logStreams: streams.map(([logStreamName, lines]) => ({
      logStreamName,
      firstEventTimestamp: lines[0] && Math.round(lines[0].at),
      lastEventTimestamp: lines.length > 0 ? Math.round(lines.at(-1)!.at) : undefined,
    })),
  }
}

/** Without a token from the end, or from the beginning where the caller says so; a second page is always empty. */
function getLogEvents(world: World, input: Json): Json {
  const lines = streamsOf(world, input).get(textOf(input, 'logStreamName') ?? '')
  if (!lines) throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.')
  const token = {nextForwardToken: 'f/end', nextBackwardToken: 'b/end'}
  if (textOf(input, 'nextToken') !== undefined) return {events: [], ...token}
  const within = lines.filter(inTime(input))
  const limit = limitOf(input)
  const told = input['startFromHead'] === true ? within.slice(0, limit) : within.slice(-limit)
  return {events: told.map(({at, message}) => ({...stamps(at), message})), ...token}
}

/** The pattern is taken as a text: as much of the language as the commands for VAST use. */
function filterLogEvents(world: World, input: Json): Json {
  const names = textsOf(input, 'logStreamNames')
  const prefix = textOf(input, 'logStreamNamePrefix') ?? ''
  const pattern = (textOf(input, 'filterPattern') ?? '').replaceAll('"', '')
  const found = [...streamsOf(world, input)]
    .filter(([name]) => name.startsWith(prefix) && (names.length === 0 || names.includes(name)))
    .flatMap(([logStreamName, lines]) => lines.filter(inTime(input)).map((line) => ({logStreamName, ...line})))
    .filter(({message}) => message.includes(pattern))
    .sort((a, b) => a.at - b.at)
    .slice(0, limitOf(input))
  return {
    events: found.map(({logStreamName, at, message}, index) => ({
      logStreamName,
      ...stamps(at),
      message,
      eventId: String(index),
    })),
  }
}

function streamsOf({logs}: World, input: Json): Map<string, LogEvent[]> {
  const group = textOf(input, 'logGroupName') ?? textOf(input, 'logGroupIdentifier') ?? ''
  const streams = logs.get(group)
  if (!streams) throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.')
  return streams
}

function inTime({startTime, endTime}: Json): (line: LogEvent) => boolean {
  const from = typeof startTime === 'number' ? startTime : -Infinity
  const to = typeof endTime === 'number' ? endTime : Infinity
  return ({at}) => at >= from && at < to
}

function limitOf({limit}: Json): number {
  return typeof limit === 'number' ? limit : 10_000
}

function stamps(at: number): Json {
  const timestamp = Math.round(at)
  return {timestamp, ingestionTime: timestamp}
}
