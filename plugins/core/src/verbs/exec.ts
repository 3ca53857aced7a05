import type {Readable, Writable} from 'node:stream'

import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findServer, type ServerChoice} from '../find-server.js'
import {openSession} from '../open-session.js'
import {execCommand} from '../session/exec/exec-command.js'
import type {Settings} from '../settings.js'

export interface ExecInput extends ServerChoice {
  readonly command: string
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly stdin?: Readable | undefined
  readonly stdout: Writable
  readonly stderr: Writable
}

/** Runs a command in the server's container: streams there and back, and its exit code. */
export async function exec<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: ExecInput,
  ctx: Context,
): Promise<number> {
  const {command, env, stdin, stdout, stderr} = input
  return quietlyInAccount(settings, ctx, async () => {
    const server = await findServer(app, settings, input, ctx)
    return execCommand({
      open: (bootstrap) => openSession(app.name, server, bootstrap, ctx),
      command,
      ...(env && {env}),
      ...(stdin && {stdin}),
      stdout,
      stderr,
      signal: ctx.signal,
    })
  })
}
