import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {type AgentMessage, decodeAgentMessage, encodeAgentMessage} from './agent-message.js'
import {type AgentStream, createAgentStream} from './agent-stream.js'

describe("the agent's stream", () => {
  let stream: AgentStream
  let sent: AgentMessage[]
  let taken: string[]

  beforeEach(() => {
    sent = []
    taken = []
    stream = createAgentStream({
      transmit: (bytes) => sent.push(decodeAgentMessage(bytes)),
      take: async (_payloadType, payload) => void taken.push(payload.toString()),
    })
  })
  afterEach(() => stream.close())

  it('begins with SYN and numbers what it sends', () => {
    stream.send(1, Buffer.from('a'))
    stream.send(1, Buffer.from('b'))

    assert.deepEqual(
      sent.map(({sequenceNumber, flags}) => [sequenceNumber, flags]),
      [
        [0, 1],
        [1, 0],
      ],
    )
  })

  it('sends again what nobody acknowledges, and no more once somebody does', async () => {
    stream.send(1, Buffer.from('a'))
    await sleep(450)
    const before = sent.length
    stream.received(input('acknowledge', 0, JSON.stringify({AcknowledgedMessageSequenceNumber: 0})))
    await sleep(450)

    assert.ok(before >= 2)
    assert.equal(sent.length, before)
    assert.equal(stream.unacknowledged(), 0)
  })

  it('takes what comes in order, each once, and acknowledges all of it', async () => {
    for (const sequence of [1, 0, 0, 2, 1]) stream.received(input('input_stream_data', sequence, String(sequence)))
    await sleep(10)

    assert.deepEqual(taken, ['0', '1', '2'])
    const acknowledged = sent.map(
      ({payload}) => (JSON.parse(payload.toString()) as Record<string, unknown>)['AcknowledgedMessageSequenceNumber'],
    )
    assert.deepEqual([...new Set(acknowledged)].toSorted(), [0, 1, 2])
  })

  it('sends nothing in a pause, and it all after it', async () => {
    stream.received(input('pause_publication', 0, ''))
    stream.send(1, Buffer.from('a'))
    await sleep(350)
    const inPause = sent.length
    stream.received(input('start_publication', 0, ''))
    await sleep(350)

    assert.deepEqual([inPause, sent.length > 0], [0, true])
  })
})

function input(messageType: string, sequenceNumber: number, text: string): Buffer {
  return encodeAgentMessage({messageType, sequenceNumber, flags: 0, payloadType: 1, payload: Buffer.from(text)})
}
