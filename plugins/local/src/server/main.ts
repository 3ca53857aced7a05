import {setTimeout as sleep} from 'node:timers/promises'

import {recordProcess} from '../folder/process-records.js'
import {endProcesses} from '../lifecycle/end-processes.js'
import {runServer} from './run-server.js'
import type {ServerMessage, ServerOptions} from './server-options.js'

/** The detached server: it lives until it is asked to end, or until its starter goes away before it is ready. */
const options = JSON.parse(process.argv[2] ?? '{}') as ServerOptions
const starting = new AbortController()
let ready = false
let ending: Promise<void> | undefined

process.on('SIGTERM', () => void end(0))
process.on('SIGINT', () => void end(0))
process.on('disconnect', () => {
  if (!ready) void end(1)
})

await recordProcess(options.folder, 'server', process.pid)
try {
  const report = (message: string) => tell({type: 'progress', message})
  await runServer(options, {environment: process.env, report, signal: starting.signal})
  ready = true
  tell({type: 'ready'})
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`)
  tell({type: 'failed', message: (error as Error).message})
  await end(1)
}

function end(code: number): Promise<void> {
  ending ??= endAll(code)
  return ending
}

async function endAll(code: number): Promise<void> {
  starting.abort()
  await endProcesses(options.folder, process.env)
  // What was just being started has a record a moment later.
  if (!ready) await sleep(500).then(() => endProcesses(options.folder, process.env))
  process.exit(code)
}

function tell(message: ServerMessage): void {
  if (process.connected) process.send?.(message)
}
