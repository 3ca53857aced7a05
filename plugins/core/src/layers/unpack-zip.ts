import {crc32, inflateRawSync} from 'node:zlib'

import type {AddedFile} from '../docker/build-options.js'

/** Of its parts, "4.3 General Format of a .ZIP file" in PKWARE's APPNOTE. */
const END = 0x06054b50
const ENTRY = 0x02014b50
const END_SIZE = 22
const ENTRY_SIZE = 46
const LOCAL_SIZE = 30

/** What Lambda takes of all layers, unpacked ("Lambda quotas", AWS Lambda Developer Guide). */
const MAX_BYTES = 250 * 1024 * 1024

/** The files of a zip with their modes; folders are those that the files are in. Throws where it is damaged, or holds what no layer does. */
export function unpackZip(zip: Buffer): AddedFile[] {
  const end = endOf(zip)
  const count = zip.readUInt16LE(end + 10)
  const files: AddedFile[] = []
  let at = zip.readUInt32LE(end + 16)
  let total = 0
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_SIZE > zip.length || zip.readUInt32LE(at) !== ENTRY) throw new Error('its directory is damaged')
    const entry = readEntry(zip, at)
    at = entry.next
    if (entry.path.endsWith('/')) continue
    total += entry.size
    if (total > MAX_BYTES) throw new Error(`unpacked it is larger than ${MAX_BYTES} bytes`)
    files.push({path: checked(entry.path), mode: entry.mode, bytes: contentOf(zip, entry)})
  }
  return files
}

interface Entry {
  readonly path: string
  readonly mode: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly local: number
  /** Where the next one begins. */
  readonly next: number
}

/** It stands at the end, before a comment of at most 64 KB. */
function endOf(zip: Buffer): number {
  for (let at = zip.length - END_SIZE; at >= 0 && at >= zip.length - END_SIZE - 0xffff; at -= 1) {
    if (zip.readUInt32LE(at) === END) return at
  }
  throw new Error('it is no zip')
}

function readEntry(zip: Buffer, at: number): Entry {
  const nameLength = zip.readUInt16LE(at + 28)
  const nameEnd = at + ENTRY_SIZE + nameLength
  // Made on Unix: the upper half is what `stat` tells of the file.
  const stat = zip.readUInt32LE(at + 38) >>> 16
  const path = zip.toString('utf8', at + ENTRY_SIZE, nameEnd)
  if ((stat & 0o170000) === 0o120000) throw new Error(`${path} is a symbolic link`)
  return {
    path,
    mode: stat & 0o777 || 0o644,
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    local: zip.readUInt32LE(at + 42),
    next: nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
  }
}

/** Nothing leaves the folder that it is unpacked into. */
function checked(path: string): string {
  const odd =
    path.startsWith('/') || path.includes('\\') || path.split('/').some((name) => ['', '.', '..'].includes(name))
  if (odd) throw new Error(`it holds the path ${JSON.stringify(path)}`)
  return path
}

function contentOf(zip: Buffer, {path, method, crc, packed, size, local}: Entry): Buffer {
  if (local + LOCAL_SIZE > zip.length) throw new Error(`${path} is damaged`)
  const start = local + LOCAL_SIZE + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const raw = zip.subarray(start, start + packed)
  if (method !== 0 && method !== 8) throw new Error(`${path} is packed in a way that is not known: ${method}`)
  // No more than the directory says, whatever the stream makes of itself.
  const content = method === 0 ? raw : inflateRawSync(raw, {maxOutputLength: Math.max(size, 1)})
  if (content.length !== size || crc32(content) !== crc) throw new Error(`${path} is damaged`)
  return content
}
