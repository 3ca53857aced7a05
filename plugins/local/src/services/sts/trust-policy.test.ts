import assert from 'node:assert/strict'

import {isTrusted, type PolicyDocument} from './trust-policy.js'

const PROVIDER = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com'
const HOST = 'token.actions.githubusercontent.com'
const WHO = {
  action: 'sts:AssumeRoleWithWebIdentity',
  provider: PROVIDER,
  keys: {[`${HOST}:aud`]: ['sts.amazonaws.com'], [`${HOST}:sub`]: ['repo:acme/pipeline:ref:refs/heads/main']},
}

describe('a trust policy', () => {
  it('lets in whom all its conditions are true of', () => {
    const document = policy({
      StringEquals: {[`${HOST}:aud`]: 'sts.amazonaws.com'},
      StringLike: {[`${HOST}:SUB`]: ['repo:other/*', 'repo:acme/pipeline:*']},
    })

    assert.equal(isTrusted(document, WHO), true)
  })

  for (const [what, document] of [
    ['a subject that is another', policy({StringEquals: {[`${HOST}:sub`]: 'repo:acme/other:ref:refs/heads/main'}})],
    ['a pattern that does not fit', policy({StringLike: {[`${HOST}:sub`]: 'repo:acme/pipeline:environment:*'}})],
    ['a claim that the token does not have', policy({StringEquals: {[`${HOST}:environment`]: 'prod'}})],
    ['an operator that nobody knows', policy({NumericEquals: {[`${HOST}:sub`]: '1'}})],
    ['another provider', policy({}, {Principal: {Federated: `${PROVIDER}.example.com`}})],
    ['another action', policy({}, {Action: 'sts:AssumeRole'})],
    ['a service alone', policy({}, {Principal: {Service: 'lambda.amazonaws.com'}})],
    ['nobody', {}],
    ['a denial beside it', {Statement: [...statements(policy({})), ...statements(policy({}, {Effect: 'Deny'}))]}],
  ] as [string, PolicyDocument][]) {
    it(`does not let in by ${what}`, () => {
      assert.equal(isTrusted(document, WHO), false)
    })
  }

  it('has denials that hold for others only', () => {
    const deny = policy({StringNotLike: {[`${HOST}:sub`]: 'repo:acme/*'}}, {Effect: 'Deny'})

    assert.equal(isTrusted({Statement: [...statements(policy({})), ...statements(deny)]}, WHO), true)
  })
})

function policy(condition: object, changed: object = {}): PolicyDocument {
  const statement = {
    Effect: 'Allow',
    Principal: {Federated: PROVIDER},
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
    ...changed,
  }
  return {Statement: [statement as never]}
}

function statements({Statement = []}: PolicyDocument) {
  return Array.isArray(Statement) ? (Statement as never[]) : [Statement as never]
}
