import type {ServiceClients} from './clients.js'
import type {Faults} from './faults.js'
import type {ResourceHandler} from './handler.js'
import type {Stack} from './stack/stack.js'

export interface CloudFormationOptions {
  /** By resource type. A type that AWS knows and this table does not is recorded only. */
  readonly handlers: Readonly<Record<string, ResourceHandler>>
  /** SDK clients of the services behind the local AWS. */
  clients(region: string): ServiceClients
  readonly accountId: string
  readonly faults: Faults
  /** How long a step of a resource takes at least, so that there is something to watch. */
  readonly pace?: {readonly resourceMs: number}
}

/** All that the service knows; in memory. */
export interface World {
  readonly options: CloudFormationOptions
  readonly resourceMs: number
  /** Oldest first, deleted ones too: they are found by ARN. */
  readonly stacks: Stack[]
  readonly zones: Map<string, readonly string[]>
}

const RESOURCE_MS = 30

export function createWorld(options: CloudFormationOptions): World {
  return {options, resourceMs: options.pace?.resourceMs ?? RESOURCE_MS, stacks: [], zones: new Map()}
}
