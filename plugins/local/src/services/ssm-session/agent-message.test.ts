import assert from 'node:assert/strict'

import fc from 'fast-check'

import {decodeAgentMessage, encodeAgentMessage} from './agent-message.js'

const MESSAGE = {
  messageType: 'output_stream_data',
  sequenceNumber: 7,
  flags: 1,
  payloadType: 1,
  payload: Buffer.from('payload'),
}

describe("an agent's message", () => {
  it('has its fields where the client looks for them', () => {
    const bytes = encodeAgentMessage(MESSAGE)

    assert.equal(bytes.length, 120 + 7)
    assert.equal(bytes.readUInt32BE(0), 116)
    assert.equal(bytes.toString('latin1', 4, 36), 'output_stream_data'.padEnd(32))
    assert.equal(bytes.readBigInt64BE(48), 7n)
    assert.equal(bytes.toString('hex', 80, 88), '239f59ed55e737c7')
    assert.equal(bytes.toString('latin1', 120), 'payload')
  })

  it('has an id of which the lower half comes first', () => {
    const bytes = encodeAgentMessage(MESSAGE)
    Buffer.from('a508b5f073f31b16dd01e56bff48483e', 'hex').copy(bytes, 64)

    assert.equal(decodeAgentMessage(bytes).messageId, 'dd01e56b-ff48-483e-a508-b5f073f31b16')
  })

  it('is refused when its payload was harmed or cut', () => {
    const bytes = encodeAgentMessage(MESSAGE)
    const harmed = Buffer.from(bytes)
    harmed[125]! ^= 1

    assert.throws(() => decodeAgentMessage(harmed), /payload Hash is not valid/)
    assert.throws(() => decodeAgentMessage(bytes.subarray(0, 125)), /another length/)
    assert.throws(() => decodeAgentMessage(bytes.subarray(0, 100)), /payloadDigest is outside of the message/)
  })

  it('made of anything is read or refused, never more', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 300}), (bytes) => {
        try {
          decodeAgentMessage(Buffer.from(bytes))
        } catch (error) {
          assert.ok(error instanceof Error && !(error instanceof RangeError), String(error))
        }
      }),
    )
  })
})
