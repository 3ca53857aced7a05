import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {payloadTooLarge} from '../command-text.js'
import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {chooseNamed, eventsOf, valueOf} from '../events-io/find-event-source.js'
import type {InvokeResult} from '../events-results.js'
import {notDeployed} from '../outputs-of.js'
import type {InvokeOutput} from '../ports/functions.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'

export interface InvokeFunctionInput {
  /** Of the app. */
  readonly function: string
  /** JSON. */
  readonly payload: string
  readonly asynchronous: boolean
  /** The end of its log is told although it did not fail. */
  readonly tailLog: boolean
}

/** For a request, in bytes (AWS Lambda Developer Guide, "Lambda quotas"). */
const MOST = 6 * 1024 * 1024
const MOST_ASYNCHRONOUS = 1024 * 1024

/** Lambda answers a timeout after the timeout; a cold start comes before it. */
const MARGIN_MS = 100_000

/** Asks a function of the app once. A function that fails is an error that says why, with the end of its log. */
export async function invoke<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {function: wanted, payload, asynchronous, tailLog}: InvokeFunctionInput,
  ctx: Context,
): Promise<InvokeResult> {
  assertJson(payload)
  const most = asynchronous ? MOST_ASYNCHRONOUS : MOST
  const bytes = Buffer.byteLength(payload)
  if (bytes > most) throw payloadTooLarge(`the payload is ${bytes} bytes`, most)
  const {name: known, value} = chooseNamed(
    'function',
    eventsOf(app).functions(scopeOf(app, settings, undefined)),
    wanted,
  )
  return quietlyInAccount(settings, ctx, async () => {
    const name = await valueOf(app, settings, value, ctx)
    const found = await ctx.functions.configuration(name)
    if (!found) throw notDeployed(app, settings, `the function ${known}`)
    const patienceMs = found.timeoutMs + MARGIN_MS
    const asked = {name, payload, patienceMs, ...(asynchronous ? {asynchronous} : {tailLog: true})}
    const answer = await ctx.functions.invoke(asked).catch((error: unknown) => {
      if (isCancelled(error)) warnGoesOn(known, ctx)
      throw error
    })
    if (answer.failed) throw functionFailed(known, answer, app.name)
    const {requestId, log} = answer
    const told = asynchronous ? {} : {answer: parsed(answer.payload)}
    return {function: known, name, requestId, asynchronous, ...told, ...(tailLog && log !== undefined && {log})}
  })
}

function assertJson(payload: string): void {
  try {
    JSON.parse(payload)
  } catch (cause) {
    throw new StackError('USAGE', `the payload is no JSON: ${(cause as Error).message}`, {cause})
  }
}

function warnGoesOn(name: string, {host}: Context): void {
  const message = `Lambda cannot be told to stop: what ${name} was asked to do goes on`
  host.notify({type: 'warning', code: 'INVOCATION_GOES_ON', message})
}

function functionFailed(name: string, {requestId, payload, log = ''}: InvokeOutput, app: string): StackError {
  const {errorType, errorMessage} = (parsed(payload) ?? {}) as {errorType?: unknown; errorMessage?: unknown}
  const why = [errorType, errorMessage].filter((part) => typeof part === 'string' && part !== '').join(': ')
  const end = log.trim()
  const message = `${name} failed: ${why || 'no reason given'}${end ? `\n${end}` : ''}`
  return new StackError('FUNCTION_FAILED', message, {
    details: {function: name, requestId, errorType, errorMessage, ...(end && {log: end})},
    suggestions: [`aws-stack ${app}:logs --since 5m`],
  })
}

/** Whatever a function answers that is no JSON is told as it is. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return payload
  }
}
