import assert from 'node:assert/strict'

import {EngineFailure, type ProgressMessage, readProgress} from './progress.js'

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<ProgressMessage[]> {
  const messages: ProgressMessage[] = []
  for await (const message of readProgress(stream)) messages.push(message)
  return messages
}

describe('readProgress', () => {
  it('reads one message a line, also the last one without an end', async () => {
    const messages = await all(chunks('{"status":"a"}\r\n\n{"sta', 'tus":"b"}\n{"status":"c"}'))

    assert.deepEqual(messages, [{status: 'a'}, {status: 'b'}, {status: 'c'}])
  })

  it('puts a character together that was split between chunks, wherever the split is', async () => {
    const bytes = Buffer.from('{"status":"zürich 🏔"}\n')
    const splits = Array.from(bytes.keys()).map((at) => chunks(bytes.subarray(0, at), bytes.subarray(at)))

    const read = await Promise.all(splits.map(all))

    for (const messages of read) assert.deepEqual(messages, [{status: 'zürich 🏔'}])
  })

  it('passes a line that is no JSON on as text and goes on', async () => {
    const messages = await all(chunks('<html>\n"text"\n{"status":"a"}\n'))

    assert.deepEqual(messages, [{stream: '<html>'}, {stream: '"text"'}, {status: 'a'}])
  })

  it('fails with what the engine says, and not before the messages that came earlier', async () => {
    const read = readProgress(chunks('{"status":"a"}\n{"errorDetail":{"message":"no"},"error":"no"}\n{"status":"b"}\n'))

    assert.deepEqual((await read.next()).value, {status: 'a'})
    await assert.rejects(read.next(), (error) => error instanceof EngineFailure && error.message === 'no')
  })

  it('hands a message over before the stream goes on', async () => {
    let asked = 0
    async function* endless() {
      for (;;) yield Buffer.from(`{"id":"${(asked += 1)}"}\n`)
    }

    const first = await readProgress(endless()).next()

    assert.deepEqual(first.value, {id: '1'})
    assert.equal(asked, 1)
  })
})
