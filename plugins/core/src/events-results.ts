/** The `--json` shapes of the verbs about events: a stable interface. Durations in ms, times as ISO 8601. */

export interface SendResult extends SentEvents {
  app: string
  stage: string
  region: string
  /** Of the app. */
  source: string
  kind: string
  /** As it was named; `-` is standard input. */
  file: string
  durationMs: number
}

export interface SentEvents {
  /** That were read. */
  events: number
  sent: number
  failed: number
  /** Of the events that were sent. */
  bytes: number
  /** The first of those that failed. */
  failures: FailedEvent[]
  /** 5 where any failed. */
  exitCode: number
}

export interface FailedEvent {
  /** Its number in the file, from 1. */
  event: number
  /** Of AWS, or `TOO_LARGE`, `NOT_TEXT`. */
  code: string
  message: string
}

export interface TailResult {
  app: string
  stage: string
  region: string
  /** Of the app. */
  stream: string
  events: TailedEvent[]
  /** There may be more. */
  truncated: boolean
}

export interface TailedEvent {
  /** When Kinesis had it. */
  time: string
  shard: string
  sequenceNumber: string
  /** Its place in an aggregated record of the KPL, from 0; absent where it was a record of its own. */
  subSequenceNumber?: number
  partitionKey: string
  data: string
  /** Of `data`. */
  encoding: 'utf8' | 'base64'
  /** It was compressed, and is told decompressed. */
  gzip: boolean
}

export interface ShardsResult {
  app: string
  stage: string
  region: string
  streams: StreamState[]
}

export interface StreamState {
  /** Of the app. */
  name: string
  /** Of Kinesis. */
  stream: string
  status: string
  onDemand: boolean
  open: OpenShard[]
  /** Closed ones that still hold records. */
  closed: number
  retentionHours: number
  /** Of the last minutes; absent where CloudWatch did not let us look. */
  traffic?: {
    minutes: number
    inRecords: number
    inBytes: number
    outRecords: number
    outBytes: number
    throttledWrites: number
  }
  /** Bounds of the autoscaler, by the stream's tags. */
  minimum?: number
  maximum?: number
  lastScaling?: string
  /** Of the autoscaler, by their last word: `upscale`. */
  alarms?: {name: string; state: string; since?: string}[]
}

export interface OpenShard {
  id: string
  /** Of all hash keys, in percent. */
  percent: number
}

export interface ResizeResult {
  app: string
  stage: string
  region: string
  name: string
  stream: string
  changed: boolean
  before: number
  after: number
  /** The numbers of shards on the way, the last one included. */
  steps: number[]
  durationMs: number
}

export interface InvokeResult {
  /** Of the app. */
  function: string
  /** Of Lambda. */
  name: string
  requestId: string
  /** Lambda has it; nobody has waited for an answer. */
  asynchronous: boolean
  /** The function's answer; absent where it was not waited for. */
  answer?: unknown
  /** The end of its log, where it was asked for. */
  log?: string
}

export interface ReplayResult extends SentEvents {
  app: string
  stage: string
  region: string
  bucket: string
  /** Where the events went. */
  source: string
  /** Objects that were replayed; with `dryRun`, that would be. */
  objects: number
  /** Of the objects, as they are stored. */
  storedBytes: number
  dryRun: boolean
  /** Objects with events that failed; the first ones. */
  incomplete: string[]
  durationMs: number
}
