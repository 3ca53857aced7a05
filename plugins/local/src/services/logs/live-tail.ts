import {randomUUID} from 'node:crypto'
import {Readable} from 'node:stream'

import {requestJson} from '../../server/corrections/json-body.js'
import type {Correction} from '../../server/front.js'
import type {ServiceRequest} from '../../server/service.js'
import {eventFrame} from './event-frame.js'

interface PutLogEvents {
  readonly logGroupName: string
  readonly logStreamName: string
  readonly logEvents: readonly {readonly timestamp: number; readonly message: string}[]
}

interface StartLiveTail {
  /** ARNs. */
  readonly logGroupIdentifiers?: readonly string[]
  readonly logStreamNames?: readonly string[]
  readonly logStreamNamePrefixes?: readonly string[]
  readonly logEventFilterPattern?: string
}

type Listener = (put: PutLogEvents) => void

/** An update each second, of at most so many lines: the others are left out, and it says so. */
const UPDATE_MS = 1_000
const MOST = 500

/** CloudWatch's live tail, which moto does not have: it tells what PutLogEvents has brought. */
export function createLiveTail(): Readonly<Record<string, Correction>> {
  const listeners = new Set<Listener>()
  return {
    'logs.PutLogEvents': async (request, forward) => {
      const answer = await forward(request)
      if (answer.status >= 300) return answer
      const put = requestJson<PutLogEvents>(request)
      for (const tell of listeners) tell(put)
      return answer
    },
    'logs.StartLiveTail': async (request, forward) => {
      const wanted = requestJson<StartLiveTail>(request)
      const groups = (wanted.logGroupIdentifiers ?? []).map((arn) => arn.replace(/^.*:log-group:/, ''))
      // A group that is not there is moto's to refuse.
      for (const group of groups.length > 0 ? groups : ['']) {
        const there = await forward(lookAt(request, group))
        if (there.status >= 300) return there
      }
      const stream = Readable.from(session(wanted, groups, listeners))
      return {status: 200, headers: {'content-type': 'application/vnd.amazon.eventstream'}, body: '', stream}
    },
  }
}

function lookAt(request: ServiceRequest, logGroupName: string): ServiceRequest {
  return {
    ...request,
    headers: {...request.headers, 'x-amz-target': 'Logs_20140328.FilterLogEvents'},
    body: Buffer.from(JSON.stringify({logGroupName, limit: 1})),
  }
}

async function* session(
  wanted: StartLiveTail,
  groups: readonly string[],
  listeners: Set<Listener>,
): AsyncIterable<Buffer> {
  let waiting: object[] = []
  let sampled = false
  const listener: Listener = ({logGroupName, logStreamName, logEvents}) => {
    if (!groups.includes(logGroupName) || !isWantedStream(wanted, logStreamName)) return
    const ingestionTime = Date.now()
    for (const {timestamp, message} of logEvents) {
      if (!matches(wanted.logEventFilterPattern, message)) continue
      // Where the reader does not read, no more is kept than one update takes.
      if (waiting.length === MOST) sampled = true
      else waiting.push({logGroupIdentifier: logGroupName, logStreamName, timestamp, message, ingestionTime})
    }
  }
  listeners.add(listener)
  try {
    yield frame('initial-response', {})
    yield frame('sessionStart', {...wanted, requestId: randomUUID(), sessionId: randomUUID()})
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, UPDATE_MS).unref())
      const update = frame('sessionUpdate', {sessionMetadata: {sampled}, sessionResults: waiting})
      waiting = []
      sampled = false
      yield update
    }
  } finally {
    listeners.delete(listener)
  }
}

function isWantedStream({logStreamNames, logStreamNamePrefixes}: StartLiveTail, stream: string): boolean {
  if (logStreamNames) return logStreamNames.includes(stream)
  return logStreamNamePrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true
}

/** A quoted phrase, or words that must all be there; other patterns let everything pass, as moto has it. */
function matches(pattern: string | undefined, message: string): boolean {
  if (!pattern || !/^["\w]/.test(pattern)) return true
  if (!pattern.startsWith('"')) return pattern.split(/\s+/).every((word) => message.includes(word))
  return message.includes(pattern.slice(1, -1).replaceAll(/\\(["\\])/g, '$1'))
}

function frame(type: string, payload: object): Buffer {
  const headers = {':message-type': 'event', ':event-type': type, ':content-type': 'application/json'}
  return eventFrame(headers, JSON.stringify(payload))
}
