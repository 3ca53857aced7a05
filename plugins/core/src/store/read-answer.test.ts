import assert from 'node:assert/strict'

import {readCount, readRows} from './read-answer.js'
import type {RunProgram} from './run-in-server.js'
import {fakePrograms} from './sample-store.fixture.js'

const ctx = {signal: new AbortController().signal}
const rows = (run: RunProgram, limit = 10) => readRows({words: [], run, limit}, ctx)
const count = (run: RunProgram) => readCount({words: [], run}, ctx)

describe('the answer to a query', () => {
  it('is its events, as many as are wanted, and whether there are more', async () => {
    const {run} = fakePrograms({says: '{"a":1}\n{"a":2}\n\n'})

    assert.deepEqual(await rows(run), {rows: [{a: 1}, {a: 2}], truncated: false, exitCode: 0})
    assert.deepEqual(await rows(run, 1), {rows: [{a: 1}], truncated: true, exitCode: 0})
  })

  it('that fails is the exit code, also where its last line is cut', async () => {
    const {run} = fakePrograms({says: '{"a":1}\n{"a', exitCode: 3})

    assert.deepEqual([await rows(run), await count(run)], [{rows: [], truncated: false, exitCode: 3}, {exitCode: 3}])
  })

  it('keeps each character whole, wherever the session cuts it', async () => {
    const run: RunProgram = async ({stdout}) => {
      for (const byte of Buffer.from('{"name":"Zoë 漢"}\n')) stdout?.write(Buffer.of(byte))
      return 0
    }

    assert.deepEqual((await rows(run)).rows, [{name: 'Zoë 漢'}])
  })

  it('is a number where one is asked for', async () => {
    assert.deepEqual(await count(fakePrograms({says: '42\n'}).run), {count: 42, exitCode: 0})
  })

  it('that cannot be read is none', async () => {
    for (const read of [rows, count])
      await assert.rejects(read(fakePrograms({says: 'oops'}).run), {code: 'ANSWER_NOT_READABLE', message: /"oops"/})
  })
})
