import {randomUUID} from 'node:crypto'

/** A key that no other object has: `2026/11/22/<uuid>-conn.ndjson`. */
export function objectKey(prefix: string, name: string, now = new Date()): string {
  return `${prefix}${now.toISOString().slice(0, 10).replaceAll('-', '/')}/${randomUUID()}-${name}`
}
