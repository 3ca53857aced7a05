import assert from 'node:assert/strict'

import {atSamePlace, givenOf} from './same-place.js'

describe('a suggested command', () => {
  const given = givenOf('aws-stack vast:destroy', {
    raw: [
      {type: 'flag', flag: 'local', input: '--local'},
      {type: 'flag', flag: 'stage', input: 'prod'},
      {type: 'flag', flag: 'config', input: 'my settings.yaml'},
      {type: 'flag', flag: 'yes', input: '--yes'},
      {type: 'flag', flag: 'part', input: 'server'},
    ],
  })

  it('goes where the failed one went', () => {
    assert.equal(
      atSamePlace('aws-stack vast:status', given),
      "aws-stack vast:status --local --stage prod --config 'my settings.yaml'",
    )
  })

  it('takes everything that was given where it is the same command again', () => {
    assert.equal(
      atSamePlace('aws-stack vast:destroy --yes --force', given),
      "aws-stack vast:destroy --yes --force --local --stage prod --config 'my settings.yaml' --part server",
    )
  })

  it('names a place once', () => {
    assert.match(
      atSamePlace('aws-stack vast:deploy --stage prod', given),
      /^aws-stack vast:deploy --stage prod --local --config/,
    )
  })

  it('is left alone where it has no place', () => {
    for (const command of [
      'aws-stack local:start',
      'npm install aws-stack',
      'aws sso login',
      'aws-stack vast:plan --help',
    ]) {
      assert.equal(atSamePlace(command, given), command)
    }
  })
})
