import type {Invoker} from '../era.js'
import type {Description} from './description.js'

/** What a description makes: a box for each stack, by its name among those of its kind. */
export interface Pipeline {
  readonly streams: Readonly<Record<string, StreamBox>>
  readonly tables: Readonly<Record<string, TableBox>>
  readonly buckets: Readonly<Record<string, BucketBox>>
  readonly functions: Readonly<Record<string, FunctionBox>>
  readonly gateways: Readonly<Record<string, GatewayBox>>
  readonly queues: Readonly<Record<string, QueueBox>>
  readonly topics: Readonly<Record<string, TopicBox>>
}

export type StreamBox = Description['streams'][string]
export type TableBox = Description['tables'][string]

export interface FunctionBox {
  readonly invoker: Invoker
  /** What it reads, of a function that a stream invokes. */
  readonly stream?: string
  readonly to: readonly string[]
  readonly calls: readonly string[]
  readonly reads: readonly string[]
  readonly bucket?: string
  readonly prefix: string
  readonly table?: string
  readonly queue?: string
  readonly topic?: string
  readonly memory: number
  readonly timeout: number
  readonly batch: number
  readonly window: number
  readonly secret: boolean
}

export interface BucketBox {
  /** Whom new objects are told, and through what. */
  readonly reader?: {readonly function: string; readonly through: 'function' | 'topic' | 'queue'; readonly by: string}
  readonly prefix: string
}

export type Access = 'iam' | 'key' | 'public'

export interface GatewayBox {
  readonly to: {readonly kind: 'function' | 'stream'; readonly name: string}
  /** `undefined`: as the settings say for all. */
  readonly access: Access | undefined
}

export interface QueueBox {
  /** The function that reads it. */
  readonly reader?: string
  readonly fromBucket?: string
}

export type TopicBox = QueueBox
