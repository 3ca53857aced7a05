import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Finished, project} from './fixtures/project.js'

const settings = {VAST_CIDR: '10.42.0.0/24', VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0'}

const PROFILES = `[profile corp]
sso_session = corp
sso_account_id = 210987654321
sso_role_name = admin
region = eu-west-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`

/** What ended it, in the document of `--json`. */
function errorOf({stdout}: Finished) {
  return (JSON.parse(stdout) as {error: {code: string; exitCode: number; message: string; suggestions: string[]}}).error
}

/** A home with the profile `corp`, whose SSO session is over. */
async function homeIn(folder: string): Promise<NodeJS.ProcessEnv> {
  const cache = join(folder, '.aws', 'sso', 'cache')
  await mkdir(cache, {recursive: true})
  await writeFile(join(folder, '.aws', 'config'), PROFILES)
  const token = {accessToken: 'old', expiresAt: '2020-01-01T00:00:00Z', region: 'eu-west-1'}
  await writeFile(join(cache, `${createHash('sha1').update('corp').digest('hex')}.json`), JSON.stringify(token))
  return {HOME: folder, AWS_EC2_METADATA_DISABLED: 'true'}
}

describe('access that is not there', function () {
  this.timeout(60_000)

  it('is an SSO session that is over: the command that begins a new one is named', async () => {
    const user = await project()
    const home = await homeIn(user.folder)

    const error = errorOf(await user.cli(['vast:plan', '--profile', 'corp', '--json'], {...settings, ...home}))

    assert.deepEqual([error.code, error.exitCode], ['CREDENTIALS_EXPIRED', 4])
    assert.equal(error.suggestions[0], 'aws sso login --profile corp')
  })

  it('is no credentials at all', async () => {
    const user = await project()
    const home = {HOME: user.folder, AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-west-1'}

    const error = errorOf(await user.cli(['vast:plan', '--json'], {...settings, ...home}))

    assert.deepEqual([error.code, error.exitCode], ['CREDENTIALS_MISSING', 4])
    assert.equal(error.suggestions[0], 'aws-stack doctor')
  })

  it('is a region that nothing names: the commands that set one are', async () => {
    const user = await project()

    const error = errorOf(await user.cli(['vast:plan', '--json'], {...settings, HOME: user.folder}))

    assert.deepEqual([error.code, error.exitCode], ['SETTINGS_INVALID', 2])
    assert.match(error.message, /region: no region is set/)
    assert.deepEqual(error.suggestions, ['export AWS_REGION=eu-west-1', 'aws configure set region eu-west-1'])
  })

  describe('on the local AWS', () => {
    let local: LocalAws
    before(function () {
      local = localAws(this)
    })
    afterEach(() => local.clearFaults())

    for (const verb of ['plan', 'deploy', 'destroy', 'status', 'outputs', 'image:push', 'image:list']) {
      it(`is the wrong account: vast:${verb} says so before it calls anything else`, async () => {
        const user = await project({'aws-stack.yaml': "account: '210987654321'\n"})
        const home = await homeIn(user.folder)
        await local.forgetRequests()

        const finished = await user.cli([`vast:${verb}`, '--json'], {...settings, ...home, ...local.environment})

        const error = errorOf(finished)
        assert.deepEqual([error.code, error.exitCode], ['WRONG_ACCOUNT', 4])
        assert.match(
          error.message,
          /^the credentials are of account 123456789012 \(arn:\S+\), and aws-stack\.yaml:1 expects 210987654321; corp is/,
        )
        assert.deepEqual(error.suggestions, ['aws sso login --profile corp', 'export AWS_PROFILE=corp'])
        assert.deepEqual(
          (await local.requests()).map(({operation}) => operation),
          ['GetCallerIdentity'],
        )
      })
    }

    it('is a call that is denied: the action is named', async () => {
      const user = await project()
      const reason =
        'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: cloudformation:DescribeStacks'
      await local.fail({operation: 'DescribeStacks', code: 'AccessDenied', status: 403, reason, times: 9})

      const error = errorOf(await user.cli(['vast:status', '--local', '--json', '--stage', 'denied']))

      assert.deepEqual([error.code, error.exitCode], ['ACCESS_DENIED', 4])
      assert.match(error.message, /user\/ci has no permission for cloudformation:DescribeStacks/)
    })

    it('is none where the expected account is that of the credentials', async () => {
      const user = await project({'aws-stack.yaml': 'account: 123456789012\n'})

      const {code, stderr} = await user.cli(['vast:status', '--stage', 'known'], local.environment)

      assert.equal(code, 0, stderr)
      assert.match(stderr, /account 123456789012 as arn:\S+, eu-west-1\n/)
    })

    it('is not looked for with --local, where no account is expected', async () => {
      const user = await project({'aws-stack.yaml': "account: '210987654321'\n"})

      const {code, stderr} = await user.cli(['vast:status', '--local', '--stage', 'known'])

      assert.equal(code, 0, stderr)
    })
  })
})
