import {Readable} from 'node:stream'

import type {StoreDefinition} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {ImportedSource} from '../data-results.js'
import type {Source} from './find-sources.js'
import {readSource} from './read-source.js'
import type {RunProgram} from './run-in-server.js'
import {tellTransfer, type TransferTold} from './tell-transfer.js'

export interface SendInput {
  /** The app's, for messages. */
  readonly title: string
  readonly sources: readonly Source[]
  readonly type?: string | undefined
  readonly store: StoreDefinition
  readonly run: RunProgram
}

export interface Sent {
  readonly exitCode: number
  /** Those that were taken whole. */
  readonly sources: ImportedSource[]
}

/** One source after the other; those of a format that joins go through one import together. Ends with the first import that fails. */
export async function sendSources(
  {title, sources, type, store, run}: SendInput,
  ctx: Pick<Context, 'host' | 'signal'>,
): Promise<Sent> {
  const told = tellTransfer({verb: 'import', total: totalOf(sources)}, ctx)
  const taken: ImportedSource[] = []
  for (const {format, batch} of batchesOf(sources, store)) {
    const sending: Sending = {read: [], isWhole: false}
    const ended = new AbortController()
    const stdin = Readable.from(joined(batch, sending, told, AbortSignal.any([ctx.signal, ended.signal])))
    try {
      const exitCode = await run({words: store.importCommand({format, type}), stdin, signal: ctx.signal})
      if (exitCode !== 0) return {exitCode, sources: taken}
      if (!sending.isWhole) throw new StackError('IMPORT_INCOMPLETE', `${title} has not read all of it`, {blame: 'aws'})
    } catch (error) {
      throw interrupted(error, sending, taken, title)
    } finally {
      stdin.destroy()
      // Whoever has ended early leaves a source that may be silent for ever.
      ended.abort()
    }
    taken.push(...sending.read)
  }
  told.end()
  return {exitCode: 0, sources: taken}
}

interface Sending {
  /** Of one import; the last may have been read in part. */
  readonly read: Writable<ImportedSource>[]
  isWhole: boolean
}

type Writable<T> = {-readonly [Key in keyof T]: T[Key]}

function totalOf(sources: readonly Source[]): number | undefined {
  return sources.some(({size}) => size === undefined) ? undefined : sources.reduce((sum, {size = 0}) => sum + size, 0)
}

function batchesOf(sources: readonly Source[], {formats}: StoreDefinition): {format: string; batch: Source[]}[] {
  const batches: {format: string; batch: Source[]}[] = []
  for (const source of sources) {
    const last = batches.at(-1)
    const joins = formats.find(({name}) => name === source.format)?.joins ?? false
    if (joins && last?.format === source.format) last.batch.push(source)
    else batches.push({format: source.format, batch: [source]})
  }
  return batches
}

const NEW_LINE = 0x0a

/** A file whose last line has no end gets one, so that the next file's first is not part of it. */
async function* joined(
  batch: readonly Source[],
  sending: Sending,
  told: TransferTold,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let last: number | undefined
  for (const source of batch) {
    const {name, format} = source
    if (last !== undefined && last !== NEW_LINE) yield Buffer.of(NEW_LINE)
    const read = {name, format, bytes: 0, sentBytes: 0}
    sending.read.push(read)
    told.moved(name, 0)
    const bytes = (count: number) => {
      read.bytes += count
      told.moved(name, count)
    }
    for await (const chunk of readSource(source, {bytes, sent: (count) => (read.sentBytes += count)}, signal)) {
      last = chunk.at(-1) ?? last
      yield chunk
    }
  }
  sending.isWhole = true
}

/** The failure, and what it has left behind. */
function interrupted(error: unknown, {read}: Sending, taken: readonly ImportedSource[], title: string): unknown {
  const current = read.at(-1)
  if (!StackError.is(error) || !current) return error
  const {code, blame, suggestions, message, cause} = error
  const {name, bytes, sentBytes} = current
  const others = read.slice(0, -1).map((each) => each.name)
  const before = others.length > 0 ? ` and all of ${others.join(', ')}` : ''
  const left = `${sentBytes} bytes of ${name}${before} were sent, of which ${title} may have taken a part`
  const details = {...error.details, source: name, bytes, sentBytes, taken: taken.map((each) => each.name)}
  return new StackError(code, `${message}; ${left}`, {blame, suggestions, details, cause})
}
