import type {ContainerDefinition} from '@aws-sdk/client-ecs'
import {setTimeout as sleep} from 'node:timers/promises'

import {type OutputLine, StartFailure} from '../runtime/container-runtime.js'
import type {TaskState, World} from '../state/world.js'

/** Where the output of one container goes. */
export interface Output {
  follow(lines: AsyncIterable<OutputLine>): void
  /** When all is sent. */
  close(): Promise<void>
}

interface Stream {
  readonly logGroupName: string
  readonly logStreamName: string
  readonly region: string
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html, with room to spare */
const BATCH = 1000

/** The `awslogs` driver: `prefix/container/task id`. Another driver's output is read and dropped. */
export async function openOutput(task: TaskState, container: ContainerDefinition, world: World): Promise<Output> {
  const {logDriver, options = {}} = container.logConfiguration ?? {}
  const logGroupName = options['awslogs-group']
  if (logDriver !== 'awslogs' || !logGroupName) return createOutput(world, () => Promise.resolve())

  const prefix = options['awslogs-stream-prefix']
  const stream = {
    logGroupName,
    logStreamName: prefix ? `${prefix}/${container.name}/${task.id}` : task.id,
    region: options['awslogs-region'] ?? task.cluster.region.name,
  }
  const there = await createStream(stream, options['awslogs-create-group'] === 'true', world)
  return createOutput(world, (lines) => (there ? put(stream, lines, world) : Promise.resolve()))
}

/** `false`: no logs are kept here (no moto); a task runs without. */
async function createStream({region, ...stream}: Stream, withGroup: boolean, world: World): Promise<boolean> {
  const {CreateLogGroupCommand, CreateLogStreamCommand} = await import('@aws-sdk/client-cloudwatch-logs')
  const logs = await world.options.clients(region).logs()
  const {logGroupName} = stream
  try {
    if (withGroup)
      await logs.send(new CreateLogGroupCommand({logGroupName})).catch(unless('ResourceAlreadyExistsException'))
    await logs.send(new CreateLogStreamCommand(stream)).catch(unless('ResourceAlreadyExistsException'))
    return true
  } catch (error) {
    if ((error as Error).name === 'NotImplemented') return false
    const {name, message} = error as Error
    throw new StartFailure(
      `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${name}: ${message}`,
    )
  }
}

function unless(expected: string): (error: Error) => void {
  return (error) => {
    if (error.name !== expected) throw error
  }
}

async function put({region, ...stream}: Stream, lines: readonly OutputLine[], world: World): Promise<void> {
  const {PutLogEventsCommand} = await import('@aws-sdk/client-cloudwatch-logs')
  const logs = await world.options.clients(region).logs()
  const logEvents = lines.toSorted((a, b) => a.timestamp - b.timestamp)
  await logs.send(new PutLogEventsCommand({...stream, logEvents}))
}

function createOutput(world: World, send: (lines: readonly OutputLine[]) => Promise<void>): Output {
  const waiting: OutputLine[] = []
  const following: Promise<void>[] = []
  let closed = false

  async function follow(lines: AsyncIterable<OutputLine>): Promise<void> {
    // CloudWatch Logs refuses an event without a text.
    for await (const line of lines) if (line.message !== '') waiting.push(line)
  }

  async function flush(): Promise<void> {
    while (waiting.length > 0) await send(waiting.splice(0, BATCH)).catch(logged)
  }

  async function sending(): Promise<void> {
    while (!closed) {
      await flush()
      await sleep(world.pace.lookMs)
    }
  }

  let sender: Promise<void> | undefined
  return {
    follow(lines) {
      following.push(follow(lines).catch(logged))
      sender ??= sending()
    },
    async close() {
      await Promise.race([Promise.all(following), sleep(5000, undefined, {ref: false})])
      closed = true
      await sender
      await flush()
    },
  }
}

function logged(error: unknown): void {
  process.stderr.write(`output of a container is lost: ${(error as Error).message}\n`)
}
