import assert from 'node:assert/strict'

import {parseMessage} from './message.js'
import {createSentMessages} from './sent-messages.js'

const X = Buffer.from('x')

describe('sent messages', () => {
  it('are numbered from 0, without a gap', async () => {
    const {sent, sequences} = sending()

    for (let count = 0; count < 3; count += 1) await sent.send(1, X)

    assert.deepEqual(sequences, [0, 1, 2])
  })

  it('go again when they are not acknowledged in time, the oldest first', async () => {
    const {sent, sequences} = sending()
    await sent.send(1, X)
    await sent.send(1, X)
    sent.acknowledged(0)

    sent.resend(150)
    sent.resend(201)
    sent.resend(202)

    assert.deepEqual(sequences, [0, 1, 1])
  })

  it('wait where many are on their way', async () => {
    const {sent, sequences} = sending()
    let isDone = false
    const all = (async () => {
      for (let count = 0; count < 100; count += 1) await sent.send(1, X)
      isDone = true
    })()
    await new Promise(setImmediate)
    const waiting = sequences.length

    for (let sequence = 0; !isDone; sequence += 1) {
      sent.acknowledged(sequence)
      await new Promise(setImmediate)
    }
    await all

    assert.equal(waiting, 64)
    assert.deepEqual(sequences, [...Array(100).keys()])
  })

  it('rest in a pause, and go after it', async () => {
    const {sent, sequences} = sending()
    sent.pause()
    await sent.send(1, X)
    sent.resend(5000)
    const inPause = [...sequences]

    sent.resume()
    sent.resend(5000)

    assert.deepEqual([inPause, sequences], [[], [0]])
  })

  it('end the session when nobody acknowledges them for minutes', async () => {
    const {sent} = sending()
    await sent.send(1, X)
    for (let attempt = 1; attempt <= 3000; attempt += 1) sent.resend(attempt * 2000)

    assert.throws(() => sent.resend(3001 * 2000), {code: 'SESSION_LOST'})
  })
})

function sending() {
  const sequences: number[] = []
  const sent = createSentMessages(
    (bytes) => sequences.push(parseMessage(bytes).sequence),
    () => 0,
  )
  return {sent, sequences}
}
