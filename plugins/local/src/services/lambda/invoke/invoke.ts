import {randomUUID} from 'node:crypto'

import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../../server/service.js'
import {type LambdaCall, NOTHING} from '../lambda-operation.js'
import {conflict} from '../state/faults.js'
import type {FunctionState} from '../state/world.js'
import {deliver} from './deliver.js'
import {type Invocation, LIMITS} from './invocation.js'
import {runInvocation} from './pool.js'

type Call = LambdaCall<never> & {readonly it: FunctionState}

export async function invoke({it, request, world}: Call): Promise<ServiceResponse> {
  const type = header(request, 'x-amz-invocation-type') ?? 'RequestResponse'
  const invocation = invocationOf(request, type)
  requireActive(it)
  if (type === 'DryRun') return NOTHING
  if (type === 'Event') {
    void deliver(it, invocation, world)
    return {...NOTHING, status: 202, headers: ids(invocation)}
  }

  const finished = await runInvocation(it, invocation, world)
  const {outcome} = finished
  const wantsTail = header(request, 'x-amz-log-type') === 'Tail'
  return {
    status: 200,
    headers: {
      ...ids(invocation),
      'content-type': 'application/json',
      'x-amz-executed-version': '$LATEST',
      ...(outcome.failed && {'x-amz-function-error': 'Unhandled'}),
      ...(wantsTail && {'x-amz-log-result': Buffer.from(await finished.tail()).toString('base64')}),
    },
    body: outcome.payload,
  }
}

function invocationOf(request: ServiceRequest, type: string): Invocation {
  const {body} = request
  if (!['DryRun', 'Event', 'RequestResponse'].includes(type))
    throw new ServiceError('InvalidParameterValueException', `Unsupported invocation type ${type}`)
  if (body.length > (type === 'Event' ? LIMITS.Event : LIMITS.RequestResponse)) throw tooLarge(body.length, type)
  const payload = body.length === 0 ? Buffer.from('{}') : body
  try {
    JSON.parse(payload.toString())
  } catch (error) {
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    )
  }
  return {id: randomUUID(), payload, clientContext: header(request, 'x-amz-client-context')}
}

/** The wire has another name for it than the API Reference, and another sentence for each type. */
function tooLarge(bytes: number, type: string): ServiceError {
  const message =
    type === 'Event'
      ? `${bytes} byte payload is too large for the Event invocation type (limit ${LIMITS.Event} bytes)`
      : `Request must be smaller than ${LIMITS.RequestResponse} bytes for the InvokeFunction operation`
  return new ServiceError('RequestEntityTooLargeException', message, 413)
}

function requireActive({shown}: FunctionState): void {
  if (shown.State === 'Active') return
  throw conflict(
    `The operation cannot be performed at this time. The function is currently in the following state: ${shown.State}`,
  )
}

function ids({id}: Invocation): Record<string, string> {
  return {'x-amzn-requestid': id}
}

function header({headers}: ServiceRequest, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
