import assert from 'node:assert/strict'
import {readdir} from 'node:fs/promises'
import {dirname} from 'node:path'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {ISSUER, oidcIssuer, type OidcIssuer} from './fixtures/oidc-issuer.js'
import {type EndedStep, runStep, type Step} from './fixtures/runner.js'

const ROLE = 'arn:aws:iam::123456789012:role/deploy'
const HOST = new URL(ISSUER).host
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${HOST}`

/** Asks CloudFormation a little, and changes nothing. */
const LOOK = 'vast:attach --stage ident'

describe('the identity of the action', function () {
  this.timeout(180_000)
  let local: LocalAws
  let issuer: OidcIssuer

  before(async function () {
    local = localAws(this)
    const arn = ['--open-id-connect-provider-arn', PROVIDER]
    await local.aws('iam', 'delete-open-id-connect-provider', ...arn).catch(() => undefined)
    await local.aws('iam', 'delete-role', '--role-name', 'deploy').catch(() => undefined)
    const trust = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: {Federated: PROVIDER},
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {[`${HOST}:aud`]: 'sts.amazonaws.com'},
            StringLike: {[`${HOST}:sub`]: 'repo:acme/pipeline:*'},
          },
        },
      ],
    }
    const document = ['--assume-role-policy-document', JSON.stringify(trust)]
    await local.aws('iam', 'create-role', '--role-name', 'deploy', ...document)
  })
  beforeEach(async () => {
    issuer = await oidcIssuer()
    const url = ['--url', ISSUER, '--client-id-list', 'sts.amazonaws.com', '--thumbprint-list', '0'.repeat(40)]
    await local.aws('iam', 'create-open-id-connect-provider', ...url)
    await settle({issuers: {[ISSUER]: {keys: issuer.keys}}, sessionMs: 3_600_000})
    await local.forgetRequests()
  })
  afterEach(async () => {
    issuer.close()
    await local.clearFaults()
    const arn = ['--open-id-connect-provider-arn', PROVIDER]
    await local.aws('iam', 'delete-open-id-connect-provider', ...arn).catch(() => undefined)
  })

  async function settle(settings: object): Promise<void> {
    const response = await fetch(`${local.state.endpoint}/_local/sts`, {method: 'POST', body: JSON.stringify(settings)})
    assert.equal(response.status, 200, await response.text())
  }

  /** As a job on GitHub's machine: no AWS but what the inputs say. */
  function step(inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}): Step {
    return {
      inputs: {command: LOOK, 'role-arn': ROLE, ...inputs},
      environment: {
        AWS_ENDPOINT_URL: local.state.endpoint,
        AWS_REGION: local.state.region,
        AWS_EC2_METADATA_DISABLED: 'true',
        ...issuer.environment,
        ...environment,
      },
    }
  }

  const calls = async () => (await local.requests()).map(({operation}) => operation)

  it('is the role, by the token that GitHub gives: nothing of it is left or shown', async () => {
    const ended = await runStep(step({}))

    assert.equal(ended.code, 0, ended.log)
    assert.ok((await calls()).includes('AssumeRoleWithWebIdentity'))
    assertHidden(ended, issuer)
    assert.deepEqual(await leftBy(ended), [])
  })

  it('is the role also where keys, a profile and files of the environment say otherwise', async () => {
    const ended = await runStep(
      step({}, {AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'o'.repeat(40), AWS_PROFILE: 'other'}),
    )

    assert.equal(ended.code, 0, ended.log)
    assert.match(ended.log, /AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE of the environment do not count/)
    const keys = (await local.requests()).map((request) => (request as {accessKeyId?: string}).accessKeyId)
    assert.ok(!keys.includes('AKIAOTHER'))
  })

  it('is what the environment says, without a role', async () => {
    const {AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = ''} = local.environment

    const ended = await runStep(step({'role-arn': ''}, {AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY}))

    assert.equal(ended.code, 0, ended.log)
    assert.equal(issuer.asked(), 0)
  })

  it('is nobody without a role and without credentials: both ways are named', async () => {
    const ended = await runStep(step({'role-arn': ''}))

    assert.deepEqual([ended.code, codeOf(ended)], [4, 'CREDENTIALS_MISSING'], ended.log)
    assert.match(ended.log, /role-arn \(with permissions: id-token: write\), or let an earlier step put credentials/)
  })

  it('cannot be asked for without the permission: the lines of YAML are said, and AWS is not asked', async () => {
    const ended = await runStep(step({}, {ACTIONS_ID_TOKEN_REQUEST_URL: ''}))

    assert.deepEqual([ended.code, codeOf(ended)], [4, 'OIDC_NOT_PERMITTED'], ended.log)
    assert.match(ended.log, /permissions:\n {2}id-token: write\n {2}contents: read/)
    assert.deepEqual(await calls(), [])
  })

  it('is asked for again where GitHub fails for a moment', async () => {
    issuer.failures = [503, 0]

    const ended = await runStep(step({}))

    assert.equal(ended.code, 0, ended.log)
    assert.ok(issuer.asked() >= 3)
  })

  it('says why GitHub cannot be asked', async () => {
    const {AWS_ENDPOINT_URL: url = ''} = step({}).environment ?? {}

    // Nobody listens there; and here somebody who gives no token.
    const [refused, none] = await Promise.all([
      runStep(step({}, {ACTIONS_ID_TOKEN_REQUEST_URL: 'http://localhost:9/token?v=1'})),
      runStep(step({}, {ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/_local/requests?v=1`})),
    ])

    assert.deepEqual([codeOf(refused), codeOf(none)], ['OIDC_UNAVAILABLE', 'OIDC_UNAVAILABLE'])
    assert.match(refused.log, /GitHub gave no identity token: .*ECONNREFUSED/)
    assert.match(none.log, /GitHub gave no identity token: the answer has none/)
  })

  it('is not asked for again where GitHub refuses', async () => {
    issuer.failures = [403, 403]

    const ended = await runStep(step({}))

    assert.deepEqual([ended.code, codeOf(ended), issuer.asked()], [4, 'OIDC_UNAVAILABLE', 1], ended.log)
    assert.deepEqual(await calls(), [])
  })

  for (const [what, why, change] of [
    ['whose token has ended', /has expired/, () => (issuer.lifetime = -10)],
    ['of another repository', /trust policy does not admit/, () => (issuer.claims = {sub: 'repo:evil/pipeline:ref:x'})],
    ['for another audience', /does not take the audience/, () => (issuer.claims = {aud: 'https://github.com/acme'})],
  ] as const) {
    it(`${what} is refused by AWS with its meaning and what to run next`, async () => {
      change()

      const ended = await runStep(step({}))

      assert.deepEqual([ended.code, codeOf(ended)], [4, 'ROLE_NOT_ASSUMED'], ended.log)
      assert.match(ended.log, why)
      assert.match(ended.log, /aws-stack github:setup --check/)
      assertHidden(ended, issuer)
    })
  }

  it('is refused by an account without the provider', async () => {
    await local.aws('iam', 'delete-open-id-connect-provider', '--open-id-connect-provider-arn', PROVIDER)

    const ended = await runStep(step({}))

    assert.deepEqual([ended.code, codeOf(ended)], [4, 'ROLE_NOT_ASSUMED'], ended.log)
    assert.match(ended.log, /the account has no identity provider for the token/)
  })

  for (const command of [LOOK, 'doctor', 'vast:deploy --stage ident --part network --cidr 10.97.0.0/24']) {
    it(`of another account than the allowed ones ends ${command.split(' ')[0]} before anything is read`, async () => {
      const environment = {VAST_PEERED_VPC_ID: local.state.sampleVpcs[local.state.region] ?? ''}

      const ended = await runStep(
        step({command, confirm: 'true', 'allowed-account-ids': '111111111111, 222222222222'}, environment),
      )

      assert.deepEqual([ended.code, codeOf(ended)], [4, 'WRONG_ACCOUNT'], ended.log)
      const asked = new Set(await calls())
      assert.deepEqual([...asked].toSorted(), ['AssumeRoleWithWebIdentity', 'GetCallerIdentity'])
    })
  }

  it('is asked for once by a command, and by the next one again', async () => {
    const inputs = {command: `${LOOK}\n${LOOK}`, 'allowed-account-ids': '123456789012'}

    const ended = await runStep(step(inputs))

    assert.equal(ended.code, 0, ended.log)
    assert.equal((await calls()).filter((operation) => operation === 'GetCallerIdentity').length, 2)
  })

  it('is asked for again in the region that the settings say', async () => {
    const inputs = {command: `${LOOK} --region us-east-1`, 'allowed-account-ids': '111111111111'}

    const ended = await runStep(step(inputs))

    assert.deepEqual([ended.code, codeOf(ended)], [4, 'WRONG_ACCOUNT'], ended.log)
    const asked = (await local.requests()).filter(({operation}) => operation === 'GetCallerIdentity')
    assert.equal(asked.length, 2)
  })

  it('of an allowed account goes on', async () => {
    const ended = await runStep(step({'allowed-account-ids': '111111111111,123456789012'}))

    assert.equal(ended.code, 0, ended.log)
  })

  it('is renewed while a deploy takes longer than token and session', async () => {
    issuer.lifetime = 3
    // The SDK takes a session for ended five minutes before: each call asks for a new one.
    await settle({sessionMs: 1000})
    await local.delay({stack: 'vast-ident-network', logicalId: 'Vpc', ms: 8000})
    const environment = {VAST_PEERED_VPC_ID: local.state.sampleVpcs[local.state.region] ?? ''}
    const command = 'vast:deploy --stage ident --part network --cidr 10.97.0.0/24'

    const ended = await runStep(step({command, confirm: 'true'}, environment))
    const destroyed = await runStep(step({command: 'vast:destroy --stage ident --force', confirm: 'true'}, environment))

    assert.equal(ended.code, 0, ended.log)
    assert.equal(destroyed.code, 0, destroyed.log)
    assert.ok(issuer.given.length >= 4, `${issuer.given.length} tokens`)
    assertHidden(ended, issuer)
  })
})

function codeOf({outputs}: EndedStep): string | undefined {
  return (JSON.parse(outputs['result'] || '{}') as {error?: {code: string}}).error?.code
}

/** The runner takes `add-mask` for itself. */
function assertHidden({log, files}: EndedStep, {given}: OidcIssuer): void {
  const shown = log.replaceAll(/^::add-mask::.*$/gm, '')
  for (const token of given) {
    const signature = token.split('.')[2] ?? ''
    for (const text of [shown, ...Object.values(files)]) assert.ok(!text.includes(signature), 'a token is shown')
  }
}

/** Of the identity, in the runner's temporary folder. */
async function leftBy({outputs}: EndedStep): Promise<string[]> {
  const temporary = dirname(dirname(outputs['result-file'] ?? ''))
  return (await readdir(temporary)).filter((name) => name.includes('identity'))
}
