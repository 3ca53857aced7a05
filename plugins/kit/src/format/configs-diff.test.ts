import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import {displayWidth} from '../reporters/display-width.js'
import {formatConfigsDiff} from './configs-diff.js'

const DIFF = {
  app: 'piped',
  stage: 'dev',
  region: 'eu-west-1',
  application: 'piped-dev',
  changed: true,
  environments: [
    {
      environment: 'prod',
      profiles: [
        {profile: 'same', state: 'same' as const, version: 1, differences: []},
        {
          profile: 'processor',
          state: 'different' as const,
          version: 7,
          differences: [
            {
              path: 'transforms[0].settings',
              before: '{\n  "n": 1\n}',
              after: `{\n  "n": 2,\n  "text": "${'日本語 '.repeat(20)}"\n}`,
            },
            {path: 'gone', before: 'true'},
          ],
        },
      ],
    },
  ],
}

const lines = (columns: number) => stripVTControlCharacters(formatConfigsDiff(DIFF, columns)).split('\n')

describe('the difference of configurations on a terminal', () => {
  it('has what runs on the left and what would on the right, fitted to its width', () => {
    for (const columns of [80, 81, 120]) {
      const shown = lines(columns)

      assert.ok(
        shown.some((line) => /^ {4}"n": 1 +│ {3}"n": 2,$/.test(line)),
        shown.join('\n'),
      )
      assert.ok(shown.every((line) => displayWidth(line) <= columns))
    }
  })

  it('has one below the other where it is narrow, or no terminal', () => {
    for (const columns of [0, 60]) {
      const shown = lines(columns)

      assert.ok(shown.includes('  -   "n": 1'))
      assert.ok(shown.includes('  +   "n": 2,'))
      assert.ok(shown.includes('  - true'))
    }
  })

  it('names those that are the same in one line', () => {
    assert.ok(lines(100).includes('prod: the same: same'))
  })
})
