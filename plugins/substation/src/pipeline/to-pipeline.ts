import type {Invoker} from '../era.js'
import type {Description, FunctionOptions, SinkDescription, SourceDescription} from './description.js'
import type {Access, BucketBox, FunctionBox, GatewayBox, Pipeline, QueueBox, TableBox} from './pipeline.js'

/** Upstream's, but for the window, which makes events wait. */
const DEFAULTS = {memory: 1024, timeout: 300, batch: 100, window: 5} as const

/** What a description without problems makes. */
export function toPipeline(description: Description): Pipeline {
  const sources = Object.entries(description.sources)
  const sinks = Object.entries(description.sinks)
  return {
    streams: description.streams,
    tables: tablesOf(description),
    buckets: {...ofSinks(sinks, 's3', 'bucket', {prefix: ''}), ...sourceBuckets(sources)},
    functions: Object.fromEntries([
      ...sources.flatMap(([name, source]) => sourceFunction(name, source)),
      ...Object.entries(description.transforms).map(([name, {from, to = [], ...options}]): [string, FunctionBox] => [
        name,
        functionBox(from === undefined ? 'called' : 'stream', options, {to, ...(from !== undefined && {stream: from})}),
      ]),
      ...sinks.map(([name, sink]): [string, FunctionBox] => [name, sinkFunction(name, sink)]),
    ]),
    gateways: Object.fromEntries(sources.flatMap(([name, source]) => gatewayOf(name, source))),
    queues: {...ofSinks(sinks, 'sqs', 'queue', {}), ...targets(sources, ['sqs', 's3-sqs'], 'queue')},
    topics: {...ofSinks(sinks, 'sns', 'topic', {}), ...targets(sources, ['sns', 's3-sns'], 'topic')},
  }
}

type Named<Box> = readonly (readonly [string, Box])[]

/** Of a source or sink: the bucket, queue or topic has its own name unless it says another. */
export function targetName(
  name: string,
  box: SourceDescription | SinkDescription,
  what: 'bucket' | 'queue' | 'topic',
): string {
  return box[what] ?? name
}

export function tableName(name: string, {table}: SinkDescription): string {
  return table ?? name
}

function tablesOf({tables, sinks}: Description): Record<string, TableBox> {
  const written = Object.entries(sinks).flatMap(([name, sink]) =>
    sink.kind === 'dynamodb' ? [tableName(name, sink)] : [],
  )
  const plain = written.map((name): [string, TableBox] => [name, {capacity: 'on-demand'}])
  return {...Object.fromEntries(plain), ...tables}
}

function ofSinks<Box>(
  sinks: Named<SinkDescription>,
  kind: SinkDescription['kind'],
  what: 'bucket' | 'queue' | 'topic',
  box: Box,
): Record<string, Box> {
  const written = sinks.filter(([, sink]) => sink.kind === kind)
  return Object.fromEntries(written.map(([name, sink]) => [targetName(name, sink, what), box]))
}

function sourceBuckets(sources: Named<SourceDescription>): Record<string, BucketBox> {
  const boxes = sources.flatMap(([name, source]): [string, BucketBox][] => {
    const {kind, prefix = ''} = source
    if (kind !== 's3' && kind !== 's3-sns' && kind !== 's3-sqs') return []
    const through = kind === 's3' ? 'function' : kind === 's3-sns' ? 'topic' : 'queue'
    const by = through === 'function' ? name : targetName(name, source, through)
    return [[targetName(name, source, 'bucket'), {prefix, reader: {function: name, through, by}}]]
  })
  return Object.fromEntries(boxes)
}

function targets(
  sources: Named<SourceDescription>,
  kinds: readonly SourceDescription['kind'][],
  what: 'queue' | 'topic',
): Record<string, QueueBox> {
  const boxes = sources.flatMap(([name, source]): [string, QueueBox][] => {
    if (!kinds.includes(source.kind)) return []
    const fromBucket = source.kind.startsWith('s3-') ? {fromBucket: targetName(name, source, 'bucket')} : {}
    return [[targetName(name, source, what), {reader: name, ...fromBucket}]]
  })
  return Object.fromEntries(boxes)
}

function gatewayOf(name: string, {kind, to, access, public: isPublic}: SourceDescription): [string, GatewayBox][] {
  if (kind !== 'gateway' && kind !== 'gateway-stream') return []
  const own: Access | undefined = isPublic ? 'public' : access
  // One that says `public: false` is private whatever the settings say.
  const chosen = own ?? (isPublic === false ? 'iam' : undefined)
  const target =
    kind === 'gateway' ? ({kind: 'function', name} as const) : ({kind: 'stream', name: to[0] ?? ''} as const)
  return [[name, {to: target, access: chosen}]]
}

function sourceFunction(name: string, source: SourceDescription): [string, FunctionBox][] {
  const {kind, to, ...options} = source
  return kind === 'gateway-stream' ? [] : [[name, functionBox(kind, options, {to})]]
}

function sinkFunction(name: string, sink: SinkDescription): FunctionBox {
  const {kind, from, prefix = '', ...options} = sink
  return functionBox('stream', options, {
    stream: from,
    to: [],
    ...(kind === 's3' && {bucket: targetName(name, sink, 'bucket'), prefix}),
    ...(kind === 'dynamodb' && {table: tableName(name, sink)}),
    ...(kind === 'sqs' && {queue: targetName(name, sink, 'queue')}),
    ...(kind === 'sns' && {topic: targetName(name, sink, 'topic')}),
  })
}

function functionBox(
  invoker: Invoker,
  {memory, timeout, batch, window, calls = [], reads = [], secret = false}: FunctionOptions,
  box: Pick<FunctionBox, 'to'> & Partial<FunctionBox>,
): FunctionBox {
  return {
    prefix: '',
    ...box,
    invoker,
    calls,
    reads,
    memory: memory ?? DEFAULTS.memory,
    timeout: timeout ?? DEFAULTS.timeout,
    batch: batch ?? DEFAULTS.batch,
    window: window ?? DEFAULTS.window,
    secret,
  }
}
