import assert from 'node:assert/strict'

import fc from 'fast-check'

import {GITHUB_ISSUER, type GitHubAccess, subjectsOf} from './github-access.js'
import {judgeTrust} from './judge-trust.js'

const KEY = 'token.actions.githubusercontent.com'
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${KEY}`
const access: GitHubAccess = {
  owner: 'acme',
  repository: 'tools',
  ids: {owner: '123', repository: '456'},
  branch: 'main',
  issuer: GITHUB_ISSUER,
  claims: true,
}
const {deploy} = subjectsOf(access)
const EQUALS: Readonly<Record<string, string | readonly string[]>> = {
  [`${KEY}:aud`]: 'sts.amazonaws.com',
  [`${KEY}:sub`]: deploy,
  [`${KEY}:repository_id`]: '456',
  [`${KEY}:ref`]: 'refs/heads/main',
}

type Condition = Record<string, Record<string, string | readonly string[]>>

function judged(Condition: Condition, {of = access, principal = PROVIDER} = {}): string[] {
  const statement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: {Federated: principal},
    Condition,
  }
  return judgeTrust({Statement: [statement]}, {access: of, purpose: 'deploy', providerArn: PROVIDER}).map(
    ({code, message}) => `${code} ${message}`,
  )
}

const without = (key: string) => Object.fromEntries(Object.entries(EQUALS).filter(([name]) => name !== `${KEY}:${key}`))
const withSub = (sub: string | readonly string[]): typeof EQUALS => ({...EQUALS, [`${KEY}:sub`]: sub})
const like = (sub: string) => ({StringEquals: without('sub'), StringLike: {[`${KEY}:sub`]: sub}})

describe('the trust of a role', () => {
  it('is good where it names both forms, the audience, the number and the branch', () => {
    assert.deepEqual(judged({StringEquals: EQUALS}), [])
  })

  it('is good also where StringLike has no wildcard', () => {
    assert.deepEqual(judged({StringLike: EQUALS}), [])
  })

  for (const [pattern, what] of [
    ['*', 'repositories of other owners come in'],
    ['repo:*', 'repositories of other owners come in'],
    ['repo:ac*/tools:ref:refs/heads/main', 'repositories of other owners come in'],
    ['repo:acme@*/tools@*:ref:refs/heads/main', 'repositories of other owners come in'],
    ['repo:acme/*', 'other repositories of acme come in'],
    ['repo:acme/tools*', 'other repositories of acme come in'],
    ['repo:acme/tools:*', 'other branches, tags or pull requests of tools come in'],
    ['repo:acme/tools:ref:refs/heads/*', 'other branches, tags or pull requests of tools come in'],
  ] as const) {
    it(`is too wide with ${pattern}`, () => {
      assert.equal(judged(like(pattern))[0], `TRUST_TOO_WIDE lets in ${pattern}: ${what}`)
    })
  }

  it('takes a star in StringEquals for a letter, which lets nobody in', () => {
    const [first = '', ...missing] = judged({StringEquals: withSub('repo:acme/tools:*')})

    assert.match(first, /takes every letter as it is: it lets nobody in$/)
    assert.equal(missing.length, 2)
  })

  for (const key of ['aud', 'sub', 'repository_id']) {
    it(`is too wide without ${key}`, () => {
      assert.match(
        judged({StringEquals: without(key)})[0] ?? '',
        new RegExp(`^TRUST_TOO_WIDE has no condition on ${key}`),
      )
    })

    for (const operator of ['StringEqualsIfExists', 'ForAllValues:StringEquals', 'StringNotEquals']) {
      it(`takes ${operator} of ${key} for none`, () => {
        const condition = {StringEquals: without(key), [operator]: {[`${KEY}:${key}`]: EQUALS[`${KEY}:${key}`] ?? ''}}

        assert.match(judged(condition)[0] ?? '', new RegExp(`has no condition on ${key}`))
      })
    }
  }

  it('needs the branch besides where deploys go through an environment', () => {
    const of = {...access, environment: 'prod'}
    const subjects = subjectsOf(of).deploy
    const open = Object.fromEntries(Object.entries(withSub(subjects)).filter(([key]) => key !== `${KEY}:ref`))

    assert.deepEqual(judged({StringEquals: withSub(subjects)}, {of}), [])
    assert.match(judged({StringEquals: open}, {of})[0] ?? '', /a job of any branch that names the environment prod/)
  })

  it('is too wide where the number or the branch of an environment has others beside it', () => {
    const of = {...access, environment: 'prod'}
    const equals = withSub(subjectsOf(of).deploy)
    for (const key of ['repository_id', 'ref']) {
      const {[`${KEY}:${key}`]: meant = '', ...rest} = equals
      const listed = {StringEquals: {...rest, [`${KEY}:${key}`]: [meant, 'another'].flat()}}
      const any = {StringEquals: rest, StringLike: {[`${KEY}:${key}`]: '*'}}

      assert.match(judged(listed, {of})[0] ?? '', new RegExp(`takes ${key} another too`))
      assert.match(judged(any, {of})[0] ?? '', new RegExp(`takes ${key} \\* too`))
    }
  })

  it('lets nobody in with the number or the branch of another', () => {
    for (const other of [{[`${KEY}:repository_id`]: '9'}, {[`${KEY}:ref`]: 'refs/heads/next'}]) {
      const found = judged({StringEquals: {...EQUALS, ...other}})

      assert.deepEqual(
        found.map((text) => text.split(' ')[0]),
        ['TRUST_MISSING', 'TRUST_MISSING'],
      )
    }
  })

  it('lets in somebody else too', () => {
    for (const principal of ['*', 'arn:aws:iam::999999999999:oidc-provider/token.actions.githubusercontent.com'])
      assert.match(judged({StringEquals: EQUALS}, {principal})[0] ?? '', /^TRUST_TOO_WIDE lets in .* too$/)
  })

  it('knows a pull request that could deploy from another repository and another branch', () => {
    const found = judged({
      StringEquals: withSub([
        ...deploy,
        'repo:acme/tools:pull_request',
        'repo:x/y:ref:refs/heads/main',
        'repo:acme@123/tools@456:ref:refs/heads/x',
      ]),
    })

    assert.deepEqual(found, [
      'TRUST_TOO_WIDE lets in repo:acme/tools:pull_request: a pull request could deploy',
      'TRUST_TOO_WIDE lets in repo:x/y:ref:refs/heads/main, which is another repository',
      'TRUST_TOO_WIDE lets in repo:acme@123/tools@456:ref:refs/heads/x, which is no job that is meant',
    ])
  })

  it('has no claims but sub and aud at a server of its own', () => {
    const issuer = 'https://github.example.com/_services/token'
    const of = {owner: 'acme', repository: 'tools', branch: 'main', issuer, claims: false}
    const host = 'github.example.com/_services/token'
    const condition = {StringEquals: {[`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: subjectsOf(of).deploy}}

    assert.deepEqual(judged(condition, {of}), [])
  })

  it('is never good with a pattern in it, wherever the wildcard stands', () => {
    const [first = ''] = deploy

    fc.assert(
      fc.property(fc.nat(first.length - 1), fc.constantFrom('*', '?'), (at, wildcard) => {
        const found = judged(like(first.slice(0, at) + wildcard + first.slice(at + 1)))

        return found.some((text) => text.startsWith('TRUST_TOO_WIDE'))
      }),
    )
  })
})
