import assert from 'node:assert/strict'

import {atSamePlace, givenPlace} from './same-place.js'

describe('a suggested command', () => {
  const flags = {verbose: false, local: true}
  const raw = [
    {type: 'flag', flag: 'local', input: ''},
    {type: 'flag', flag: 'stage', input: 'prod'},
    {type: 'flag', flag: 'config', input: 'my settings.yaml'},
    {type: 'flag', flag: 'yes', input: ''},
  ] as const

  it('goes where the failed one went', () => {
    const command = atSamePlace('aws-stack vast:destroy --yes --force', givenPlace({flags, raw}))

    assert.equal(command, "aws-stack vast:destroy --yes --force --local --stage prod --config 'my settings.yaml'")
  })

  it('names a place once', () => {
    assert.equal(
      atSamePlace('aws-stack vast:deploy --stage prod', ['--stage prod']),
      'aws-stack vast:deploy --stage prod',
    )
  })

  it('is left alone where it has no place', () => {
    for (const command of ['aws-stack local:start', 'npm install aws-stack', 'aws sso login']) {
      assert.equal(atSamePlace(command, ['--local']), command)
    }
  })
})
