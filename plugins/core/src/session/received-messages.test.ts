import assert from 'node:assert/strict'

import fc from 'fast-check'

import {acknowledgedSequence} from './acknowledgement.js'
import {parseMessage, type SessionMessage} from './message.js'
import {createReceivedMessages} from './received-messages.js'

describe('received messages', () => {
  it('are handed on in order, each once, however they come', () => {
    const order = fc
      .integer({min: 1, max: 40})
      .chain((count) => fc.shuffledSubarray([...Array(count).keys(), ...Array(count).keys()], {minLength: 2 * count}))

    fc.assert(
      fc.property(order, (sequences) => {
        const taken: number[] = []
        const receive = createReceivedMessages(
          () => undefined,
          ({sequence}) => taken.push(sequence),
        )

        for (const sequence of sequences) receive(message(sequence))

        assert.deepEqual(taken, [...Array(sequences.length / 2).keys()])
      }),
    )
  })

  it('are acknowledged each time they come', () => {
    const acknowledged: number[] = []
    const receive = createReceivedMessages(
      (bytes) => acknowledged.push(acknowledgedSequence(parseMessage(bytes))),
      () => undefined,
    )

    for (const sequence of [0, 2, 0, 1]) receive(message(sequence))

    assert.deepEqual(acknowledged, [0, 2, 0, 1])
  })

  it('too far ahead of a missing one are left for another time', () => {
    let acknowledged = 0
    const receive = createReceivedMessages(
      () => (acknowledged += 1),
      () => undefined,
    )

    for (let sequence = 1; sequence <= 5000; sequence += 1) receive(message(sequence))

    assert.equal(acknowledged, 1000)
  })
})

function message(sequence: number): SessionMessage {
  return {
    type: 'output_stream_data',
    schemaVersion: 1,
    createdAt: 1,
    sequence,
    flags: 0,
    id: 'dd01e56b-ff48-483e-a508-b5f073f31b16',
    payloadType: 1,
    payload: Buffer.from('x'),
  }
}
