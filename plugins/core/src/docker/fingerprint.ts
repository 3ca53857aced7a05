import {createHash, type Hash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {pipeline} from 'node:stream/promises'

import {buildOptions, type ImageInputs} from './build-options.js'
import {type ContextEntry, listContext} from './list-context.js'
import {notReadable} from './not-readable.js'

/** Changes when the same inputs would make another image: with the packer, or with the meaning of an option. */
const FORMAT = 'aws-stack image 1'
/** Of a SHA-256: 128 bits are enough to tell images apart, and a tag is read by people. */
const LENGTH = 32
const READERS = 8
const SMALL = 128 * 1024

/**
 * The hash of everything that an image is made from: each entry of the context (path, type, mode, content or link target), the Dockerfile,
 * build arguments, labels, target, platform and what added folders say of themselves. A base image counts by the text of its reference. Owners, times and the order of a folder do not.
 */
export async function fingerprintImage(inputs: ImageInputs): Promise<string> {
  // By its identity alone: its files may not be here yet.
  const {entries, dockerfile} = await listContext({...inputs, added: []})
  const contents = await hashFiles(entries)

  const hash = createHash('sha256')
  add(hash, FORMAT, dockerfile, entries.length)
  for (const entry of entries) add(hash, entry.path, kindOf(entry), entry.mode, contentOf(entry, contents))
  addOptions(hash, buildOptions(inputs))
  for (const {path, identity} of inputs.added ?? []) add(hash, path, identity)
  return hash.digest('hex').slice(0, LENGTH)
}

async function hashFiles(entries: readonly ContextEntry[]): Promise<Map<string, string>> {
  const contents = new Map<string, string>()
  // One iterator, so that each reader takes the next file that nobody has.
  const files = entries.filter((entry) => entry.type === 'file').values()
  const read = async () => {
    for (const file of files) contents.set(file.path, await hashFile(file))
  }
  await Promise.all(Array.from({length: READERS}, read))
  return contents
}

async function hashFile({source, size}: {source: string; size: number}): Promise<string> {
  const hash = createHash('sha256')
  try {
    // A stream costs more than the content of a small file, and most of a context is small files.
    if (size <= SMALL) hash.update(await readFile(source))
    else await pipeline(createReadStream(source), hash)
  } catch (error) {
    throw notReadable('the file', source, error)
  }
  return hash.digest('hex')
}

/** How the Dockerfile came to be read is no difference of the image. */
function kindOf({type}: ContextEntry): string {
  return type === 'bytes' ? 'file' : type
}

function contentOf(entry: ContextEntry, contents: ReadonlyMap<string, string>): string {
  switch (entry.type) {
    case 'file':
      return contents.get(entry.path) ?? ''
    case 'bytes':
      return createHash('sha256').update(entry.bytes).digest('hex')
    case 'directory':
      return ''
    case 'symlink':
      return entry.target
  }
}

/** Whatever the options hold, now or later, is hashed: keys sorted, nested values by their JSON. */
function addOptions(hash: Hash, options: object): void {
  const entries = Object.entries(options).toSorted(([one], [other]) => (one < other ? -1 : 1))
  add(hash, entries.length)
  for (const [key, value] of entries) {
    add(hash, key, typeof value)
    if (typeof value === 'object') addOptions(hash, value as object)
    else add(hash, String(value))
  }
}

/** Each value with its length before it: no two lists of values look the same. */
function add(hash: Hash, ...values: (string | number)[]): void {
  for (const value of values) {
    const bytes = Buffer.from(String(value))
    hash.update(`${bytes.length}:`).update(bytes)
  }
}
