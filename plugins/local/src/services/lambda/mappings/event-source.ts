import type {CreateEventSourceMappingRequest, EventSourceMappingConfiguration} from '@aws-sdk/client-lambda'

import type {ServiceClients} from '../../cloudformation/clients.js'
import type {FunctionState, Pace} from '../state/world.js'

export type MappingSettings = Partial<CreateEventSourceMappingRequest>

/** A kind of what a function can be fed from. Another kind is another file and a line in `sources.ts`. */
export interface EventSource {
  /** What is shown where nothing is said. */
  readonly defaults: EventSourceMappingConfiguration
  /** What Lambda refuses, before anything is made. */
  check(arn: string, settings: MappingSettings, it: FunctionState, clients: ServiceClients): Promise<void>
  /** Feeds the function until the signal. Never rejects. */
  poll(feed: Feed, signal: AbortSignal): Promise<void>
}

export interface Feed {
  readonly arn: string
  readonly region: string
  readonly settings: EventSourceMappingConfiguration
  readonly clients: ServiceClients
  readonly pace: Pace
  /** `false`: there is no function, or it cannot be invoked yet; nothing is taken from the source meanwhile. */
  ready(): boolean
  /** The function's answer; `undefined`: it has failed, or was not invoked. */
  invoke(event: unknown): Promise<string | undefined>
}
