import assert from 'node:assert/strict'

import {comparePermissions} from './compare-permissions.js'

const allow = (Action: string | string[], Resource: string | string[], Condition?: object) =>
  ({
    Version: '2012-10-17' as const,
    Statement: [
      {
        Sid: 'Any',
        Effect: 'Allow' as const,
        Action: [Action].flat(),
        Resource: [Resource].flat(),
        ...(Condition && {Condition}),
      },
    ],
  }) as never

const ON = {StringEquals: {'aws:RequestTag/a': 'b'}}

describe('what a role may do', () => {
  it('is the same however statements are cut', () => {
    const live = [allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow(['s3:PutObject'], ['arn:aws:s3:::a/*'])]

    assert.deepEqual(comparePermissions(live, [allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*')]), [])
  })

  it('is the same where IAM keeps one value instead of a list of one, and keys in another order', () => {
    const live = [allow('a:B', '*', {StringLike: {k: 'v'}, StringEquals: {x: 'y', 'aws:RequestTag/a': 'b'}})]
    const wanted = [allow('a:B', '*', {StringEquals: {'aws:RequestTag/a': ['b'], x: 'y'}, StringLike: {k: ['v']}})]

    assert.deepEqual(comparePermissions(live, wanted), [])
  })

  it('lacks an action, a resource, and one that it has on a condition alone', () => {
    const live = [allow('a:B', 'arn:1'), allow('a:C', '*', ON)]

    const found = comparePermissions(live, [allow(['a:B', 'a:D'], ['arn:1', 'arn:2']), allow('a:C', '*')])

    assert.deepEqual(
      found.filter(({code}) => code === 'PERMISSIONS_MISSING').flatMap(({actions}) => actions),
      ['a:B on arn:2', 'a:C on *', 'a:D on arn:1', 'a:D on arn:2'],
    )
  })

  it('lacks nothing under a wider right, which is beyond what it needs', () => {
    const found = comparePermissions([allow('*', '*')], [allow('s3:GetObject', 'arn:aws:s3:::a/*', ON)])

    assert.deepEqual(found, [
      {code: 'PERMISSIONS_SUPERFLUOUS', message: 'is allowed beyond what it needs * on *', actions: ['* on *']},
    ])
  })

  it('names five, and says how many more', () => {
    const [found] = comparePermissions([], [allow(['a:1', 'a:2', 'a:3', 'a:4', 'a:5', 'a:6', 'a:7'], '*')])

    assert.match(found?.message ?? '', /^lacks a:1 on \*.*a:5 on \*, and 2 more$/)
    assert.equal(found?.actions?.length, 7)
  })

  it('is seen in NotAction too, and not in a denial', () => {
    const live = [
      {
        Statement: [
          {Effect: 'Allow', NotAction: 'iam:*', Resource: '*'},
          {Effect: 'Deny', Action: '*', Resource: '*'},
        ],
      },
    ]

    assert.deepEqual(
      comparePermissions(live, []).map(({actions}) => actions),
      [['all but iam:* on *']],
    )
  })
})
