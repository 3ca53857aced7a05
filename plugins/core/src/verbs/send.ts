import type {Readable} from 'node:stream'

import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findEventSource, type FoundSource} from '../events-io/find-event-source.js'
import {objectKey} from '../events-io/object-key.js'
import {openSender} from '../events-io/open-sender.js'
import {isOfLines, plainName, readEvents} from '../events-io/read-events.js'
import {emptyTally, sendEvents} from '../events-io/send-events.js'
import type {SendResult, SentEvents} from '../events-results.js'
import type {Settings} from '../settings.js'
import {findSources, type Source} from '../store/find-sources.js'
import {readSource} from '../store/read-source.js'
import {tellTransfer} from '../store/tell-transfer.js'

export interface SendInput {
  /** A file, `s3://bucket/key`, or `-` for `stdin`. */
  readonly file: string
  readonly stdin: Readable
  /** Of the app; the first that the settings name without it. */
  readonly source?: string | undefined
  /** An event a line, or all of the file one; without it the file's name tells. */
  readonly lines?: boolean | undefined
  /** Events a second at most. */
  readonly rate?: number | undefined
}

/** Events of a file into the app, through one of its sources. Events that fail are a result, with exit code 5. */
export async function send<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: SendInput,
  ctx: Context,
): Promise<SendResult> {
  const began = Date.now()
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const [file] = (await findSources({names: [input.file], format: '', stdin: input.stdin}, {formats: []}, ctx)) as [
      Source,
    ]
    const source = await findEventSource(app, settings, input.source, ctx)
    const told = tellTransfer({verb: 'send', total: file.size}, ctx)
    told.moved(file.name, 0)
    const data = readSource(file, {bytes: (count) => told.moved(file.name, count), sent: () => {}}, ctx.signal)
    const sent =
      source.definition.kind === 'bucket' && input.lines !== true
        ? await sendObject(source, file.name, data, ctx)
        : await sendAll(source, data, input, ctx)
    told.end()
    const {name, definition} = source
    const where = {app: app.name, stage, region, source: name, kind: definition.kind, file: input.file}
    return {...where, ...sent, durationMs: Date.now() - began}
  })
}

/** A bucket takes files, however large. */
async function sendObject(
  {definition, address}: FoundSource,
  name: string,
  data: AsyncIterable<Buffer>,
  {objects, signal}: Context,
): Promise<SentEvents> {
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of data) {
      bytes += chunk.length
      yield chunk
    }
  }
  const key = objectKey(definition.prefix ?? '', name === '-' ? 'stdin' : plainName(name))
  await objects.write(address, key, counted(), signal)
  return {...emptyTally(), events: 1, sent: 1, bytes}
}

async function sendAll(
  source: FoundSource,
  data: AsyncIterable<Buffer>,
  {file, lines = isOfLines(file), rate}: SendInput,
  ctx: Context,
): Promise<SentEvents> {
  const tally = emptyTally()
  const sender = openSender(source, ctx)
  await sendEvents(readEvents(file, data, {lines}), tally, {sender, rate, signal: ctx.signal})
  return tally
}
