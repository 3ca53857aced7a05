import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {chooseNamed, eventsOf, type Output, valueOf} from '../events-io/find-event-source.js'
import type {ShardsResult, StreamState} from '../events-results.js'
import {noStream} from '../events-io/no-stream.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {unlessUnseen} from '../truth/unless-unseen.js'

export interface ShardsInput {
  /** Of the app; all without it. */
  readonly stream?: string | undefined
}

/** Of which traffic is summed. */
const MINUTES = 5

/** How the streams are divided, what goes through them, and what their autoscaler is bound to. Read only. */
export async function shards<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {stream: wanted}: ShardsInput,
  ctx: Context,
): Promise<ShardsResult> {
  const {stage, region} = settings
  const named = eventsOf(app).streams(scopeOf(app, settings, undefined))
  const chosen: [string, Output][] =
    wanted === undefined ? Object.entries(named) : [[wanted, chooseNamed('stream', named, wanted).value]]
  return inAccount(settings, ctx, async () => {
    const streams = await Promise.all(
      chosen.map(async ([name, output]) => lookAt(name, await valueOf(app, settings, output, ctx), ctx)),
    )
    return {app: app.name, stage, region, streams}
  })
}

async function lookAt(name: string, stream: string, ctx: Context): Promise<StreamState> {
  const [summary, all, tags, traffic, alarms] = await Promise.all([
    ctx.streams.describe(stream),
    ctx.streams.shards(stream),
    unlessUnseen(`the tags of ${stream} were not seen`, () => ctx.streams.tags(stream), ctx),
    unlessUnseen(`the traffic of ${stream} was not seen`, () => ctx.metrics.traffic(stream, MINUTES), ctx),
    unlessUnseen(`the alarms of ${stream} were not seen`, () => ctx.metrics.alarms(alarmsOf(stream)), ctx),
  ])
  if (!summary) throw noStream(stream)
  const open = all.filter((shard) => shard.open)
  return {
    name,
    stream,
    status: summary.status,
    onDemand: summary.onDemand,
    open: open.map(({id, share}) => ({id, percent: Math.round(share * 1000) / 10})),
    closed: all.length - open.length,
    retentionHours: summary.retentionHours,
    ...(traffic && {traffic: {minutes: MINUTES, ...traffic}}),
    ...boundsOf(tags ?? {}),
    ...(alarms && {
      alarms: alarms.map(({name: alarm, state, since}) => ({
        name: alarm.slice(stream.length + 1),
        state,
        ...(since !== undefined && {since: new Date(since).toISOString()}),
      })),
    }),
  }
}

/** Substation's autoscaler knows its alarms by these names. */
function alarmsOf(stream: string): string[] {
  return [`${stream}_upscale`, `${stream}_downscale`]
}

/** The tags that Substation's autoscaler reads and writes. */
export function boundsOf({
  MinimumShards,
  MaximumShards,
  LastScalingEvent,
}: Readonly<Record<string, string>>): Pick<StreamState, 'minimum' | 'maximum' | 'lastScaling'> {
  return {
    ...(MinimumShards !== undefined && {minimum: Number(MinimumShards)}),
    ...(MaximumShards !== undefined && {maximum: Number(MaximumShards)}),
    ...(LastScalingEvent !== undefined && {lastScaling: LastScalingEvent}),
  }
}
