import {createHash, randomUUID} from 'node:crypto'

/**
 * The agent's side of the wire, written from amazon-ssm-agent alone (agent/session/contracts/agentmessage.go), and not from the engine's
 * side: each of them is a witness to the other.
 */
export interface AgentMessage {
  readonly messageType: string
  readonly sequenceNumber: number
  readonly flags: number
  readonly messageId: string
  readonly payloadType: number
  readonly payload: Buffer
}

/** `AgentMessage_…Length` in the order of the wire. The digest has 32 bytes, the message's id 16. */
const FIELDS = [
  ['headerLength', 4],
  ['messageType', 32],
  ['schemaVersion', 4],
  ['createdDate', 8],
  ['sequenceNumber', 8],
  ['flags', 8],
  ['messageId', 16],
  ['payloadDigest', 32],
  ['payloadType', 4],
  ['payloadLength', 4],
] as const

type Field = (typeof FIELDS)[number][0]

export function encodeAgentMessage(message: Omit<AgentMessage, 'messageId'>): Buffer {
  const {payload} = message
  const fields: Readonly<Record<Field, Buffer>> = {
    // The length of all before the payload's own length (Serialize: AgentMessage_PayloadLengthOffset).
    headerLength: integer(116, 4),
    messageType: Buffer.from(message.messageType.padEnd(32)),
    schemaVersion: integer(1, 4),
    createdDate: integer(Date.now(), 8),
    sequenceNumber: integer(message.sequenceNumber, 8),
    flags: integer(message.flags, 8),
    messageId: swapHalves(Buffer.from(randomUUID().replaceAll('-', ''), 'hex')),
    payloadDigest: sha256(payload),
    payloadType: integer(message.payloadType, 4),
    payloadLength: integer(payload.length, 4),
  }
  return Buffer.concat([...FIELDS.map(([field]) => fields[field]), payload])
}

/** Throws where the real one refuses (Deserialize, Validate). */
export function decodeAgentMessage(bytes: Buffer): AgentMessage {
  const fields = {} as Record<Field, Buffer>
  let at = 0
  for (const [field, length] of FIELDS) {
    fields[field] = bytes.subarray(at, at + length)
    if (fields[field].length < length) throw new Error(`${field} is outside of the message`)
    at += length
  }
  const payload = bytes.subarray(fields.headerLength.readUInt32BE() + 4)
  const payloadLength = fields.payloadLength.readUInt32BE()
  if (payloadLength !== payload.length) throw new Error('the payload has another length than it says')
  if (payloadLength > 0 && !sha256(payload).equals(fields.payloadDigest)) throw new Error('payload Hash is not valid')
  if (fields.createdDate.readBigUInt64BE() === 0n) throw new Error('CreatedDate is missing')
  return {
    messageType: fields.messageType.toString().trim(),
    sequenceNumber: Number(fields.sequenceNumber.readBigInt64BE()),
    flags: Number(fields.flags.readBigUInt64BE()),
    messageId: hyphenated(swapHalves(fields.messageId)),
    payloadType: fields.payloadType.readUInt32BE(),
    payload,
  }
}

function integer(value: number, length: 4 | 8): Buffer {
  const bytes = Buffer.alloc(length)
  if (length === 4) bytes.writeUInt32BE(value)
  else bytes.writeBigInt64BE(BigInt(value))
  return bytes
}

function sha256(payload: Buffer): Buffer {
  return createHash('sha256').update(payload).digest()
}

/** putUuid writes the least significant eight bytes first. */
function swapHalves(id: Buffer): Buffer {
  return Buffer.concat([id.subarray(8), id.subarray(0, 8)])
}

function hyphenated(id: Buffer): string {
  return id.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}
