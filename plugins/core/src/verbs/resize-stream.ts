import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {chooseNamed, eventsOf, valueOf} from '../events-io/find-event-source.js'
import {noStream} from '../events-io/no-stream.js'
import {scalingSteps} from '../events-io/scaling-steps.js'
import type {ResizeResult} from '../events-results.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {boundsOf} from './shards.js'

export interface ResizeInput extends Pick<Consent, 'yes'> {
  /** Of the app. */
  readonly stream: string
  readonly shards: number
}

/** In 24 hours, by whomever (Amazon Kinesis API Reference, UpdateShardCount). */
const MOST_STEPS = 10

/** Brings a stream to so many open shards, in steps that Kinesis takes. A later deploy keeps what it finds. */
export async function resizeStream<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {stream: wanted, shards, yes}: ResizeInput,
  ctx: Context,
): Promise<ResizeResult> {
  const began = Date.now()
  const {stage, region} = settings
  const {name, value} = chooseNamed('stream', eventsOf(app).streams(scopeOf(app, settings, undefined)), wanted)
  return inAccount(settings, ctx, async () => {
    const stream = await valueOf(app, settings, value, ctx)
    const found = await ctx.streams.describe(stream)
    if (!found) throw noStream(stream)
    if (found.onDemand) throw new StackError('USAGE', `${name} is on demand: nobody sets the number of its shards`)
    const before = found.openShards
    const steps = scalingSteps(before, shards)
    const place = {app: app.name, stage, region, name, stream}
    if (steps.length > MOST_STEPS) throw tooFar(name, before, shards, steps)
    if (steps.length > 0) {
      await warnOfBounds(name, stream, shards, ctx)
      await askConsent({type: 'shards', ...place, before, steps, losses: []}, {yes, force: false}, ctx)
      for (const [index, step] of steps.entries()) {
        ctx.host.notify({type: 'stream.resizing', stream: name, shards: step, step: index + 1, of: steps.length})
        await ctx.streams.resize(stream, step, ctx.signal)
      }
    }
    return {...place, changed: steps.length > 0, before, after: shards, steps, durationMs: Date.now() - began}
  })
}

async function warnOfBounds(name: string, stream: string, shards: number, {streams, host}: Context): Promise<void> {
  const {minimum = 1, maximum = Infinity} = boundsOf(await streams.tags(stream))
  if (shards >= minimum && shards <= maximum) return
  const bounds = `${minimum} to ${maximum === Infinity ? 'any number' : maximum}`
  const message = `${name} is autoscaled within ${bounds} shards: its autoscaler will bring it back there`
  host.notify({type: 'warning', code: 'AUTOSCALED', message})
}

function tooFar(name: string, before: number, after: number, steps: readonly number[]): StackError {
  const reach = steps[MOST_STEPS - 1]
  return new StackError(
    'USAGE',
    `from ${before} to ${after} shards ${name} takes ${steps.length} steps, and Kinesis does ${MOST_STEPS} in 24 hours: ${reach} can be reached today`,
  )
}
