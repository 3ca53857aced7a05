import assert from 'node:assert/strict'

import {allAtSamePlace, atSamePlace, givenOf} from './same-place.js'

describe('a suggested command', () => {
  const given = givenOf('aws-stack vast:destroy', {
    flags: {local: true},
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
      atSamePlace('aws-stack vast:deploy --stage prod', given) ?? '',
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

describe('a suggested command of the aws CLI', () => {
  const events = 'aws cloudformation describe-stack-events --stack-name vast-dev-server --region eu-west-1'
  const endpoint = 'http://127.0.0.1:4566'
  const given = (flags: {local: boolean; profile?: string}, at?: string) =>
    givenOf('aws-stack vast:deploy', {raw: [], flags}, at)

  it('asks the account that the failed one has asked', () => {
    assert.equal(atSamePlace(events, given({local: false})), events)
    assert.equal(atSamePlace(events, given({local: false, profile: 'prod'})), `${events} --profile prod`)
    assert.equal(
      atSamePlace(events, given({local: false, profile: "my prod's"})),
      `${events} --profile 'my prod'\\''s'`,
    )
  })

  it('asks the local AWS where that was asked, whatever the profile', () => {
    const local = given({local: true, profile: 'prod'}, endpoint)

    assert.equal(atSamePlace(events, local), `${events} --endpoint-url ${endpoint}`)
  })

  it('is not made where the local AWS is gone', () => {
    assert.equal(atSamePlace(events, given({local: true})), undefined)
  })

  for (const command of ['aws sso login', 'aws login', 'aws configure set region eu-west-1']) {
    it(`takes no more than the profile: ${command}`, () => {
      assert.equal(atSamePlace(command, given({local: true}, endpoint)), command)
      assert.equal(atSamePlace(command, given({local: false, profile: 'prod'})), `${command} --profile prod`)
    })
  }

  it('names a profile once', () => {
    const command = 'aws sso login --profile own'

    assert.equal(atSamePlace(command, given({local: false, profile: 'prod'})), command)
  })
})

describe('suggestions in a result', () => {
  it('lead to the same place wherever they stand', () => {
    const given = {
      command: 'aws-stack vast:why',
      flags: ['--local'],
      profile: undefined,
      local: true,
      endpoint: 'http://l',
    }
    const result = {
      parts: [{cause: {logicalId: 'Vpc', suggestions: ['aws-stack vast:deploy', 'aws ec2 describe-vpcs']}}],
    }

    assert.deepEqual(allAtSamePlace(result, given).parts[0]?.cause, {
      logicalId: 'Vpc',
      suggestions: ['aws-stack vast:deploy --local', 'aws ec2 describe-vpcs --endpoint-url http://l'],
    })
  })
})
