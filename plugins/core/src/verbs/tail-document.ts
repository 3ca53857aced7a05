import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {toTailedEvent} from '../events-io/to-tailed-event.js'
import type {TailedEvent, TailResult} from '../events-results.js'
import type {Settings} from '../settings.js'
import {chooseStream, tail, type TailInput} from './tail.js'

/** One document holds no more, whatever was asked for. */
const MOST = 10_000

/** What `tail` tells, as one document: up to `limit` events, and whether there were more. */
export async function tailDocument<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: Omit<TailInput, 'follow'>,
  ctx: Context,
): Promise<TailResult> {
  const most = Math.min(input.limit ?? MOST, MOST)
  const events: TailedEvent[] = []
  for await (const event of tail(app, settings, {...input, follow: false, limit: most + 1}, ctx))
    events.push(toTailedEvent(event))
  return {
    app: app.name,
    stage: settings.stage,
    region: settings.region,
    stream: chooseStream(app, settings, input.stream),
    events: events.slice(0, most),
    truncated: events.length > most,
  }
}
