import {restOperation} from '../../server/rest-operations.js'
import {type Service, ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import {deleteConcurrency, getConcurrency, putConcurrency} from './access/concurrency.js'
import * as events from './access/event-invoke-config.js'
import {addPermission, getPolicy, removePermission} from './access/policy.js'
import {createFunction} from './functions/create-function.js'
import {deleteFunction, getFunction, getFunctionConfiguration, listFunctions} from './functions/read-functions.js'
import {listTags, tagResource, untagResource} from './functions/tags.js'
import {updateFunctionCode, updateFunctionConfiguration} from './functions/update-function.js'
import {invoke} from './invoke/invoke.js'
import {callFunction, mayCallFunction, type ServiceCall, type ServiceCallResult} from './invoke/service-call.js'
import {retire} from './invoke/pool.js'
import type {FunctionOperation} from './lambda-operation.js'
import {stopped} from './mappings/mapping.js'
import {serveMapping} from './mappings/serve-mapping.js'
import {conflict, noSuchFunction} from './state/faults.js'
import {findInEcr} from './state/find-image.js'
import {functionArn, namedIn} from './state/names.js'
import {functionsOf, type LambdaOptions, PACE, type World} from './state/world.js'

const OPERATIONS = new Map<string, FunctionOperation>(
  Object.entries({
    AddPermission: addPermission,
    DeleteFunction: deleteFunction,
    DeleteFunctionConcurrency: deleteConcurrency,
    DeleteFunctionEventInvokeConfig: events.deleteEventInvokeConfig,
    GetFunction: getFunction,
    GetFunctionConcurrency: getConcurrency,
    GetFunctionConfiguration: getFunctionConfiguration,
    GetFunctionEventInvokeConfig: events.getEventInvokeConfig,
    GetPolicy: getPolicy,
    Invoke: invoke,
    ListFunctionEventInvokeConfigs: events.listEventInvokeConfigs,
    ListTags: listTags,
    PutFunctionConcurrency: putConcurrency,
    PutFunctionEventInvokeConfig: events.putEventInvokeConfig,
    RemovePermission: removePermission,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig: events.updateEventInvokeConfig,
  }),
)

export interface Lambda extends Service {
  /** What another service asks of a function from an image. */
  call(call: ServiceCall): Promise<ServiceCallResult>
  /** Whether the function's policy lets that service ask. */
  mayCall(call: Omit<ServiceCall, 'event' | 'wait'>): boolean
  /** Forgets everything. What still runs is the container runtime's to remove. */
  clear(): void
}

/** The Lambda API (REST JSON) with image functions that really run; all others are passed on. */
export function createLambda(options: LambdaOptions): Lambda {
  let world = createWorld(options)
  return Object.assign((request: ServiceRequest) => serve(request, world), {
    call: (call: ServiceCall) => callFunction(call, world),
    mayCall: (call: Omit<ServiceCall, 'event' | 'wait'>) => mayCallFunction(call, world) === true,
    clear() {
      world.closed = true
      for (const mappings of world.mappings.values()) for (const mapping of mappings.values()) stopped(mapping)
      for (const functions of world.regions.values()) for (const {live} of functions.values()) void retire(live)
      world = createWorld(options)
    },
  })
}

function createWorld(options: LambdaOptions): World {
  const findImage = options.findImage ?? findInEcr(options)
  return {options, pace: {...PACE, ...options.pace}, findImage, regions: new Map(), mappings: new Map(), closed: false}
}

async function serve(request: ServiceRequest, world: World): Promise<ServiceResponse> {
  const name = restOperation('lambda', request.method, request.path)?.name
  if (name === 'ListFunctions') return listFunctions(request, world)
  if (name === 'CreateFunction') return create(request, world)
  if (request.path === '/2018-10-31/layers' && request.query.get('find') === 'LayerVersion' && world.options.layers)
    return world.options.layers.get(request)
  if (/^\/[^/]+\/(event-source-mappings\b|tags\/.*event-source-mapping)/.test(request.path))
    return serveMapping(name, json, request, world)
  if (!/^\/\d{4}-\d\d-\d\d\/(functions|tags)\/[^/]+/.test(request.path)) return world.options.elsewhere(request)

  const {name: functionName, qualifier} = namedIn(request)
  const it = functionsOf(world, request.region).get(functionName)
  const arn = functionArn(request.region, world.options.accountId, functionName)
  if (!it) return missing(request, world, arn)
  const operation = name && OPERATIONS.get(name)
  if (!operation)
    throw new ServiceError(
      'NotImplemented',
      `the local Lambda does not have ${request.method} ${request.path} for a function from an image`,
      501,
    )
  if (qualifier !== undefined && qualifier !== '$LATEST') throw noSuchFunction(`${arn}:${qualifier}`)
  return operation({it, input: (name === 'Invoke' ? {} : json(request)) as never, request, world})
}

async function create(request: ServiceRequest, world: World): Promise<ServiceResponse> {
  const input = json(request) as {PackageType?: string; Code?: {ImageUri?: string}; FunctionName?: string}
  const isImage = input.PackageType === 'Image' || input.Code?.ImageUri !== undefined
  if (isImage) return createFunction({input: input as never, request, world})
  if (functionsOf(world, request.region).has(input.FunctionName ?? ''))
    throw conflict(`Function already exist: ${input.FunctionName}`)
  return world.options.elsewhere(request)
}

/** Perhaps one that is no image; where nobody has such the answer is Lambda's. */
async function missing(request: ServiceRequest, {options}: World, arn: string): Promise<ServiceResponse> {
  try {
    return await options.elsewhere(request)
  } catch (error) {
    throw error instanceof ServiceError && error.code === 'NotImplemented' ? noSuchFunction(arn) : error
  }
}

function json({body}: ServiceRequest): object {
  return JSON.parse(body.toString('utf8') || '{}') as object
}
