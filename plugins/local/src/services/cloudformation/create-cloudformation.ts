import {type Service, ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import {OPERATIONS} from './operations/operations.js'
import {readInput} from './protocol/read-input.js'
import {writeError, writeResult} from './protocol/write-xml.js'
import {isAlive} from './stack/is-alive.js'
import {type CloudFormationOptions, createWorld, type World} from './world.js'

/** A resource that a stack of the local AWS holds only by name. */
export interface RecordedResource {
  readonly region: string
  readonly stack: string
  readonly logicalId: string
  readonly type: string
  readonly physicalId: string
}

export interface CloudFormationService extends Service {
  /** What was recorded and not made, in the stacks that live now. */
  recordedOnly(): RecordedResource[]
}

/** CloudFormation, driven by AWS's own data about resource types. State is in memory; nothing is loaded before the first template. */
export function createCloudFormation(options: CloudFormationOptions): CloudFormationService {
  const world = createWorld(options)
  const service: Service = async (request) => {
    try {
      return await answer(world, request)
    } catch (error) {
      return writeError(error instanceof ServiceError ? error : internalFailure(error))
    }
  }
  return Object.assign(service, {recordedOnly: () => recordedOnly(world)})
}

async function answer(world: World, request: ServiceRequest): Promise<ServiceResponse> {
  const {Action: action, ...input} = readInput(request)
  if (typeof action !== 'string') throw new ServiceError('MissingAction', 'Could not find the Action of this request')
  const operation = Object.hasOwn(OPERATIONS, action) ? OPERATIONS[action] : undefined
  if (!operation) {
    throw new ServiceError('InvalidAction', `The local AWS does not have the CloudFormation operation ${action}`)
  }
  const {region, accountId} = request
  return writeResult(action, await operation({world, region, accountId, input}))
}

function internalFailure(error: unknown): ServiceError {
  return new ServiceError(
    'InternalFailure',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    500,
  )
}

function recordedOnly({stacks}: World): RecordedResource[] {
  return stacks.flatMap(({region, name, resources}) =>
    [...resources.values()]
      .filter((resource) => resource.recordedOnly && isAlive(resource))
      .map(({logicalId, type, handled}) => ({
        region,
        stack: name,
        logicalId,
        type,
        physicalId: handled?.physicalId ?? '',
      })),
  )
}
