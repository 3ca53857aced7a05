import {crc32} from 'node:zlib'

/** A header of type 7: a string. */
const STRING = 7

/** One message of `application/vnd.amazon.eventstream`: prelude, headers, payload, each sealed with its CRC (Smithy 2.0, "Amazon Event Stream specification"). */
export function eventFrame(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const head = Buffer.concat(Object.entries(headers).flatMap(([name, value]) => headerOf(name, value)))
  const body = Buffer.from(payload)
  const prelude = Buffer.alloc(12)
  prelude.writeUInt32BE(prelude.length + head.length + body.length + 4, 0)
  prelude.writeUInt32BE(head.length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const sealed = Buffer.concat([prelude, head, body])
  const seal = Buffer.alloc(4)
  seal.writeUInt32BE(crc32(sealed))
  return Buffer.concat([sealed, seal])
}

function headerOf(name: string, value: string): Buffer[] {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.byteLength(value))
  return [Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), Buffer.from([STRING]), length, Buffer.from(value)]
}
