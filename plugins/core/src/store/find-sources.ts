import {constants, createReadStream} from 'node:fs'
import {access, stat} from 'node:fs/promises'
import {basename, extname} from 'node:path'
import type {Readable, Transform} from 'node:stream'

import type {StoreDefinition} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {decompressorOf, isCompressed} from './decompress.js'
import {type Place, placeOf} from './place.js'

export interface Source {
  /** As it was named. */
  readonly name: string
  readonly format: string
  /** Bytes as it is stored; absent where only its end will tell. */
  readonly size: number | undefined
  open(signal: AbortSignal): Promise<Readable>
  /** Makes what undoes its compression; absent where it has none. */
  readonly decompress: (() => Transform) | undefined
}

export interface SourcesInput {
  readonly names: readonly string[]
  /** Of all of them; otherwise the endings of their names tell. */
  readonly format?: string | undefined
  readonly stdin: Readable
}

/** Every source is looked at before any is read, and all that is wrong is said at once: `SOURCE_NOT_READABLE`. */
export async function findSources(
  {names, format, stdin}: SourcesInput,
  store: Pick<StoreDefinition, 'formats'>,
  ctx: Pick<Context, 'objects'>,
): Promise<Source[]> {
  if (names.filter((name) => name === '-').length > 1)
    throw new StackError('USAGE', '"-" stands there twice, and there is one standard input')
  const places = names.map((name) => ({name, place: placeOf(name), format: format ?? formatOf(name, store)}))
  const unknown = places.filter((each) => each.format === undefined).map(({name}) => name)
  if (unknown.length > 0) throw formatUnknown(unknown, store)

  const problems: string[] = []
  const sources: Source[] = []
  for (const {name, place, format = ''} of places) {
    try {
      const size = await sizeOf(place, ctx)
      const decompress = decompressorOf(name)
      sources.push({name, format, size, open: (signal) => open(place, stdin, signal, ctx), decompress})
    } catch (error) {
      problems.push(problemOf(name, error as Error))
    }
  }
  if (problems.length === 0) return sources
  throw new StackError('SOURCE_NOT_READABLE', `nothing was sent: ${problems.join('; ')}`, {details: {problems}})
}

function formatOf(name: string, {formats}: Pick<StoreDefinition, 'formats'>): string | undefined {
  const base = basename(name).toLowerCase()
  const plain = isCompressed(base) ? base.slice(0, -extname(base).length) : base
  return formats.find(({endings}) => endings.includes(extname(plain)))?.name
}

function formatUnknown(names: readonly string[], {formats}: Pick<StoreDefinition, 'formats'>): StackError {
  const known = formats.map(({name}) => name).join(', ')
  const what = names.map((name) => (name === '-' ? 'standard input' : name)).join(', ')
  return new StackError('USAGE', `nothing tells the format of ${what}: say it with --format (${known})`)
}

async function sizeOf(place: Place, {objects}: Pick<Context, 'objects'>): Promise<number | undefined> {
  if (place.kind === 'stream') return undefined
  if (place.kind === 'object') return objects.size(place.bucket, place.key)
  const file = await stat(place.path)
  if (file.isDirectory()) throw new StackError('USAGE', 'it is a folder')
  await access(place.path, constants.R_OK)
  return file.isFile() ? file.size : undefined
}

/** Throws what is no problem of the source: a permission, a network. */
function problemOf(name: string, error: Error & {code?: string}): string {
  if (error.code === 'ENOENT') return `there is no ${name}`
  if (error.code === 'EACCES') return `${name} may not be read`
  if (StackError.is(error) && error.code !== 'NOT_FOUND' && error.code !== 'USAGE') throw error
  return StackError.is(error) && error.code === 'NOT_FOUND' ? error.message : `${name} cannot be read: ${error.message}`
}

async function open(
  place: Place,
  stdin: Readable,
  signal: AbortSignal,
  {objects}: Pick<Context, 'objects'>,
): Promise<Readable> {
  if (place.kind === 'stream') return stdin
  return place.kind === 'object' ? objects.read(place.bucket, place.key, signal) : createReadStream(place.path)
}
