import assert from 'node:assert/strict'

import {createJournal} from './journal.js'

const entry = (operation: string) => ({time: '', service: 'ecs', operation, region: 'eu-west-1'})

describe('the journal', () => {
  it('keeps the latest requests and counts them all', () => {
    const journal = createJournal(2)

    for (const operation of ['one', 'two', 'three', 'four', 'five']) journal.add(entry(operation))

    assert.deepEqual(
      journal.entries().map(({operation}) => operation),
      ['four', 'five'],
    )
    assert.deepEqual(journal.counts(), {ecs: 5})
  })

  it('forgets', () => {
    const journal = createJournal()
    journal.add(entry('one'))

    journal.clear()

    assert.deepEqual([journal.entries(), journal.counts()], [[], {}])
  })
})
