import type {FunctionConfiguration} from '@aws-sdk/client-lambda'

import type {ServiceRequest, ServiceResponse} from '../../../server/service.js'
import {retire} from '../invoke/pool.js'
import {answer, type LambdaCall, NOTHING} from '../lambda-operation.js'
import {invalid} from '../state/faults.js'
import {type FunctionState, functionsOf, type World} from '../state/world.js'

type Call = LambdaCall<never> & {readonly it: FunctionState}

export function getFunction({it}: Call): ServiceResponse {
  const {shown, code, tags, reserved} = it
  return answer({
    Configuration: shown,
    Code: code,
    ...(Object.keys(tags).length > 0 && {Tags: tags}),
    ...(reserved !== undefined && {Concurrency: {ReservedConcurrentExecutions: reserved}}),
  })
}

export function getFunctionConfiguration({it}: Call): ServiceResponse {
  return answer(it.shown)
}

export async function deleteFunction({it, world}: Call): Promise<ServiceResponse> {
  it.deleted = true
  functionsOf(world, it.region).delete(it.name)
  await retire(it.live)
  return NOTHING
}

/** Ours and those that are no images, by name. */
export async function listFunctions(request: ServiceRequest, world: World): Promise<ServiceResponse> {
  const ours = [...functionsOf(world, request.region).values()].map(({shown}) => shown)
  const all = [...ours, ...(await listElsewhere(request, world))].sort((one, other) =>
    (one.FunctionName ?? '') < (other.FunctionName ?? '') ? -1 : 1,
  )
  const size = Number(request.query.get('MaxItems') ?? 50)
  const start = Number(request.query.get('Marker') ?? 0)
  if (!Number.isInteger(start)) throw invalid('Invalid marker')
  const end = start + size
  return answer({Functions: all.slice(start, end), ...(end < all.length && {NextMarker: String(end)})})
}

async function listElsewhere(request: ServiceRequest, {options}: World): Promise<FunctionConfiguration[]> {
  const whole = {...request, query: new URLSearchParams()}
  const {status, body} = await options.elsewhere(whole).catch((error: {code?: string}) => {
    if (error.code === 'NotImplemented') return {status: 200, body: '{}'}
    throw error
  })
  const {Functions = []} = (status === 200 ? JSON.parse(body.toString()) : {}) as {Functions?: FunctionConfiguration[]}
  return Functions
}
