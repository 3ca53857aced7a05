import type {Description, SinkDescription, SourceDescription} from './description.js'

/** Which kinds have a key at all. */
const OF_SOURCES: Readonly<Partial<Record<keyof SourceDescription, readonly SourceDescription['kind'][]>>> = {
  bucket: ['s3', 's3-sns', 's3-sqs'],
  prefix: ['s3', 's3-sns', 's3-sqs'],
  queue: ['sqs', 's3-sqs'],
  topic: ['sns', 's3-sns'],
  access: ['gateway', 'gateway-stream'],
  public: ['gateway', 'gateway-stream'],
  batch: ['sqs', 's3-sqs'],
  window: ['sqs', 's3-sqs'],
}

const OF_SINKS: Readonly<Partial<Record<keyof SinkDescription, readonly SinkDescription['kind'][]>>> = {
  bucket: ['s3'],
  prefix: ['s3'],
  table: ['dynamodb'],
  queue: ['sqs'],
  topic: ['sns'],
}

/** What a box of a kind that has no function cannot be given. */
const FUNCTION_KEYS = ['memory', 'timeout', 'calls', 'reads', 'secret'] as const

/** Of IAM's policies, in which a prefix stands. */
const PREFIX = /^[A-Za-z0-9!_./=-]{0,255}$/

/** Keys that a box of its kind does not have, and values that its kind does not take. */
export function kindProblems({sources, transforms, sinks}: Description): string[] {
  return [
    ...Object.entries(sources).flatMap(([name, source]) =>
      ofSource(source).map((message) => `sources.${name}: ${message}`),
    ),
    ...Object.entries(transforms).flatMap(([name, {from, batch, window}]) =>
      from === undefined && (batch !== undefined || window !== undefined)
        ? [`transforms.${name}: batch and window are of what reads a stream, and it says no "from"`]
        : [],
    ),
    ...Object.entries(sinks).flatMap(([name, sink]) => ofSink(sink).map((message) => `sinks.${name}: ${message}`)),
  ]
}

function ofSource(source: SourceDescription): string[] {
  const {kind, to, access, public: isPublic, batch = 100, window = 5} = source
  const strange = Object.entries(OF_SOURCES).flatMap(([key, kinds]) =>
    source[key as keyof SourceDescription] !== undefined && !kinds.includes(kind) ? [key] : [],
  )
  const needless = kind === 'gateway-stream' ? FUNCTION_KEYS.filter((key) => source[key] !== undefined) : []
  return [
    ...[...strange, ...needless].map((key) => `a source of the kind ${kind} has no "${key}"`),
    ...(to.length === 0 ? ['"to" names no stream'] : []),
    ...(kind === 'gateway-stream' && to.length > 1 ? ['without a function between them, "to" is one stream'] : []),
    ...(isPublic && access !== undefined ? [`it is public, so "access: ${access}" says nothing`] : []),
    ...((kind === 'sqs' || kind === 's3-sqs') && batch > 10 && window === 0
      ? ['a batch of more than 10 messages needs a "window" of 1 second or more'] // "Using Lambda with Amazon SQS"
      : []),
    ...prefixProblem(source.prefix),
  ]
}

function ofSink(sink: SinkDescription): string[] {
  const strange = Object.entries(OF_SINKS).filter(
    ([key, kinds]) => sink[key as keyof SinkDescription] !== undefined && !kinds.includes(sink.kind),
  )
  return [...strange.map(([key]) => `a sink of the kind ${sink.kind} has no "${key}"`), ...prefixProblem(sink.prefix)]
}

function prefixProblem(prefix = ''): string[] {
  return PREFIX.test(prefix) ? [] : [`"${prefix}" is no prefix: letters, digits and !_./=- alone, 255 of them at most`]
}
