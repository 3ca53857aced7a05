import {randomBytes} from 'node:crypto'
import {setTimeout as sleep} from 'node:timers/promises'

import type {ContainerRuntime, OutputLine} from '../../../containers/container-runtime.js'
import {droppedOutput, openLogOutput} from '../../../containers/log-output.js'
import type {FunctionState, Live, World} from '../state/world.js'
import {environmentSpec} from './environment-spec.js'
import {failure, type Invocation, type Outcome} from './invocation.js'
import {createRecentLines} from './recent-lines.js'
import {openRuntimeApi} from './runtime-api.js'

/** One container with a runtime in it, which gets one invocation at a time. */
export interface Environment {
  /** Marks it as busy: `false` where it is so already, or gone. */
  take(): boolean
  invoke(invocation: Invocation): Promise<Finished>
  /** Kills the container. */
  end(): Promise<void>
}

export interface Finished {
  readonly outcome: Outcome
  /** The last 4 KB that were logged. Waits for what is still on its way. */
  tail(): Promise<string>
}

/** Starts a container of what the function is now. Rejects with a `StartFailure`. The first invocation is the caller's. */
export async function startEnvironment(
  it: FunctionState,
  live: Live,
  runtime: ContainerRuntime,
  world: World,
): Promise<Environment> {
  const began = performance.now()
  const {configuration} = live
  const host = await runtime.hostAddress()
  const api = await openRuntimeApi({
    listenOn: host.listenOn,
    functionArn: it.arn,
    endpoint: world.options.endpoint(),
  })
  const group = configuration.LoggingConfig?.LogGroup ?? ''
  const stream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomBytes(16).toString('hex')}`
  const container = await environmentSpec({it, live, host, group, stream, port: api.port}, world)
    .then((spec) => runtime.start(spec, new AbortController().signal))
    .catch((error: unknown) => {
      api.close()
      throw error
    })
  const log = await openLogOutput(
    {group, stream, createGroup: true},
    world.options.clients(it.region),
    world.pace.lookMs,
  ).catch((error: Error) => {
    process.stderr.write(`the output of ${it.name} is lost: ${error.message}\n`)
    return droppedOutput()
  })

  let recent = createRecentLines()
  let [busy, ended, broken, invocations] = [true, false, false, 0]
  let initMs: number | undefined
  let written = Promise.resolve()
  log.follow(heard(runtime.logs(container.id), (line) => recent.add(line)))
  let exitCode: number | undefined
  // One at a time, and not a promise that each invocation adds to: what waits for the end of a warm container is kept until then.
  let atExit: (code: number) => void = () => undefined
  void runtime
    .wait(container.id)
    .catch(() => 137)
    .then((code) => {
      exitCode = code
      atExit(code)
      return end()
    })
  void api.ready.then(() => (initMs = performance.now() - began))

  async function end(): Promise<void> {
    if (ended) return
    ended = true
    live.environments.delete(environment)
    await runtime.stop(container.id, 0).catch(logged)
    await written
    await log.close().catch(logged)
    await runtime.remove(container.id).catch(logged)
    api.close()
  }

  async function run(invocation: Invocation, given: () => void): Promise<Outcome> {
    const {id} = invocation
    const gone = new Promise<Outcome>((resolve) => {
      atExit = (code) => resolve(failure('Runtime.ExitError', `RequestId: ${id} Error: ${exitReason(code)}`))
      if (exitCode !== undefined) atExit(exitCode)
    })
    const seconds = configuration.Timeout ?? 3
    try {
      const initFailed = await within(world.pace.initMs, id, [api.ready, gone])
      broken = initFailed !== undefined
      given()
      return initFailed ?? (await within(seconds * 1000, id, [api.give(invocation, Date.now() + seconds * 1000), gone]))
    } finally {
      atExit = () => undefined
    }
  }

  const environment: Environment = {
    take() {
      if (busy || ended) return false
      return (busy = true)
    },

    async invoke(invocation) {
      const {id} = invocation
      recent = createRecentLines()
      const own = recent
      const say = (text: string) => {
        own.add(line(text))
        log.write(line(text))
      }
      say(`START RequestId: ${id} Version: $LATEST`)
      let start = performance.now()
      const outcome = await run(invocation, () => (start = performance.now()))
      invocations += 1
      const ms = performance.now() - start
      const texts = lastLines(id, outcome, ms, invocations === 1 ? initMs : undefined, configuration.MemorySize ?? 128)
      // What the program wrote before it answered is still on its way.
      written = sleep(world.pace.tailMs, undefined, {ref: false}).then(() => texts.forEach(say))
      const all = written
      // What has failed so is in no state to go on.
      if (broken || endsEnvironment(outcome)) void end()
      else busy = false
      return {outcome, tail: () => all.then(() => own.tail())}
    },

    end,
  }
  return environment
}

async function* heard(lines: AsyncIterable<OutputLine>, hear: (line: OutputLine) => void): AsyncIterable<OutputLine> {
  for await (const line of lines) {
    hear(line)
    yield line
  }
}

function line(message: string): OutputLine {
  return {timestamp: Date.now(), message}
}

/** Whatever comes first, or that it took too long. */
async function within<T>(ms: number, id: string, results: readonly Promise<T>[]): Promise<T | Outcome> {
  const done = new AbortController()
  const late = sleep(ms, `Task timed out after ${(ms / 1000).toFixed(2)} seconds`, {ref: false, signal: done.signal})
  try {
    return await Promise.race([
      ...results,
      late.then((text) => failure('Sandbox.Timedout', `RequestId: ${id} Error: ${text}`)),
    ])
  } finally {
    done.abort()
  }
}

/** As Lambda's own supervisor words it. */
function exitReason(code: number): string {
  if (code === 0) return 'Runtime exited without providing a reason'
  return `Runtime exited with error: ${code === 137 ? 'signal: killed' : `exit status ${code}`}`
}

const FATAL = new Set(['Runtime.ExitError', 'Sandbox.Timedout'])

function endsEnvironment({failed, payload}: Outcome): boolean {
  return failed && FATAL.has(failureOf(payload).errorType ?? '')
}

function failureOf(payload: Buffer | string): {errorType?: string; errorMessage?: string} {
  try {
    return JSON.parse(payload.toString()) as object
  } catch {
    return {}
  }
}

/** AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs". The memory that was used is not measured here. */
function lastLines(id: string, outcome: Outcome, ms: number, initMs: number | undefined, memory: number): string[] {
  const {errorType = '', errorMessage = ''} = endsEnvironment(outcome) ? failureOf(outcome.payload) : {}
  const timedOut = /Task timed out .*/.exec(errorMessage)?.[0]
  const report = [
    `REPORT RequestId: ${id}`,
    `Duration: ${ms.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(ms)} ms`,
    `Memory Size: ${memory} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(errorType && !timedOut ? ['Status: error', `Error Type: ${errorType}`] : []),
    ...(timedOut ? ['Status: timeout'] : []),
  ].join('\t')
  return [
    ...(timedOut ? [`${new Date().toISOString()} ${id} ${timedOut}`] : []),
    ...(errorType && !timedOut ? [errorMessage] : []),
    `END RequestId: ${id}`,
    `${report}\t`,
  ]
}

function logged(error: unknown): void {
  process.stderr.write(`an execution environment does not end well: ${(error as Error).message}\n`)
}
