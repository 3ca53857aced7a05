import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {StreamEvent} from '../events-io/decode-record.js'
import {chooseNamed, eventsOf, valueOf} from '../events-io/find-event-source.js'
import {tailStream} from '../events-io/tail-stream.js'
import type {StreamPosition} from '../ports/streams.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'

export interface TailInput {
  /** Of the app; the first that the settings name without it. */
  readonly stream?: string | undefined
  readonly since: StreamPosition
  /** Goes on with what comes, until `ctx.signal` aborts. */
  readonly follow: boolean
  /** Ends after so many. */
  readonly limit?: number | undefined
  /** Records as they are: neither taken apart nor decompressed. */
  readonly raw: boolean
}

/** The stream that is meant, as the app names it: the first that the settings name where none is said. Throws `USAGE` that lists them. */
export function chooseStream<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  wanted: string | undefined,
): string {
  return chooseNamed('stream', eventsOf(app).streams(scopeOf(app, settings, undefined)), wanted).name
}

/** The events of a stream, all its shards as one by arrival. Takes nothing away: others read them all the same. */
export async function* tail<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {stream: wanted, since, follow, limit = Infinity, raw}: TailInput,
  ctx: Context,
): AsyncGenerator<StreamEvent> {
  const streams = eventsOf(app).streams(scopeOf(app, settings, undefined))
  const {value} = chooseNamed('stream', streams, wanted)
  const stream = await quietlyInAccount(settings, ctx, () => valueOf(app, settings, value, ctx))
  let told = 0
  let isGzipTold = false
  for await (const event of tailStream({stream, from: since, follow, raw}, ctx, ctx.signal)) {
    if (event.gzip && !isGzipTold) {
      isGzipTold = true
      const message = 'events that are compressed with gzip are shown decompressed; --raw shows them as they are'
      ctx.host.notify({type: 'warning', code: 'DECOMPRESSED', message})
    }
    yield event
    told += 1
    if (told >= limit) return
  }
}
