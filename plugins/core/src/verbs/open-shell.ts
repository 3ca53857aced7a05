import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findServer, type ServerChoice} from '../find-server.js'
import {openSession} from '../open-session.js'
import {type DataChannel, openDataChannel} from '../session/data-channel.js'
import {shellCommand} from '../session/exec/shell-command.js'
import type {Settings} from '../settings.js'

export interface OpenShellInput extends ServerChoice {
  readonly env?: Readonly<Record<string, string>> | undefined
}

/** A shell on a terminal in the server's container, for whoever has a terminal here. */
export async function openShell<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: OpenShellInput,
  ctx: Context,
): Promise<DataChannel> {
  return quietlyInAccount(settings, ctx, async () => {
    const server = await findServer(app, settings, input, ctx)
    const session = await openSession(app.name, server, shellCommand(input.env), ctx)
    return openDataChannel(session, ctx.leave)
  })
}
