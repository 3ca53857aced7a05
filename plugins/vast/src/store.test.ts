import assert from 'node:assert/strict'

import {store} from './store.js'

describe('the command line of vast', () => {
  it('imports, and ends when the server has it', () => {
    assert.deepEqual(store.importCommand({format: 'json', type: 'aws.flowlogs'}), [
      'vast',
      'import',
      '--blocking',
      '--type=aws.flowlogs',
      'json',
    ])
  })

  it('exports and counts, with the query as one word', () => {
    const query = `#type == "a'b" && x > 1`

    assert.deepEqual(store.exportCommand({format: 'csv', query, limit: 3}), [
      'vast',
      'export',
      '--max-events=3',
      'csv',
      query,
    ])
    assert.deepEqual(store.exportCommand({format: 'json', query}), ['vast', 'export', 'json', query])
    assert.deepEqual(
      [store.countCommand(query), store.countCommand(undefined)],
      [
        ['vast', 'count', query],
        ['vast', 'count'],
      ],
    )
  })

  it('knows no ending twice', () => {
    const endings = store.formats.flatMap((format) => format.endings)

    assert.equal(new Set(endings).size, endings.length)
  })
})
