import assert from 'node:assert/strict'

import {compareVersions, isRelease, parseVersion, type Version, versionProblem} from './version.js'

describe('a version of VAST', () => {
  it('is ordered as Semantic Versioning orders it', () => {
    // The example of 11.4, with numbers beside it that sort otherwise as text.
    const ascending = [
      'v0.9.10',
      'v1.0.0-alpha',
      'v1.0.0-alpha.1',
      'v1.0.0-alpha.beta',
      'v1.0.0-beta',
      'v1.0.0-beta.2',
      'v1.0.0-beta.11',
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.9.0',
      'v1.10.0',
      'v2.0.0',
      'v10.0.0',
    ]

    const sorted = ascending
      .toReversed()
      .map((text) => ({text, version: parseVersion(text) as Version}))
      .toSorted((one, other) => compareVersions(one.version, other.version))

    assert.deepEqual(
      sorted.map(({text}) => text),
      ascending,
    )
  })

  for (const text of ['3.1.0', 'v3.1', 'v3.1.0.0', 'v03.1.0', 'v3.1.0-', 'v3.1.0+build', 'latest', 'main', '']) {
    it(`is none: "${text}"`, () => assert.equal(parseVersion(text), undefined))
  }

  it('can be built upon from v1.1.0 on, as long as it is VAST', () => {
    const taken = ['v1.1.0', 'v1.1.1-rc1', 'v2.4.1', 'v3.1.0-rc2', 'v3.99.0']
    const refused = ['v0.9.9', 'v1.0.9', 'v1.1.0-rc1', 'v4.0.0-rc1', 'v4.0.0', 'v10.0.0']

    assert.deepEqual([...taken, ...refused].filter(isRelease), taken)
    assert.equal(versionProblem('v1.1.0-rc1'), '"v1.1.0-rc1" is older than v1.1.0')
    assert.match(versionProblem('v4.0.0-rc1') ?? '', /is Tenzir/)
  })
})
