import {createHash} from 'node:crypto'

/** One of the records that the Kinesis Producer Library has put into one record of Kinesis. */
export interface KplRecord {
  readonly partitionKey: string
  readonly data: Buffer
}

/** "KPL Aggregated Record Format": magic number, protobuf message `AggregatedRecord`, MD5 of the message. */
const MAGIC = Buffer.from([0xf3, 0x89, 0x9a, 0xc2])
const DIGEST = 16

/** What an aggregated record holds, in its order; `undefined` where it is none: then it is data of its own. */
export function decodeKpl(data: Buffer): KplRecord[] | undefined {
  if (data.length < MAGIC.length + DIGEST || !data.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const message = data.subarray(MAGIC.length, -DIGEST)
  if (!createHash('md5').update(message).digest().equals(data.subarray(-DIGEST))) return undefined
  try {
    return toRecords(message)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** `partition_key_table = 1`, `explicit_hash_key_table = 2`, `records = 3` of `{partition_key_index = 1, explicit_hash_key_index = 2, data = 3, tags = 4}`. */
function toRecords(message: Buffer): KplRecord[] {
  const keys: string[] = []
  const records: {key: number; data: Buffer}[] = []
  for (const {number, bytes} of fieldsOf(message)) {
    if (number === 1 && bytes) keys.push(bytes.toString())
    if (number !== 3 || !bytes) continue
    const record: {key: number; data: Buffer} = {key: 0, data: Buffer.alloc(0)}
    for (const field of fieldsOf(bytes)) {
      if (field.number === 1) record.key = Number(field.value)
      if (field.number === 3 && field.bytes) record.data = field.bytes
    }
    records.push(record)
  }
  return records.map(({key, data}) => ({partitionKey: keys[key] ?? '', data}))
}

interface Field {
  readonly number: number
  /** Of a varint. */
  readonly value: bigint
  /** Of what has a length. */
  readonly bytes?: Buffer
}

/** Of a protobuf message. Throws `RangeError` for what is none. */
function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 64n; shift += 7n) {
      const byte = message.readUInt8(at)
      at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new RangeError('a number of more than 64 bits')
  }
  while (at < message.length) {
    const tag = varint()
    const number = Number(tag >> 3n)
    switch (Number(tag & 7n)) {
      case 0:
        yield {number, value: varint()}
        break
      case 1:
        at += 8
        break
      case 2: {
        const length = Number(varint())
        if (at + length > message.length) throw new RangeError('a length beyond the end')
        yield {number, value: 0n, bytes: message.subarray(at, at + length)}
        at += length
        break
      }
      case 5:
        at += 4
        break
      default:
        throw new RangeError('a type of field that there is not')
    }
  }
}
