import {type ChildProcess, spawn} from 'node:child_process'
import {closeSync, openSync} from 'node:fs'
import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {type LocalState, StackError} from '@aws-stack/kit'

import {lastLines} from '../folder/last-lines.js'
import {withLock} from '../folder/start-lock.js'
import type {ServerMessage, ServerOptions} from '../server/server-options.js'
import {endProcesses} from './end-processes.js'
import {localHealth, runningState} from './running-state.js'

export interface StartLocalOptions extends ServerOptions {
  readonly environment: NodeJS.ProcessEnv
  readonly report: (message: string) => void
  /** Aborted: what was started is ended again. */
  readonly signal: AbortSignal
}

/** The server waits for its parts with limits of their own; this one is for a server that hangs. */
const PATIENCE_MS = 10 * 60 * 1000

const MAIN = fileURLToPath(new URL('../server/main.js', import.meta.url))

/** Brings the local AWS up, or finds it up. A start that fails leaves nothing behind. */
export async function startLocal(options: StartLocalOptions): Promise<LocalState> {
  const {environment, folder, report, signal} = options
  await mkdir(folder, {recursive: true})

  return withLock(folder, signal, async () => {
    const running = await runningState(folder)
    if (running) {
      await requireSame(running, options)
      report(`the local AWS is running at ${running.endpoint}`)
      return running
    }

    await endProcesses(folder, environment)
    await startServer(options)
    const state = await runningState(folder)
    if (!state) throw await startFailed(folder, 'its server does not answer')
    if (environment['AWS_PROFILE'])
      report('AWS_PROFILE is set: unset it, or AWS tools will use its credentials in place of ours')
    report(`the local AWS is running at ${state.endpoint}, data and logs are in ${folder}`)
    return state
  })
}

/** What runs was asked for with other words than these: to go on would be a lie. */
async function requireSame(running: LocalState, {port, registryHost}: StartLocalOptions): Promise<void> {
  const theirs = await localHealth(running)
  const differences = [
    ...(port !== undefined && new URL(running.endpoint).port !== String(port)
      ? [`at ${running.endpoint}, not on port ${port}`]
      : []),
    ...(theirs.registryHost !== registryHost ? [`with registry host ${theirs.registryHost}, not ${registryHost}`] : []),
  ]
  if (differences.length === 0) return
  throw new StackError('LOCAL_DIFFERS', `the local AWS is running ${differences.join(' and ')}`, {
    suggestions: ['aws-stack local:stop'],
  })
}

async function startServer({
  environment,
  folder,
  port,
  registryHost,
  report,
  signal,
}: StartLocalOptions): Promise<void> {
  const log = openSync(join(folder, 'server.log'), 'a')
  const options: ServerOptions = {folder, registryHost, port}
  const child = spawn(process.execPath, [MAIN, JSON.stringify(options)], {
    cwd: folder,
    detached: true,
    env: withoutAws(environment),
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)

  const failure = await untilReady(child, report, signal)
  if (child.connected) child.disconnect()
  child.unref()
  if (failure === undefined) return
  await endProcesses(folder, environment)
  signal.throwIfAborted()
  throw await startFailed(folder, failure)
}

/** `undefined`: ready. Otherwise what went wrong. */
function untilReady(
  child: ChildProcess,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(`not ready after ${PATIENCE_MS / 60_000} minutes`), PATIENCE_MS).unref()
    signal.addEventListener('abort', () => resolve('cancelled'), {once: true})
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, by) => resolve(`its server ended with ${by ?? code}`))
    child.on('message', (message: ServerMessage) => {
      if (message.type === 'progress') return report(message.message)
      clearTimeout(late)
      resolve(message.type === 'failed' ? message.message : undefined)
    })
  })
}

/** The server asks nobody but itself: neither account nor profile of the user is its business. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_'))),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
}

async function startFailed(folder: string, reason: string): Promise<StackError> {
  const log = join(folder, 'server.log')
  return new StackError(
    'LOCAL_START_FAILED',
    `the local AWS did not start: ${reason}; the end of ${log}:\n${await lastLines(log)}`,
  )
}
