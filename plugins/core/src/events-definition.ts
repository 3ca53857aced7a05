import type {OutputReference, Scope} from './app.js'

/** Where events go in, pass and are worked on, by name: what send, tail, shards, invoke and replay are about. */
export interface EventsDefinition<Config> {
  readonly sources: (scope: Scope<Config, undefined>) => Readonly<Record<string, EventSource>>
  /** Outputs with the names of streams. */
  readonly streams: (scope: Scope<Config, undefined>) => Readonly<Record<string, OutputReference>>
  /** Outputs with the names of functions. */
  readonly functions: (scope: Scope<Config, undefined>) => Readonly<Record<string, OutputReference>>
  /** The bucket that keeps raw events, and the source that they go back into. */
  readonly replay?: (
    scope: Scope<Config, undefined>,
  ) => {readonly bucket: OutputReference; readonly source: string} | undefined
}

/** `address` holds a stream's name, a bucket's, a gateway's URL, a function's name, a queue's URL or a topic's ARN. */
export interface EventSource {
  readonly kind: 'stream' | 'bucket' | 'gateway' | 'function' | 'queue' | 'topic'
  readonly address: OutputReference
  /** Of a bucket: what the keys begin with that somebody waits for. */
  readonly prefix?: string
  /** Of a gateway: how it knows its callers; `key`: the output with the id of the API key. */
  readonly access?: {readonly by: 'iam' | 'nobody'} | {readonly by: 'key'; readonly key: OutputReference}
}
