import type {CreateEventSourceMappingRequest, EventSourceMappingConfiguration} from '@aws-sdk/client-lambda'

import type {ServiceClients} from '../../cloudformation/clients.js'
import type {FunctionState, Pace} from '../state/world.js'

export type MappingSettings = Partial<CreateEventSourceMappingRequest>

/** A kind of what a function can be fed from. Another kind is another file and a line in `sources.ts`. */
export interface EventSource {
  /** What is shown where nothing is said. */
  readonly defaults: EventSourceMappingConfiguration
  /** How Lambda calls a mapping that is there already. */
  twin(arn: string, functionName: string): string
  /** What Lambda refuses, before anything is made. */
  check(arn: string, settings: MappingSettings, it: FunctionState, clients: ServiceClients): Promise<void>
  /** Notes where to begin, before the mapping is shown as Enabled for the first time. */
  begin?(feed: Feed): Promise<void>
  /** Feeds the function until the signal. Never rejects. */
  poll(feed: Feed, signal: AbortSignal): Promise<void>
}

export interface Feed {
  readonly arn: string
  readonly region: string
  readonly settings: EventSourceMappingConfiguration
  readonly clients: ServiceClients
  /** For what leaves Lambda: everybody sees it. */
  readonly outlets: ServiceClients
  readonly pace: Pace
  /** How far each shard of a stream has been read; it outlives a change of the mapping. */
  readonly positions: Map<string, Position>
  /** The role of the function. */
  readonly role: () => string
  /** `false`: there is no function, or it cannot be invoked yet; nothing is taken from the source meanwhile. */
  ready(): boolean
  /** Rejects where the function is throttled, or cannot be run at all. */
  invoke(event: unknown): Promise<Invoked>
}

export interface Invoked {
  readonly requestId: string
  /** `undefined`: the function has failed, or was not invoked. */
  readonly answer: string | undefined
}

export interface Position {
  /** Where to go on; `undefined`: nothing more comes. */
  iterator: string | undefined
}
