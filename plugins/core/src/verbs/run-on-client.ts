import type {Readable} from 'node:stream'

import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {readClientAnswer} from '../client-answer.js'
import {payloadTooLarge, readCommandText} from '../command-text.js'
import type {Context} from '../context.js'
import {isCancelled} from '../errors.js'
import {findClient} from '../find-client.js'
import type {InvokeInput} from '../ports/functions.js'
import type {ClientResult} from '../server-results.js'
import type {Settings} from '../settings.js'

export interface RunOnClientInput {
  /** Text, `-`, `file://…` or `s3://…`. */
  readonly command: string
  readonly env: Readonly<Record<string, string>>
  readonly stdin: Readable
}

/** For a request of a synchronous invocation, in bytes (AWS Lambda Developer Guide, "Lambda quotas"). */
const REQUEST_LIMIT = 6 * 1024 * 1024

/** Lambda answers a timeout after the timeout; a cold start comes before it. */
const MARGIN_MS = 100_000

/** Runs a command in the app's client function and tells how it ended. A command that fails is a result, not an error. */
export async function runOnClient<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {command: given, env, stdin}: RunOnClientInput,
  ctx: Context,
): Promise<ClientResult> {
  return quietlyInAccount(settings, ctx, async () => {
    const command = await readCommandText(given, stdin, REQUEST_LIMIT, ctx)
    const payload = JSON.stringify({cmd: Buffer.from(command).toString('base64'), env})
    assertSize(payload)
    const {name, timeoutMs} = await findClient(app, settings, ctx)
    const answer = await invoke({name, payload, patienceMs: timeoutMs + MARGIN_MS}, ctx)
    return readClientAnswer(answer, {app: app.name, name, timeoutMs})
  })
}

async function invoke(input: InvokeInput, ctx: Context) {
  try {
    return await ctx.functions.invoke(input)
  } catch (error) {
    if (isCancelled(error))
      ctx.host.notify({
        type: 'warning',
        code: 'INVOCATION_GOES_ON',
        message: `Lambda cannot be told to stop: what ${input.name} was asked to do goes on`,
      })
    throw error
  }
}

function assertSize(payload: string): void {
  const size = Buffer.byteLength(payload)
  if (size > REQUEST_LIMIT) throw payloadTooLarge(`command and variables are ${size} bytes in base64`, REQUEST_LIMIT)
}
