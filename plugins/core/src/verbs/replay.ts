import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {eventsOf, findEventSource, valueOf} from '../events-io/find-event-source.js'
import {openSender} from '../events-io/open-sender.js'
import {readEvents} from '../events-io/read-events.js'
import {readObject} from '../events-io/read-object.js'
import {emptyTally, sendEvents} from '../events-io/send-events.js'
import type {ReplayResult} from '../events-results.js'
import type {ListedObject} from '../ports/objects.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {tellTransfer} from '../store/tell-transfer.js'

export interface ReplayInput extends Pick<Consent, 'yes'> {
  /** When the objects were written, epoch ms. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  /** Of their keys. */
  readonly prefix: string
  /** The key to begin with: what comes before it was replayed already. */
  readonly from?: string | undefined
  /** Of the app, instead of the one that its definition names. */
  readonly source?: string | undefined
  readonly dryRun: boolean
  readonly rate?: number | undefined
}

/** So many objects with events that failed are told. */
const TOLD = 20

/** Raw events, as they were kept, into the app once more. Whoever has seen them before sees them twice. */
export async function replay<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: ReplayInput,
  ctx: Context,
): Promise<ReplayResult> {
  const began = Date.now()
  const {stage, region} = settings
  const kept = eventsOf(app).replay?.(scopeOf(app, settings, undefined))
  if (!kept) throw new StackError('USAGE', `the settings of ${app.name} name no bucket that keeps raw events`)
  return inAccount(settings, ctx, async () => {
    const bucket = await valueOf(app, settings, kept.bucket, ctx)
    const source = await findEventSource(app, settings, input.source ?? kept.source, ctx)
    // What is replayed is kept once more: without an end it would be replayed for ever.
    const chosen = {...input, until: Math.min(input.until ?? began, began)}
    const {objects, bytes: storedBytes} = await count(bucket, chosen, ctx)
    const tally = emptyTally()
    const incomplete: string[] = []
    if (objects > 0 && !input.dryRun) {
      const place = {app: app.name, stage, region, bucket, source: source.name}
      await askConsent(
        {type: 'replay', ...place, objects, bytes: storedBytes, losses: []},
        {yes: input.yes, force: false},
        ctx,
      )
      const told = tellTransfer({verb: 'replay', total: storedBytes}, ctx)
      const sender = openSender(source, ctx)
      for await (const {key} of objectsOf(bucket, chosen, ctx)) {
        const failed = tally.failed
        told.moved(key, 0)
        const data = readObject(bucket, key, (bytes) => told.moved(key, bytes), ctx)
        try {
          await sendEvents(readEvents(key, data, {lines: true}), tally, {...input, sender, signal: ctx.signal})
        } catch (error) {
          throw resumable(error, app.name, key, input)
        }
        if (tally.failed > failed && incomplete.length < TOLD) incomplete.push(key)
      }
      told.end()
    }
    const where = {app: app.name, stage, region, bucket, source: source.name, objects, storedBytes}
    return {...where, dryRun: input.dryRun, ...tally, incomplete, durationMs: Date.now() - began}
  })
}

type Chosen = Pick<ReplayInput, 'since' | 'prefix' | 'from'> & {readonly until: number}

async function* objectsOf(
  bucket: string,
  {since = -Infinity, until, prefix, from = ''}: Chosen,
  {objects}: Context,
): AsyncGenerator<ListedObject> {
  for await (const object of objects.list(bucket, prefix)) {
    const {key, size, modifiedAt} = object
    if (size > 0 && modifiedAt >= since && modifiedAt <= until && isFrom(key, from)) yield object
  }
}

/** S3 lists keys in the order of their UTF-8 bytes. */
function isFrom(key: string, from: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(from)) >= 0
}

async function count(bucket: string, chosen: Chosen, ctx: Context): Promise<{objects: number; bytes: number}> {
  const sum = {objects: 0, bytes: 0}
  for await (const {size} of objectsOf(bucket, chosen, ctx)) {
    sum.objects += 1
    sum.bytes += size
  }
  return sum
}

/** What was replayed before is not replayed again: the object at which it ended is, from its beginning. */
function resumable(error: unknown, app: string, key: string, {prefix, source}: ReplayInput): unknown {
  if (!StackError.is(error)) return error
  const {code, blame, details, cause} = error
  const words = [
    `aws-stack ${app}:replay`,
    ...(prefix ? [`--prefix ${quoted(prefix)}`] : []),
    ...(source ? [`--source ${source}`] : []),
  ]
  const resume = [...words, `--from ${quoted(key)}`].join(' ')
  const suggestions = isCancelled(error) ? [resume] : [...error.suggestions, resume]
  const message = `${error.message}; it ended in ${key}`
  return new StackError(code, message, {blame, suggestions, details: {...details, from: key}, cause})
}

function quoted(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
