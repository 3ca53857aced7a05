import {extname} from 'node:path'
import type {Transform} from 'node:stream'
import zlib from 'node:zlib'

import {StackError} from '../errors.js'

const ENDINGS: Readonly<Record<string, 'gzip' | 'zstd'>> = {'.gz': 'gzip', '.zst': 'zstd'}

/** Pieces as large as a file is read in; zlib's own are a quarter of that. */
const chunkSize = 64 * 1024

/** By the ending of its name. */
export function isCompressed(name: string): boolean {
  return compressionOf(name) !== undefined
}

/** What undoes the compression of what has this name; `undefined`: it has none. Throws `USAGE` where this Node cannot. */
export function decompressorOf(name: string): (() => Transform) | undefined {
  const compression = compressionOf(name)
  if (compression === undefined) return undefined
  if (compression === 'gzip') return () => zlib.createGunzip({chunkSize})
  // From Node 22.15 on.
  if ('createZstdDecompress' in zlib) return () => zlib.createZstdDecompress({chunkSize})
  throw new StackError('USAGE', `Node ${process.versions.node} knows no zstd: it takes 22.15 or later`)
}

function compressionOf(name: string): 'gzip' | 'zstd' | undefined {
  return ENDINGS[extname(name).toLowerCase()]
}
