import type {Readable, Writable} from 'node:stream'

import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {EngineEvent} from '../events.js'
import {findServer} from '../find-server.js'
import {openSession} from '../open-session.js'
import {execCommand} from '../session/exec/exec-command.js'
import {quote} from '../session/exec/shell-words.js'
import type {Settings} from '../settings.js'
import {tellLines} from './tell-lines.js'

export interface ProgramInput {
  /** The program and its arguments, as they are. */
  readonly words: readonly string[]
  readonly stdin?: Readable
  /** Nothing: the host is told of it as of standard error. */
  readonly stdout?: Writable
  readonly signal: AbortSignal
}

/** Runs a program and returns its exit code; the host is told what it writes to its standard error. */
export type RunProgram = (input: ProgramInput) => Promise<number>

/** All programs run in the same task. Throws `NO_SERVER` where none runs. */
export async function programsInServer<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  task: string | undefined,
  ctx: Context,
): Promise<RunProgram> {
  const server = await findServer(app, settings, {task}, ctx)
  return async ({words, stdin, stdout, signal}) => {
    const said = tellLines((line) => ctx.host.notify({type: 'transfer.said', line}))
    try {
      const exitCode = await execCommand({
        open: (bootstrap) => openSession(app.name, server, bootstrap, ctx),
        command: commandOf(words, stdin),
        ...(stdin && {stdin}),
        stdout: stdout ?? said,
        stderr: said,
        signal,
      })
      if (exitCode !== 0) ctx.host.notify(failed(words, exitCode))
      return exitCode
    } finally {
      said.end()
    }
  }
}

/** Some releases of VAST take a pipe without a word for a query of its own, and refuse the one that is given. */
function commandOf(words: readonly string[], stdin: Readable | undefined): string {
  const command = words.map(quote).join(' ')
  return stdin ? command : `${command} </dev/null`
}

function failed([program = '', verb = '']: readonly string[], exitCode: number): EngineEvent {
  return {type: 'warning', code: 'PROGRAM_FAILED', message: `${program} ${verb} has ended with ${exitCode}`}
}
