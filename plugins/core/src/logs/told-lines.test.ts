import assert from 'node:assert/strict'

import type {SourceLine} from './log-source.js'
import {createToldLines} from './told-lines.js'

const line = (id: string, at: number, ingestedAt = at): SourceLine => ({
  id,
  at,
  ingestedAt,
  stream: 's',
  message: id,
  source: {name: 'server', group: 'g'},
})

const MINUTE = 60_000

describe('a line', () => {
  it('is new once', () => {
    const told = createToldLines()

    assert.deepEqual(
      [told.isNew(line('a', 1)), told.isNew(line('b', 1)), told.isNew(line('a', 1))],
      [true, true, false],
    )
  })

  it('of another group may have the same id', () => {
    const told = createToldLines()
    told.isNew(line('a', 1))

    assert.equal(told.isNew({...line('a', 1), source: {name: 'client', group: 'other'}}), true)
  })

  it('that was told and forgotten is not new again', () => {
    const told = createToldLines()
    told.isNew(line('old', MINUTE))
    told.isNew(line('newest', 60 * MINUTE))
    told.forget(50 * MINUTE)

    assert.equal(told.isNew(line('old', MINUTE)), false)
  })

  it('that comes in long after its time is new', () => {
    const told = createToldLines()
    told.isNew(line('newest', 60 * MINUTE))
    told.forget(50 * MINUTE)

    assert.equal(told.isNew(line('late', MINUTE, 60 * MINUTE)), true)
    assert.equal(told.isNew(line('late', MINUTE, 60 * MINUTE)), false)
  })

  it('is remembered in a bounded memory: where that is full what is older is taken for told', () => {
    const told = createToldLines(2)
    for (const [index, id] of ['a', 'b', 'c'].entries()) told.isNew(line(id, index))

    assert.deepEqual(
      [told.isNew(line('a', 0)), told.isNew(line('b', 1)), told.isNew(line('d', 3))],
      [false, false, true],
    )
  })
})
