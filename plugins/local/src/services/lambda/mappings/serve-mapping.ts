import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../../server/service.js'
import {listTags, tagResource, untagResource} from '../functions/tags.js'
import type {LambdaCall} from '../lambda-operation.js'
import {parseName} from '../state/names.js'
import {functionsOf, type World} from '../state/world.js'
import type {MappingState} from './mapping.js'
import {
  createMapping,
  deleteMapping,
  getMapping,
  listMappings,
  mappingIn,
  noSuchMapping,
  updateMapping,
} from './operations.js'

type MappingOperation = (
  call: LambdaCall<never> & {readonly it: MappingState},
) => Promise<ServiceResponse> | ServiceResponse

const OPERATIONS = new Map<string, MappingOperation>(
  Object.entries({
    DeleteEventSourceMapping: deleteMapping,
    GetEventSourceMapping: getMapping,
    ListTags: listTags,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateEventSourceMapping: updateMapping,
  }),
)

/** Calls about event source mappings. Those of functions that are no images are passed on. */
export async function serveMapping(
  name: string | undefined,
  json: (request: ServiceRequest) => object,
  request: ServiceRequest,
  world: World,
): Promise<ServiceResponse> {
  if (name === 'ListEventSourceMappings') return listMappings(request, world)
  if (name === 'CreateEventSourceMapping') {
    const input = json(request) as {FunctionName?: string}
    const feeds = functionsOf(world, request.region).get(parseName(input.FunctionName ?? '').name)
    return feeds ? createMapping({input: input as never, request, world}, feeds) : elsewhere(request, world)
  }
  const it = mappingIn(request, world)
  const operation = name && OPERATIONS.get(name)
  if (!it || !operation) return elsewhere(request, world)
  return operation({it, input: json(request) as never, request, world})
}

async function elsewhere(request: ServiceRequest, {options}: World): Promise<ServiceResponse> {
  try {
    return await options.elsewhere(request)
  } catch (error) {
    throw error instanceof ServiceError && error.code === 'NotImplemented' ? noSuchMapping() : error
  }
}
