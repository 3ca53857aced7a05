import assert from 'node:assert/strict'

import {lastOf} from './last-of.js'
import {mergeLines} from './merge-lines.js'

async function* lines(...times: number[]): AsyncIterable<{at: number}> {
  for (const at of times) yield {at}
}

async function all<T>(merged: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const line of merged) found.push(line)
  return found
}

describe('lines of several sources', () => {
  it('are one log by time, of equal times the source that comes first', async () => {
    const merged = await all(mergeLines([lines(1, 4, 4, 9), lines(), lines(2, 4, 5)]))

    assert.deepEqual(
      merged.map(({at}) => at),
      [1, 2, 4, 4, 4, 5, 9],
    )
  })

  it('are not read further than they are taken', async () => {
    let read = 0
    async function* endless(): AsyncIterable<{at: number}> {
      for (;;) yield {at: (read += 1)}
    }

    for await (const {at} of mergeLines([endless(), lines(100)])) if (at === 3) break

    assert.equal(read, 3)
  })

  it('are the last so many where only these are wanted', async () => {
    assert.deepEqual(await all(lastOf(lines(1, 2, 3, 4, 5), 2)), [{at: 4}, {at: 5}])
    assert.deepEqual(await all(lastOf(lines(1), 2)), [{at: 1}])
  })
})
