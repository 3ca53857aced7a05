import type {LiveReference, ParameterValue} from './app.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'

/** The value of a `live` reference as it is now. */
export type LiveValues = (reference: LiveReference) => string

const LOOKS: Readonly<Record<LiveReference['what'], {noun: string; action: string; look: Look}>> = {
  'stream-shards': {
    noun: 'shards of the stream',
    action: 'kinesis:DescribeStreamSummary',
    // A stream that is on demand has no number of its own to keep.
    look: async (name, {streams}) => {
      const found = await streams.describe(name)
      return found && !found.onDemand ? found.openShards : undefined
    },
  },
  'table-read-capacity': {
    noun: 'read capacity of the table',
    action: 'dynamodb:DescribeTable',
    look: async (name, {tables}) => (await tables.capacity(name))?.read,
  },
  'table-write-capacity': {
    noun: 'write capacity of the table',
    action: 'dynamodb:DescribeTable',
    look: async (name, {tables}) => (await tables.capacity(name))?.write,
  },
}

type Look = (name: string, ctx: Pick<Context, 'streams' | 'tables'>) => Promise<number | undefined>

/** Looks at what an autoscaler has made of those among the parameters that are `live`. Throws where it may not be seen: a guess would undo it. */
export async function readLive(
  parameters: Readonly<Record<string, ParameterValue>>,
  ctx: Pick<Context, 'streams' | 'tables'>,
): Promise<LiveValues> {
  const references = Object.values(parameters).filter(isLive)
  const values = new Map<string, string>()
  await Promise.all(
    references.map(async (reference) => {
      const found = await lookAt(reference, ctx)
      values.set(keyOf(reference), found === undefined ? reference.otherwise : String(found))
    }),
  )
  return (reference) => values.get(keyOf(reference)) ?? reference.otherwise
}

async function lookAt({what, name}: LiveReference, ctx: Pick<Context, 'streams' | 'tables'>) {
  const {noun, action, look} = LOOKS[what]
  try {
    return await look(name, ctx)
  } catch (error) {
    if (!StackError.is(error) || error.code !== 'ACCESS_DENIED') throw error
    const message = `the ${noun} ${name} must be known (${action}), or a deploy would undo what an autoscaler has done: ${error.message}`
    const {blame, suggestions, details, cause} = error
    throw new StackError(error.code, message, {blame, suggestions, details: {...details, action}, cause})
  }
}

function isLive(value: ParameterValue): value is LiveReference {
  return typeof value !== 'string' && value.ref === 'live'
}

function keyOf({what, name}: LiveReference): string {
  return `${what} ${name}`
}
