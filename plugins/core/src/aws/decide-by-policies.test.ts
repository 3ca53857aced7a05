import assert from 'node:assert/strict'

import {limited} from './decide-by-policies.js'

const ACTION = 'ssmmessages:OpenDataChannel'
const allow = (more: object) => ({Effect: 'Allow', Resource: '*', ...more})
const deny = (more: object) => ({Effect: 'Deny', Resource: '*', ...more})
const condition = {StringEquals: {'aws:RequestedRegion': 'eu-west-1'}}

describe('what policies decide', () => {
  const cases: [what: string, decision: string, statements: object[]][] = [
    ['nothing that names the action', 'denied', [allow({Action: 's3:*'})]],
    ['the action by name, in other letters', 'allowed', [allow({Action: ['SSMMessages:opendatachannel']})]],
    ['a pattern', 'allowed', [allow({Action: 'ssmmessages:Open????Channel'})]],
    ['all but another action', 'allowed', [allow({NotAction: 'iam:*'})]],
    ['all but this action', 'denied', [allow({NotAction: 'ssm*'})]],
    [
      'the action on one resource, which it does not know',
      'denied',
      [allow({Action: '*', Resource: 'arn:aws:s3:::b'})],
    ],
    ['a denial beside what is allowed', 'denied', [allow({Action: '*'}), deny({Action: 'ssmmessages:*'})]],
    ['what is allowed under a condition', 'conditional', [allow({Action: '*', Condition: condition})]],
    [
      'what is denied under a condition',
      'conditional',
      [allow({Action: '*'}), deny({Action: '*', Condition: condition})],
    ],
  ]
  for (const [what, decision, Statement] of cases)
    it(`is ${decision} by ${what}`, () => {
      assert.equal(limited({own: [{Statement}]}, ACTION), decision)
    })

  it('takes one statement that stands alone, and a policy without any', () => {
    assert.equal(limited({own: [{}, {Statement: allow({Action: '*'})}]}, ACTION), 'allowed')
  })

  it('is at most what the boundary allows', () => {
    const own = [{Statement: allow({Action: '*'})}]
    const boundary = {Statement: allow({Action: 's3:*'})}

    assert.equal(limited({own, boundary}, ACTION), 'denied')
  })
})
