import type {InvokeCommandInput} from '@aws-sdk/client-lambda'

import {StackError} from '../errors.js'
import type {InvokeInput, InvokeOutput} from '../ports/functions.js'
import type {AwsAccess} from './access.js'
import {type CallOptions, createService} from './create-service.js'

/** The request did not reach anybody. */
const NOT_SENT = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'])

/**
 * One request on a connection of its own, never sent again, neither by the SDK nor by us: it may have come through although its answer
 * did not. A client of its own, since an answer comes as late as the function likes.
 */
export async function invokeFunction(
  access: AwsAccess,
  {name, payload, patienceMs, asynchronous = false, tailLog = false}: InvokeInput,
  call: CallOptions,
): Promise<InvokeOutput> {
  const lambda = createService('Lambda', access, async ({requestHandler, ...config}) => {
    const {Lambda} = await import('@aws-sdk/client-lambda')
    const timeouts = {requestTimeout: patienceMs, socketTimeout: patienceMs}
    return new Lambda({...config, requestHandler: {...requestHandler, ...timeouts}})
  })
  const request: InvokeCommandInput = {
    FunctionName: name,
    Payload: Buffer.from(payload),
    ...(asynchronous && {InvocationType: 'Event'}),
    ...(tailLog && {LogType: 'Tail'}),
  }
  try {
    const {$metadata, Payload, FunctionError, LogResult} = await lambda.call(
      'Invoke',
      (client, options) => client.invoke(request, options),
      {...call, patience: 'once'},
    )
    return {
      requestId: $metadata.requestId ?? '',
      payload: Payload?.transformToString() ?? '',
      failed: FunctionError !== undefined,
      ...(LogResult !== undefined && {log: Buffer.from(LogResult, 'base64').toString()}),
    }
  } catch (error) {
    throw lost(error, name) ?? error
  }
}

function lost(error: unknown, name: string): StackError | undefined {
  if (!StackError.is(error) || error.code !== 'AWS_UNREACHABLE') return undefined
  const {code = ''} = (error.cause ?? {}) as {code?: string}
  if (NOT_SENT.has(code)) return undefined
  return new StackError(
    'INVOCATION_LOST',
    `no answer of ${name} came, and nobody can say whether it ran: ${error.message}`,
    {
      blame: 'aws',
      details: {...error.details, function: name},
      cause: error,
    },
  )
}
