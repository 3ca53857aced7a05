import {z} from '@aws-stack/core/zod'

export const SOURCE_KINDS = ['s3', 's3-sns', 's3-sqs', 'gateway', 'gateway-stream', 'sqs', 'sns', 'lambda'] as const

export const SINK_KINDS = ['s3', 'dynamodb', 'sqs', 'sns', 'function'] as const

/** Names are looked at by `problems.ts`, which can say what was meant. */
const name = z.string()
const names = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(name))

/** What every function can be given. Numbers as "Lambda quotas" in the Lambda developer guide have them. */
const functionOptions = {
  memory: z.int().min(128).max(10_240).optional(),
  timeout: z.int().min(1).max(900).optional(),
  /** Of records or messages. */
  batch: z.int().min(1).max(10_000).optional(),
  /** Seconds. */
  window: z.int().min(0).max(300).optional(),
  /** Other functions that it calls and waits for. */
  calls: names.optional(),
  /** Tables that it looks things up in. */
  reads: names.optional(),
  /** An own secret in Secrets Manager. */
  secret: z.boolean().optional(),
}

const source = z.strictObject({
  kind: z.enum(SOURCE_KINDS),
  to: names,
  bucket: name.optional(),
  prefix: z.string().optional(),
  queue: name.optional(),
  topic: name.optional(),
  access: z.enum(['iam', 'key']).optional(),
  public: z.boolean().optional(),
  ...functionOptions,
})

const stream = z.strictObject({
  shards: z.int().min(1).max(10_000).default(1),
  minShards: z.int().min(1).max(10_000).optional(),
  maxShards: z.int().min(1).max(10_000).optional(),
  retentionHours: z.int().min(24).max(8760).default(24),
})

/** Without `from` it is called by others. */
const transform = z.strictObject({from: name.optional(), to: names.optional(), ...functionOptions})

const sink = z.strictObject({
  kind: z.enum(SINK_KINDS),
  from: name,
  bucket: name.optional(),
  prefix: z.string().optional(),
  table: name.optional(),
  queue: name.optional(),
  topic: name.optional(),
  ...functionOptions,
})

const table = z.strictObject({
  sortKey: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,255}$/)
    .optional(),
  capacity: z.enum(['on-demand', 'provisioned']).default('on-demand'),
})

/** A section with nothing under a name, as YAML has `raw:`, is one with all defaults. */
const orEmpty = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => value ?? {}, schema)

/** The pipeline as `aws-stack.yaml` describes it, by name: what stands there, not yet what it makes. */
export const description = z.strictObject({
  sources: z.record(z.string(), source).default({}),
  streams: z.record(z.string(), orEmpty(stream)).default({}),
  transforms: z.record(z.string(), orEmpty(transform)).default({}),
  sinks: z.record(z.string(), sink).default({}),
  tables: z.record(z.string(), orEmpty(table)).default({}),
})

export type Description = z.infer<typeof description>
export type SourceDescription = Description['sources'][string]
export type SinkDescription = Description['sinks'][string]
export type FunctionOptions = Pick<
  SourceDescription,
  'memory' | 'timeout' | 'batch' | 'window' | 'calls' | 'reads' | 'secret'
>
