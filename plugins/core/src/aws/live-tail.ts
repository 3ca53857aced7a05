import type {CloudWatchLogs} from '@aws-sdk/client-cloudwatch-logs'

import {cancelled, StackError} from '../errors.js'
import type {LogListenInput, LogNews} from '../ports/logs.js'
import {answered} from './answered.js'
import {classify} from './aws-error.js'
import type {Service} from './create-service.js'

const OPERATION = 'StartLiveTail'

export async function* listenLive(
  logs: Service<CloudWatchLogs>,
  {groups, filter}: LogListenInput,
  signal: AbortSignal,
): AsyncIterable<LogNews> {
  const request = {logGroupIdentifiers: [...groups], ...(filter && {logEventFilterPattern: filter})}
  const {responseStream} = await logs.call(
    OPERATION,
    (client, options) => client.startLiveTail(request, options),
    // Whoever cannot listen looks.
    {signal, patience: 'once'},
  )
  try {
    for await (const event of answered(responseStream, 'CloudWatchLogs', OPERATION)) {
      if (event.sessionStart) yield {}
      const lines = event.sessionUpdate?.sessionResults ?? []
      if (lines.length > 0) yield {since: Math.min(...lines.map(({timestamp = 0}) => timestamp))}
    }
  } catch (error) {
    if (signal.aborted) throw cancelled(signal)
    if (error instanceof Error && error.name === 'SessionTimeoutException') return
    throw lost(error, logs)
  }
}

function lost(error: unknown, {access: {region, profile}}: Service<CloudWatchLogs>): unknown {
  const {failure} = classify(error, {service: 'CloudWatchLogs', operation: OPERATION, region, profile})
  if (StackError.is(failure)) return failure
  const message = `the live tail was cut: ${error instanceof Error ? error.message : String(error)}`
  return new StackError('AWS_UNREACHABLE', message, {blame: 'aws', cause: error})
}

/**
 * The SDK asks `stream-` and the host that it would ask otherwise. That name exists at AWS; another endpoint is reached by its own.
 */
export function reachOwnEndpoints({middlewareStack}: CloudWatchLogs): void {
  middlewareStack.add(
    (next) => (args) => {
      const request = args.request as {hostname?: string}
      const [, host] = /^stream-(.*)$/.exec(request.hostname ?? '') ?? []
      if (host !== undefined && !/^logs(-fips)?\..*\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(host))
        request.hostname = host
      return next(args)
    },
    // Before the request is signed: the host is part of what is signed.
    {step: 'build', priority: 'high', name: 'reachOwnEndpoints'},
  )
}
