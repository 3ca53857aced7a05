import assert from 'node:assert/strict'

import fc from 'fast-check'

import {StackError} from '../errors.js'
import {type NewMessage, parseMessage, serializeMessage} from './message.js'

/** The values of amazon-ssm-agent, agent/session/contracts/agentmessage_test.go, TestSerializeAndDeserializeAgentMessage, laid out by hand. */
const KNOWN = {
  message: {
    type: 'interactive_shell',
    schemaVersion: 1,
    createdAt: 1503434274948,
    sequence: 1,
    flags: 2,
    id: 'dd01e56b-ff48-483e-a508-b5f073f31b16',
    payloadType: 0,
    payload: Buffer.from('payload'),
  },
  bytes: Buffer.from(
    [
      '00000074',
      Buffer.from('interactive_shell'.padEnd(32)).toString('hex'),
      '00000001',
      '0000015e0baa7884',
      '0000000000000001',
      '0000000000000002',
      'a508b5f073f31b16dd01e56bff48483e',
      '239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5',
      '00000000',
      '00000007',
      Buffer.from('payload').toString('hex'),
    ].join(''),
    'hex',
  ),
}

const messages: fc.Arbitrary<NewMessage & {id: string}> = fc.record(
  {
    type: fc.constantFrom('input_stream_data', 'output_stream_data', 'acknowledge', 'channel_closed'),
    schemaVersion: fc.nat(),
    createdAt: fc.maxSafeNat(),
    sequence: fc.maxSafeNat(),
    flags: fc.constantFrom(0, 1, 2, 3),
    id: fc.uuid(),
    payloadType: fc.nat(20),
    payload: fc.uint8Array({maxLength: 2000}).map((bytes) => Buffer.from(bytes)),
  },
  {noNullPrototype: true},
)

describe('a message of a session', () => {
  it('is laid out as the agent and the plugin lay it out', () => {
    assert.equal(serializeMessage(KNOWN.message).toString('hex'), KNOWN.bytes.toString('hex'))
    assert.deepEqual(parseMessage(KNOWN.bytes), KNOWN.message)
  })

  it('is read as it was written', () => {
    fc.assert(
      fc.property(messages, (message) => {
        assert.deepEqual(parseMessage(serializeMessage(message)), message)
      }),
    )
  })

  it('whose payload, lengths or type were harmed is refused, whatever the harm', () => {
    const harmed = fc.tuple(messages, fc.nat(), fc.integer({min: 1, max: 255}))

    fc.assert(
      fc.property(harmed, ([message, somewhere, difference]) => {
        const bytes = serializeMessage(message)
        const at = somewhere % bytes.length
        bytes[at]! ^= difference

        const read = readOrRefuse(bytes)

        const isPayload = at >= 120 || (at >= 80 && at < 112 && message.payload.length > 0)
        if (isPayload || at < 4 || at >= 116) assert.equal(read, 'refused')
      }),
    )
  })

  it('that is cut short or has too much is refused', () => {
    fc.assert(
      fc.property(messages, fc.nat(), (message, somewhere) => {
        const bytes = serializeMessage(message)

        assert.equal(readOrRefuse(bytes.subarray(0, somewhere % bytes.length)), 'refused')
        assert.equal(readOrRefuse(Buffer.concat([bytes, Buffer.from('x')])), 'refused')
      }),
    )
  })

  it('made of anything at all never ends in anything but a refusal', () => {
    fc.assert(fc.property(fc.uint8Array({maxLength: 400}), (bytes) => void readOrRefuse(Buffer.from(bytes))))
  })

  it('of the gateway is read without a digest', () => {
    const bytes = serializeMessage({...KNOWN.message, type: 'pause_publication'})
    bytes.fill(0, 80, 112)

    assert.equal(parseMessage(bytes).type, 'pause_publication')
  })
})

function readOrRefuse(bytes: Buffer): 'read' | 'refused' {
  try {
    parseMessage(bytes)
    return 'read'
  } catch (error) {
    assert.ok(StackError.is(error) && error.code === 'SESSION_GARBLED', String(error))
    return 'refused'
  }
}
