import {createHash, randomUUID} from 'node:crypto'

import {MESSAGE} from './message-types.js'
import {garbled} from './session-error.js'

/** One binary message of a data channel, in either direction. */
export interface SessionMessage {
  readonly type: string
  readonly schemaVersion: number
  /** Epoch ms. */
  readonly createdAt: number
  readonly sequence: number
  readonly flags: number
  readonly id: string
  readonly payloadType: number
  readonly payload: Buffer
}

/**
 * Offsets, all integers big-endian: session-manager-plugin, src/message/clientmessage.go. `HeaderLength` counts up to the
 * payload's length, so the payload begins four bytes after it (messageparser.go, DeserializeClientMessage).
 */
const AT = {type: 4, version: 36, created: 40, sequence: 48, flags: 56, id: 64, digest: 80, payloadType: 112} as const
const HEADER_LENGTH = 116
const PAYLOAD_AT = HEADER_LENGTH + 4
const TYPE_LENGTH = 32

/** These two are control messages of the gateway, whose other fields nobody checks (messageparser.go, Validate). */
const UNCHECKED: readonly string[] = [MESSAGE.start, MESSAGE.pause]

export type NewMessage = Pick<SessionMessage, 'type' | 'sequence' | 'flags' | 'payloadType' | 'payload'> &
  Partial<SessionMessage>

export function serializeMessage(message: NewMessage): Buffer {
  const {type, sequence, flags, payloadType, payload} = message
  const {schemaVersion = 1, createdAt = Date.now(), id = randomUUID()} = message
  // Every byte of it is written below; one from Node's pool costs no memory of its own, and there are thousands a second.
  const bytes = Buffer.allocUnsafe(PAYLOAD_AT + payload.length)
  bytes.writeUInt32BE(HEADER_LENGTH, 0)
  bytes.fill(' ', AT.type, AT.version)
  bytes.write(type, AT.type, TYPE_LENGTH, 'latin1')
  bytes.writeUInt32BE(schemaVersion, AT.version)
  bytes.writeBigUInt64BE(BigInt(createdAt), AT.created)
  bytes.writeBigInt64BE(BigInt(sequence), AT.sequence)
  bytes.writeBigUInt64BE(BigInt(flags), AT.flags)
  writeId(bytes, id)
  digest(payload).copy(bytes, AT.digest)
  bytes.writeUInt32BE(payloadType, AT.payloadType)
  bytes.writeUInt32BE(payload.length, HEADER_LENGTH)
  payload.copy(bytes, PAYLOAD_AT)
  return bytes
}

/** Throws `SESSION_GARBLED` for whatever is not a whole, unharmed message. The payload is a view of `bytes`. */
export function parseMessage(bytes: Buffer): SessionMessage {
  if (bytes.length < PAYLOAD_AT) throw garbled(`a message of ${bytes.length} bytes, which is less than its header`)
  const type = readType(bytes)
  const unchecked = UNCHECKED.includes(type)
  const payload = unchecked ? Buffer.alloc(0) : readPayload(bytes)
  return {
    type,
    schemaVersion: bytes.readUInt32BE(AT.version),
    createdAt: safe(bytes.readBigUInt64BE(AT.created), 'CreatedDate'),
    sequence: safe(bytes.readBigInt64BE(AT.sequence), 'SequenceNumber'),
    flags: safe(bytes.readBigUInt64BE(AT.flags), 'Flags'),
    id: readId(bytes),
    payloadType: bytes.readUInt32BE(AT.payloadType),
    payload,
  }
}

/** Padded with spaces; older agents pad with zeros (messageparser.go, getString). */
function readType(bytes: Buffer): string {
  const type = bytes
    .toString('latin1', AT.type, AT.version)
    .replaceAll(/^\0+|\0+$/g, '')
    .trim()
  if (!/^[\w-]+$/.test(type)) throw garbled(`the message type ${JSON.stringify(type)}`)
  return type
}

function readPayload(bytes: Buffer): Buffer {
  const headerLength = bytes.readUInt32BE(0)
  if (headerLength !== HEADER_LENGTH) throw garbled(`a header of ${headerLength} bytes in place of ${HEADER_LENGTH}`)
  const payload = bytes.subarray(PAYLOAD_AT)
  const length = bytes.readUInt32BE(HEADER_LENGTH)
  if (length !== payload.length) throw garbled(`${payload.length} bytes of payload in place of ${length}`)
  const claimed = bytes.subarray(AT.digest, AT.payloadType)
  if (length > 0 && !digest(payload).equals(claimed)) throw garbled('a payload that does not match its digest')
  return payload
}

function digest(payload: Buffer): Buffer {
  return createHash('sha256').update(payload).digest()
}

/** The lower eight bytes of the UUID come first (messageparser.go, putUuid and getUuid). */
function writeId(bytes: Buffer, id: string): void {
  const uuid = Buffer.from(id.replaceAll('-', ''), 'hex')
  uuid.copy(bytes, AT.id, 8, 16)
  uuid.copy(bytes, AT.id + 8, 0, 8)
}

function readId(bytes: Buffer): string {
  const uuid = Buffer.concat([bytes.subarray(AT.id + 8, AT.digest), bytes.subarray(AT.id, AT.id + 8)])
  return uuid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function safe(value: bigint, field: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw garbled(`${field} ${value}`)
  return number
}
