import assert from 'node:assert/strict'

import protobuf from 'protobufjs/minimal.js'

import {decodeTrace} from './buildkit-trace.js'

type Write = (writer: protobuf.Writer) => protobuf.Writer

/** The field `id` of a message that holds another one. */
function nested(id: number, ...writes: Write[]): Write {
  return (writer) => {
    writer.uint32((id << 3) | 2).fork()
    for (const write of writes) write(writer)
    return writer.ldelim()
  }
}

function text(id: number, value: string): Write {
  return (writer) => writer.uint32((id << 3) | 2).string(value)
}

function number(id: number, value: number): Write {
  return (writer) => writer.uint32(id << 3).int64(value)
}

function encode(...writes: Write[]): string {
  const writer = protobuf.Writer.create()
  for (const write of writes) write(writer)
  return Buffer.from(writer.finish()).toString('base64')
}

describe('decodeTrace', () => {
  it('reads steps with their times in ms', () => {
    const trace = encode(
      nested(
        1,
        text(1, 'sha256:1'),
        text(3, '[1/2] FROM a'),
        number(4, 1),
        nested(5, number(1, 1_700_000_000), number(2, 250_000_000)),
        nested(6, number(1, 1_700_000_001)),
        text(7, 'broken'),
      ),
    )

    const {vertexes} = decodeTrace(trace)

    assert.deepEqual(vertexes, [
      {
        digest: 'sha256:1',
        name: '[1/2] FROM a',
        cached: true,
        started: 1_700_000_000_250,
        completed: 1_700_000_001_000,
        error: 'broken',
      },
    ])
  })

  it('reads what a step printed as bytes', () => {
    const trace = encode(nested(3, text(1, 'sha256:1'), number(3, 2), text(4, 'zürich\n')))

    const {logs} = decodeTrace(trace)

    assert.equal(Buffer.from(logs[0]?.bytes ?? []).toString(), 'zürich\n')
    assert.equal(logs[0]?.stream, 2)
  })

  it('passes over fields that it does not know', () => {
    const progressGroup = nested(8, text(1, 'group'), number(3, 1))
    const trace = encode(nested(2, text(1, 'status')), nested(9, number(1, 1)), nested(1, text(1, 'a'), progressGroup))

    const {vertexes} = decodeTrace(trace)

    assert.deepEqual(vertexes, [{digest: 'a', name: '', cached: false, error: ''}])
  })

  it('finds nothing in an empty trace', () => {
    assert.deepEqual(decodeTrace(''), {vertexes: [], logs: []})
  })
})
