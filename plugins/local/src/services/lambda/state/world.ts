import type {FunctionCodeLocation, FunctionConfiguration, FunctionEventInvokeConfig} from '@aws-sdk/client-lambda'

import type {ContainerRuntime} from '../../../containers/container-runtime.js'
import type {Service} from '../../../server/service.js'
import type {ServiceClients} from '../../cloudformation/clients.js'
import type {Layers} from '../layers.js'
import type {Environment} from '../invoke/environment.js'
import type {MappingState} from '../mappings/mapping.js'

export interface LambdaOptions {
  readonly accountId: string
  /** Of the local AWS: file systems are folders in it. */
  readonly folder: string
  /** SDK clients of the services beside it: ECR, IAM, EC2, logs, file systems. */
  clients(region: string): ServiceClients
  /** The same for what is asked again and again: the sources of event source mappings. */
  sources(region: string): ServiceClients
  /** The same for what failures are told to; `clients` unless said. */
  outlets?(region: string): ServiceClients
  /** What runs containers, or why there is none. */
  runtime(): Promise<ContainerRuntime | string>
  /** Has the functions that are no images. */
  readonly elsewhere: Service
  /** Where functions call AWS, and by which key. */
  endpoint(): string
  /** Layer versions of others. */
  readonly layers?: Pick<Layers, 'get'>
  readonly credentials: {readonly accessKeyId: string; readonly secretAccessKey: string}
  /** Instead of asking ECR. */
  readonly findImage?: FindImage
  readonly pace?: Partial<Pace>
}

/** `repository@sha256:…` of an image that Lambda can run; else rejects with an `ImageProblem`. */
export type FindImage = (uri: string, region: string) => Promise<string>

export interface Pace {
  /** How long a function is Pending, or an update InProgress. */
  readonly stateMs: number
  /** How long a source without events is left alone. */
  readonly pollMs: number
  /** The most that a batch of a stream is waited for. */
  readonly windowMs: number
  /** How often the output of containers is sent. */
  readonly lookMs: number
  /** Before an asynchronous call is tried again; doubles each time. */
  readonly retryMs: number
  /** How long a container may take to ask for its first invocation. */
  readonly initMs: number
  /** How long one without an invocation is kept. */
  readonly idleMs: number
  /** How long the output of an invocation is waited for where its end is wanted. */
  readonly tailMs: number
}

/** What Lambda knows of image functions, in memory. */
export interface World {
  readonly options: LambdaOptions
  readonly pace: Pace
  readonly findImage: FindImage
  /** By name. */
  readonly regions: Map<string, Map<string, FunctionState>>
  /** Event source mappings by region and UUID. */
  readonly mappings: Map<string, Map<string, MappingState>>
  /** The server is about to end, or starts anew: nothing is started any more. */
  closed: boolean
}

export interface FunctionState {
  readonly name: string
  readonly region: string
  readonly arn: string
  /** As the API shows it. */
  shown: FunctionConfiguration
  code: FunctionCodeLocation
  tags: Record<string, string>
  policy: Statement[]
  eventInvoke: FunctionEventInvokeConfig | undefined
  /** ReservedConcurrentExecutions */
  reserved: number | undefined
  /** What an invocation runs: not what a change in progress will make of it. */
  live: Live
  /** Invocations that run. */
  running: number
  deleted: boolean
}

/** A settled state of code and configuration, and the execution environments made of it. */
export interface Live {
  readonly configuration: FunctionConfiguration
  /** `repository@sha256:…` */
  readonly image: string
  readonly environments: Set<Environment>
}

/** Of a function's own policy. */
export interface Statement {
  readonly Sid: string
  readonly [name: string]: unknown
}

export const PACE: Pace = {
  stateMs: 200,
  pollMs: 1000,
  windowMs: 1000,
  lookMs: 500,
  retryMs: 1000,
  initMs: 60_000,
  idleMs: 10 * 60_000,
  tailMs: 150,
}

export function functionsOf(world: World, region: string): Map<string, FunctionState> {
  const known = world.regions.get(region)
  if (known) return known
  const functions = new Map<string, FunctionState>()
  world.regions.set(region, functions)
  return functions
}
