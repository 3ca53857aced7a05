import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import {formatConfigPlans, formatDeployedConfigs} from './configs.js'
import {rangesOf} from './ranges.js'

const plain = (lines: readonly string[]) => lines.map(stripVTControlCharacters)

describe('formatting of configurations', () => {
  it('shows what would change where, and counts the rest', () => {
    const one = {file: 'f', bytes: 1200, upload: true} as const
    const differences = [{path: 'a', before: '1', after: '2'}]

    const lines = plain(
      formatConfigPlans([
        {
          ...one,
          profile: 'processor',
          action: 'release',
          environments: [
            {environment: 'dev', action: 'none', runs: 3, differences: []},
            {environment: 'prod', action: 'deploy', runs: 2, differences},
          ],
        },
        {...one, profile: 'new', action: 'release', create: true, environments: []},
        {...one, profile: 'gone', action: 'skip', environments: []},
        {...one, profile: 'same', action: 'none', environments: []},
      ]),
    )

    assert.deepEqual(lines, [
      '',
      'configs',
      '  ~ processor  upload 1 kB',
      '      dev  runs it already, version 3',
      '      prod  deploy, runs version 2',
      '          ~  a  1 → 2',
      '  + new  create the profile, upload 1 kB',
      '  - gone  there is no such profile',
      '  1 config unchanged',
    ])
  })

  it('shows what was released', () => {
    const lines = plain(
      formatDeployedConfigs([
        {
          profile: 'processor',
          changed: true,
          uploaded: false,
          version: 3,
          environments: [{environment: 'prod', changed: true, version: 3, deployment: 7, state: 'COMPLETE'}],
        },
        {profile: 'same', changed: false, uploaded: false, environments: []},
      ]),
    )

    assert.deepEqual(lines, [
      '',
      'configs',
      '  processor  prod  version 3, deployment 7  was uploaded already',
      '  1 config unchanged',
    ])
  })

  it('says nothing of an app that has none', () => {
    assert.deepEqual([...formatConfigPlans([]), ...formatDeployedConfigs([])], [])
  })

  it('folds numbers that follow one another', () => {
    assert.equal(rangesOf([7, 1, 3, 2, 9, 10]), '1-3, 7, 9-10')
  })
})
