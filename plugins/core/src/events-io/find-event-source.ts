import type {AppDefinition, Reference} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {outputsOf} from '../outputs-of.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import type {EventsDefinition, EventSource} from '../events-definition.js'

export type Output = Reference & {ref: 'output'}

/** What the app says of its events. */
export function eventsOf<Config, Facts>({name, events}: AppDefinition<Config, Facts>): EventsDefinition<Config> {
  if (events) return events
  throw new StackError('APP_INVALID', `the definition of ${name} names no events`, {blame: 'bug'})
}

/** One of the app's own by its name; the first where none is named. Throws `USAGE` that lists them. */
export function chooseNamed<T>(
  noun: string,
  named: Readonly<Record<string, T>>,
  wanted: string | undefined,
): {readonly name: string; readonly value: T} {
  const names = Object.keys(named)
  const name = wanted ?? names[0]
  if (name !== undefined && Object.hasOwn(named, name)) return {name, value: named[name] as T}
  const known = names.length > 0 ? `it has ${names.join(', ')}` : 'the settings name none'
  throw new StackError(
    'USAGE',
    wanted === undefined ? `there is no ${noun}: ${known}` : `there is no ${noun} ${wanted}: ${known}`,
  )
}

/** The value of an output as it is deployed. Throws `NOT_DEPLOYED`. */
export async function valueOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {part, name}: Output,
  ctx: Context,
): Promise<string> {
  const {outputs} = await outputsOf(app, settings, {part, names: [name]}, ctx)
  return outputs[name] as string
}

export interface FoundSource {
  readonly name: string
  readonly definition: EventSource
  /** Stream, bucket, URL, function or ARN. */
  readonly address: string
  /** Of a gateway with keys: the key itself. */
  readonly key?: string
}

/** Where events go in. */
export async function findEventSource<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  wanted: string | undefined,
  ctx: Context,
): Promise<FoundSource> {
  const sources = eventsOf(app).sources(scopeOf(app, settings, undefined))
  const {name, value: definition} = chooseNamed('source', sources, wanted)
  const address = await valueOf(app, settings, definition.address, ctx)
  const {access} = definition
  if (access?.by !== 'key') return {name, definition, address}
  return {name, definition, address, key: await ctx.gateways.apiKey(await valueOf(app, settings, access.key, ctx))}
}
