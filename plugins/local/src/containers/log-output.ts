import {setTimeout as sleep} from 'node:timers/promises'

import type {ServiceClients} from '../services/cloudformation/clients.js'
import type {OutputLine} from './container-runtime.js'

/** Where the output of a container goes. */
export interface LogOutput {
  write(line: OutputLine): void
  follow(lines: AsyncIterable<OutputLine>): void
  /** When all is sent. */
  close(): Promise<void>
}

export interface LogStream {
  readonly group: string
  readonly stream: string
  /** A group that is missing is made. */
  readonly createGroup: boolean
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html, with room to spare */
const BATCH = 1000

const SILENT_MS = 5000

/** What waits to be sent, in bytes: above it lines are dropped, as the `awslogs` driver does in its non-blocking mode. */
const MOST_WAITING = 10 * 1024 * 1024

/** Makes a stream of CloudWatch Logs and writes to it every `ms`. Where no logs are kept (no moto) all is dropped. */
export async function openLogOutput(
  wanted: LogStream,
  clients: ServiceClients,
  ms: number,
  silentMs = SILENT_MS,
): Promise<LogOutput> {
  const there = await createStream(wanted, clients)
  return there ? createOutput(wanted.group, {ms, silentMs}, (lines) => put(wanted, lines, clients)) : droppedOutput()
}

/** Read, so that nothing fills up, and dropped. */
export function droppedOutput(): LogOutput {
  const drain = async (lines: AsyncIterable<OutputLine>) => {
    for await (const line of lines) void line
  }
  return {
    write: () => undefined,
    follow: (lines) => void drain(lines).catch(logged),
    close: () => Promise.resolve(),
  }
}

async function createStream({group, stream, createGroup}: LogStream, clients: ServiceClients): Promise<boolean> {
  const {CreateLogGroupCommand, CreateLogStreamCommand} = await import('@aws-sdk/client-cloudwatch-logs')
  const logs = await clients.logs()
  const exists = unless('ResourceAlreadyExistsException')
  try {
    if (createGroup) await logs.send(new CreateLogGroupCommand({logGroupName: group})).catch(exists)
    await logs.send(new CreateLogStreamCommand({logGroupName: group, logStreamName: stream})).catch(exists)
    return true
  } catch (error) {
    if ((error as Error).name === 'NotImplemented') return false
    throw error
  }
}

function unless(expected: string): (error: Error) => void {
  return (error) => {
    if (error.name !== expected) throw error
  }
}

async function put({group, stream}: LogStream, lines: readonly OutputLine[], clients: ServiceClients): Promise<void> {
  const {PutLogEventsCommand} = await import('@aws-sdk/client-cloudwatch-logs')
  const logs = await clients.logs()
  const logEvents = lines.toSorted((a, b) => a.timestamp - b.timestamp)
  await logs.send(new PutLogEventsCommand({logGroupName: group, logStreamName: stream, logEvents}))
}

interface Rhythm {
  /** Between two sendings. */
  readonly ms: number
  /** Without a line, after which it has ended. */
  readonly silentMs: number
}

function createOutput(
  name: string,
  {ms, silentMs}: Rhythm,
  send: (lines: readonly OutputLine[]) => Promise<void>,
): LogOutput {
  const waiting: OutputLine[] = []
  const following: Promise<void>[] = []
  let closed = false
  let bytes = 0
  let written = 0
  let dropping = false

  function write(line: OutputLine): void {
    // CloudWatch Logs refuses an event without a text.
    if (closed || line.message === '') return
    const size = Buffer.byteLength(line.message)
    if (bytes + size > MOST_WAITING) return tooMuch()
    bytes += size
    written += 1
    waiting.push(line)
    sender ??= sending()
  }

  function tooMuch(): void {
    if (!dropping) process.stderr.write(`output of a container is lost: it comes faster than ${name} takes it\n`)
    dropping = true
  }

  /** The next to be sent. */
  function take(): OutputLine[] {
    const lines = waiting.splice(0, BATCH)
    for (const {message} of lines) bytes -= Buffer.byteLength(message)
    return lines
  }

  async function follow(lines: AsyncIterable<OutputLine>): Promise<void> {
    for await (const line of lines) write(line)
  }

  /** A process that was left behind can keep the output open: it has ended too when nothing comes any more. */
  async function untilEnded(): Promise<void> {
    let ended = false
    const all = Promise.all(following).then(() => void (ended = true))
    for (let before = -1; !ended && written > before;) {
      before = written
      await Promise.race([all, sleep(silentMs, undefined, {ref: false})])
    }
  }

  async function flush(): Promise<void> {
    while (waiting.length > 0) await send(take()).catch(logged)
  }

  async function sending(): Promise<void> {
    while (!closed) {
      await flush()
      await sleep(ms)
    }
  }

  let sender: Promise<void> | undefined
  return {
    write,
    follow(lines) {
      following.push(follow(lines).catch(logged))
    },
    async close() {
      await untilEnded()
      closed = true
      await sender
      await flush()
    },
  }
}

function logged(error: unknown): void {
  process.stderr.write(`output of a container is lost: ${(error as Error).message}\n`)
}
