import {StackError} from '../errors.js'

/** Where data is, as people name it: `-`, `s3://bucket/key` or a file. */
export type Place =
  | {readonly kind: 'stream'}
  | {readonly kind: 'object'; readonly bucket: string; readonly key: string}
  | {readonly kind: 'file'; readonly path: string}

/** Throws `USAGE` for an address of S3 that names no object. */
export function placeOf(name: string): Place {
  if (name === '-') return {kind: 'stream'}
  if (!name.startsWith('s3://')) return {kind: 'file', path: name}
  const {bucket, key} = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.*[^/])$/.exec(name)?.groups ?? {}
  if (bucket && key) return {kind: 'object', bucket, key}
  throw new StackError('USAGE', `"${name}" names no object: s3://bucket/key`)
}
