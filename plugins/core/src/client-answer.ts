import {z} from 'zod'

import {StackError} from './errors.js'
import type {InvokeOutput} from './ports/functions.js'
import type {ClientResult} from './server-results.js'

export interface AskedClient {
  readonly app: string
  readonly name: string
  readonly timeoutMs: number
}

/** `docker/vast/client/handler.py` */
const RESULT = z.object({
  stdout: z.string(),
  stderr: z.string(),
  parsed_cmd: z.array(z.string()),
  returncode: z.number().int(),
  env: z.record(z.string(), z.string()),
})

/** Of a failure: the runtime's own, or Lambda's. */
const FAILURE = z.object({errorType: z.string().optional(), errorMessage: z.string().optional()})

/** What the client function answered. A command that failed comes as a failure whose message is the whole result. */
export function readClientAnswer(answer: InvokeOutput, asked: AskedClient): ClientResult {
  const {requestId, payload, failed} = answer
  if (!failed) return result(payload, requestId, asked)
  const {errorType = '', errorMessage = ''} = FAILURE.safeParse(parsed(payload)).data ?? {}
  if (errorType === 'CommandException') return result(errorMessage, requestId, asked)
  throw failure(errorType, errorMessage, requestId, asked)
}

function result(text: string, requestId: string, {app, name}: AskedClient): ClientResult {
  const {data} = RESULT.safeParse(parsed(text))
  if (!data)
    throw new StackError('FUNCTION_FAILED', `${name} answered with something that is no result of a command`, {
      details: {function: name, requestId},
      suggestions: [`aws-stack ${app}:deploy`],
    })
  const {stdout, stderr, parsed_cmd: command, returncode: status, env} = data
  return {function: name, requestId, exitCode: exitCode(status), stdout, stderr, command, env}
}

/** As a shell tells it: Python has the negative number of the signal that ended the command. */
function exitCode(status: number): number {
  return status < 0 ? 128 - status : status
}

function failure(errorType: string, errorMessage: string, requestId: string, {app, name, timeoutMs}: AskedClient) {
  const details = {function: name, requestId, errorType, errorMessage}
  if (errorType === 'BadRequest')
    return new StackError('USAGE', `${name} does not take this: ${errorMessage}`, {details})
  if (errorType === 'AnswerTooLarge' || errorType === 'Function.ResponseSizeTooLarge')
    return new StackError('ANSWER_TOO_LARGE', errorMessage, {details})
  const suggestions = [`aws-stack ${app}:status`]
  if (/Task timed out/.test(errorMessage))
    return new StackError(
      'FUNCTION_FAILED',
      `Lambda has ended ${name} after ${timeoutMs / 1000} s, its time limit, and the command with it`,
      {details, suggestions},
    )
  const why = [errorType, errorMessage].filter(Boolean).join(': ') || 'no reason given'
  return new StackError('FUNCTION_FAILED', `${name} failed: ${why}`, {blame: 'aws', details, suggestions})
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
