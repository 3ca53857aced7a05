import assert from 'node:assert/strict'

import fc from 'fast-check'

import type {GitHub, GitHubRepository} from '../ports/github.js'
import {roleNamePrefix, slugOf} from './access-names.js'
import {GITHUB_ISSUER, subjectsOf} from './github-access.js'
import {pinAction} from './pin-action.js'
import {resolveAccess} from './resolve-access.js'

const SERVER = 'https://github.example.com/_services/token'
const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const input = {repo: 'acme/tools', issuer: GITHUB_ISSUER}

function github(repository?: Partial<GitHubRepository>): GitHub & {readonly asked: string[]} {
  const asked: string[] = []
  const found = {fullName: 'acme/tools', id: '456', ownerId: '123', defaultBranch: 'trunk', ...repository}
  return {
    asked,
    repository: async (name) => (asked.push(name), repository && found),
    commit: async (name, ref) => (name === 'org/action' && ref === 'v1' ? COMMIT : undefined),
  }
}

describe('the repository', () => {
  it('has its numbers and its branch from GitHub', async () => {
    const access = await resolveAccess(input, 'eu-west-1', github({}))

    assert.deepEqual([access.ids, access.branch, access.claims], [{owner: '123', repository: '456'}, 'trunk', true])
  })

  it('is spelled as GitHub spells it: IAM knows letters of either case apart', async () => {
    const access = await resolveAccess({...input, repo: 'Acme/TOOLS'}, 'eu-west-1', github({}))

    assert.deepEqual([access.owner, access.repository], ['acme', 'tools'])
  })

  it('is not followed to another name', async () => {
    const failed = resolveAccess(input, 'eu-west-1', github({fullName: 'acme/renamed'}))

    await assert.rejects(failed, {
      code: 'USAGE',
      message: 'not a repository any more: acme/tools; it is acme/renamed now',
    })
  })

  it('is not asked about where flags say all', async () => {
    const api = github({})

    await resolveAccess({...input, repoId: '1', ownerId: '2', branch: 'main'}, 'eu-west-1', api)

    assert.deepEqual(api.asked, [])
  })

  it('has no numbers guessed', async () => {
    await assert.rejects(resolveAccess({...input, repoId: '1'}, 'eu-west-1', github()), {code: 'GITHUB_IDS_MISSING'})
  })

  it('needs no numbers at a server of its own, whose tokens have names alone', async () => {
    const access = await resolveAccess({...input, issuer: SERVER}, 'eu-west-1', github())

    assert.deepEqual([access.ids, access.claims, access.branch], [undefined, false, 'main'])
    assert.deepEqual(subjectsOf(access).plan, ['repo:acme/tools:pull_request'])
  })

  it('has claims that AWS reads of issuers of GitHub, in the commercial regions', async () => {
    const claims = async (issuer: string, region: string) =>
      (await resolveAccess({...input, issuer}, region, github({}))).claims

    assert.equal(await claims('https://token.actions.githubusercontent.com/acme', 'eu-west-1'), true)
    assert.equal(await claims('https://token.actions.acme.ghe.com', 'eu-west-1'), true)
    assert.equal(await claims(GITHUB_ISSUER, 'cn-north-1'), false)
    assert.equal(await claims('https://token.actions.githubusercontent.com.example.com', 'eu-west-1'), false)
  })

  for (const [key, value] of [
    ['repo', 'acme'],
    ['repo', 'acme/tools/more'],
    ['repo', '*/tools'],
    ['repo', 'acme/${aws:x}'],
    ['environment', 'prod,dev'],
    ['environment', 'p*'],
    ['environment', 'a:b'],
    ['branch', '${x}'],
    ['issuer', 'http://example.com'],
    ['repoId', '1*'],
  ] as const) {
    it(`is no ${key} ${value}`, async () => {
      await assert.rejects(resolveAccess({...input, [key]: value}, 'eu-west-1', github({})), {code: 'USAGE'})
    })
  }
})

describe('the action', () => {
  it('is pinned by the commit of its tag, and stays as it is where nobody knows', async () => {
    assert.deepEqual(await pinAction('org/action@v1', github()), {uses: `org/action@${COMMIT}`, version: 'v1'})
    assert.deepEqual(await pinAction('org/action@v2', github()), {uses: 'org/action@v2'})
    assert.deepEqual(await pinAction(`org/action@${COMMIT}`, github()), {uses: `org/action@${COMMIT}`})
    await assert.rejects(pinAction('org/action', github()), {code: 'USAGE'})
  })
})

describe('names of stacks and roles', () => {
  const text = (letters: string, max: number) =>
    fc.string({unit: fc.constantFrom(...letters), minLength: 1, maxLength: max})
  const repository = fc.record({owner: text('ab-', 39), repository: text('ab-._', 100)})

  it('are never the same for two repositories, and fit', () => {
    fc.assert(
      fc.property(repository, repository, (one, other) => {
        const [a, b] = [slugOf(one), slugOf(other)]
        const isSame = one.owner === other.owner && one.repository === other.repository

        assert.ok(a.length <= 33 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(a), a)
        assert.equal(a === b, isSame)
        assert.ok(roleNamePrefix(`github-${'s'.repeat(16)}-${a}`, 'ap-southeast-10').length <= 57)
      }),
    )
  })

  it('are readable where they can be', () => {
    assert.equal(slugOf({owner: 'Acme', repository: 'my-tools'}), 'acme-my-tools')
    assert.match(slugOf({owner: 'acme-corp', repository: 'tools'}), /^acme-corp-tools-[0-9a-f]{8}$/)
  })
})
