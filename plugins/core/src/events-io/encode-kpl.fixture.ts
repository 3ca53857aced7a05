import {createHash} from 'node:crypto'

import type {KplRecord} from './decode-kpl.js'

/** As the Kinesis Producer Library does it. */
export function encodeKpl(records: readonly KplRecord[]): Buffer {
  const keys = [...new Set(records.map(({partitionKey}) => partitionKey))]
  const message = Buffer.concat([
    ...keys.map((key) => sized(1, Buffer.from(key))),
    ...records.map(({partitionKey, data}) => {
      const index = Buffer.concat([varint((1 << 3) | 0), varint(keys.indexOf(partitionKey))])
      return sized(3, Buffer.concat([index, sized(3, data)]))
    }),
  ])
  const digest = createHash('md5').update(message).digest()
  return Buffer.concat([Buffer.from('f3899ac2', 'hex'), message, digest])
}

function sized(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const bytes = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) | 0x80)
  }
}
