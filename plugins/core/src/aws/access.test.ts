import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import type {AwsAccess} from './access.js'
import {createCallerIdentity} from './caller-identity.js'
import {createCloudFormation} from './cloudformation.js'
import {createEc2} from './ec2.js'
import {createEcr} from './ecr.js'
import {profilesOf} from './profiles-of.js'
import {resolveRegion} from './resolve-region.js'
import {json, queryError, result, ScriptedAws, stackMissing, xml} from './scripted-aws.fixture.js'

const CONFIG = `[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = admin
region = us-east-1
services = elsewhere
retry_mode = adaptive
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
[services elsewhere]
ec2 =
  endpoint_url = ELSEWHERE
[profile keys]
aws_access_key_id = AKIAPROFILE
aws_secret_access_key = secret
region = eu-north-1
[profile gone]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = admin
[profile process]
credential_process = echo '{"Version": 1, "AccessKeyId": "ASIAPROCESS", "SecretAccessKey": "secret", "Expiration": "2030-01-01T00:00:00Z"}'
[profile fresh]
credential_process = node -p "JSON.stringify({Version: 1, AccessKeyId: 'ASIA' + process.pid, SecretAccessKey: 'secret', Expiration: '2030-01-01T00:00:00Z'})"
[profile role]
role_arn = arn:aws:iam::210987654321:role/deployer
source_profile = keys
`

const identity = result('GetCallerIdentity', xml({Account: '123456789012', Arn: 'arn:me'}))

describe('access to AWS', () => {
  let aws: ScriptedAws
  let elsewhere: ScriptedAws
  const environment = {...process.env}
  beforeEach(async () => {
    aws = await ScriptedAws.start()
    elsewhere = await ScriptedAws.start()
    const folder = await mkdtemp(join(tmpdir(), 'aws-access-'))
    await writeFile(join(folder, 'config'), CONFIG.replace('ELSEWHERE', elsewhere.url))
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
    process.env['HOME'] = folder
    process.env['AWS_CONFIG_FILE'] = join(folder, 'config')
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials')
    process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = elsewhere.url
  })
  afterEach(() => {
    process.env = {...environment}
    aws.close()
    elsewhere.close()
  })

  it('goes to the given endpoint alone, signed with the given key, whatever else is configured', async () => {
    Object.assign(process.env, {
      AWS_PROFILE: 'sso',
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_SESSION_TOKEN: 'real',
      AWS_REGION: 'us-west-2',
      AWS_ENDPOINT_URL: elsewhere.url,
      AWS_ENDPOINT_URL_CLOUDFORMATION: elsewhere.url,
      AWS_ENDPOINT_URL_STS: elsewhere.url,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: elsewhere.url,
      AWS_DEFAULTS_MODE: 'auto',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    })
    aws
      .on('DescribeStacks', stackMissing)
      .on('BatchGetImage', json({images: []}))
      .on('DescribeVpcs', {body: '<DescribeVpcsResponse/>'})
    aws.on('GetCallerIdentity', identity)

    await createCloudFormation(aws.access).describe('vast-dev-network')
    await createEcr(aws.access).find('vast-dev/server', ['a'])
    await createEc2(aws.access).vpc('vpc-1')
    await createCallerIdentity({...aws.access, profile: 'sso'})()

    assert.deepEqual(aws.operations, ['DescribeStacks', 'BatchGetImage', 'DescribeVpcs', 'GetCallerIdentity'])
    for (const {authorization} of aws.calls) assert.match(authorization, /Credential=AKIALOCAL\/\d+\/eu-west-1\//)
    assert.deepEqual(elsewhere.calls, [])
  })

  it('follows the plain AWS variables without an endpoint', async () => {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 'secret',
    })
    aws.on('GetCallerIdentity', identity)

    await createCallerIdentity(byChain(aws))()

    assert.match(aws.calls[0]?.authorization ?? '', /Credential=AKIAENV\/\d+\/eu-west-1\/sts/)
  })

  it('takes a profile that is named before the keys of the environment, and the SDK prints nothing of it', async () => {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 'secret',
    })
    aws.on('GetCallerIdentity', identity)

    await createCallerIdentity({...byChain(aws), profile: 'keys'})()

    assert.match(aws.calls[0]?.authorization ?? '', /Credential=AKIAPROFILE\//)
    assert.match(aws.host.of('warning')[0]?.message ?? '', /Multiple credential sources/)
  })

  it('tells when the credentials end, and that nothing renews those of the environment', async () => {
    const env = {AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'ASIAENV', AWS_SECRET_ACCESS_KEY: 'secret'}
    Object.assign(process.env, {...env, AWS_SESSION_TOKEN: 'token', AWS_CREDENTIAL_EXPIRATION: '2030-01-01T00:00:00Z'})
    aws.on('GetCallerIdentity', identity)

    const {expiresAt, renewed} = await createCallerIdentity(byChain(aws))()

    assert.deepEqual([expiresAt, renewed], [Date.UTC(2030, 0, 1), false])
  })

  it('knows that a process of the profile gives new credentials', async () => {
    process.env['AWS_ENDPOINT_URL'] = aws.url
    aws.on('GetCallerIdentity', identity)

    const {expiresAt, renewed} = await createCallerIdentity({...byChain(aws), profile: 'process'})()

    assert.deepEqual([expiresAt, renewed], [Date.UTC(2030, 0, 1), true])
  })

  it('asks the process of a profile for new credentials when the old ones end before their time', async () => {
    process.env['AWS_ENDPOINT_URL'] = aws.url
    const expired = queryError(403, 'ExpiredToken', 'The security token included in the request is expired')
    aws.on('DescribeStacks', stackMissing, expired, stackMissing)
    const cloudFormation = createCloudFormation({...byChain(aws), profile: 'fresh'})
    await cloudFormation.describe('vast-dev-network')

    await cloudFormation.describe('vast-dev-network')

    const keys = aws.calls.map(({authorization}) => /Credential=(\w+)\//.exec(authorization)?.[1])
    assert.equal(keys[1], keys[0])
    assert.notEqual(keys[2], keys[0])
  })

  it('knows which profiles lead to an account, by SSO or by role', async () => {
    assert.deepEqual(await profilesOf('123456789012'), ['sso', 'gone'])
    assert.deepEqual(await profilesOf('210987654321'), ['role'])
    assert.deepEqual(await profilesOf('111111111111'), [])
  })

  it('says how to log in where the SSO session is over', async () => {
    const {signal} = aws.controller

    const answer = createCallerIdentity({...byChain(aws), signal, profile: 'gone'})()

    await assert.rejects(answer, {
      code: 'CREDENTIALS_EXPIRED',
      suggestions: ['aws sso login --profile gone', 'aws-stack doctor'],
    })
  })

  it('ends at once when the signal aborts while credentials are looked up', async () => {
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${elsewhere.url}/credentials`
    elsewhere.on('', 'hang')
    const answer = createCallerIdentity(byChain(aws))()
    while (elsewhere.calls.length === 0) await new Promise(setImmediate)

    aws.controller.abort('SIGINT')

    await assert.rejects(answer, {code: 'CANCELLED'})
  })

  it('says that there are no credentials', async () => {
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true'

    await assert.rejects(createCallerIdentity(byChain(aws))(), {code: 'CREDENTIALS_MISSING'})
  })
})

describe('the region of the chain', () => {
  const environment = {...process.env}
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aws-region-'))
    await writeFile(join(folder, 'config'), CONFIG)
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
    process.env['AWS_CONFIG_FILE'] = join(folder, 'config')
  })
  afterEach(() => void (process.env = {...environment}))

  it('is that of the environment', async () => {
    process.env['AWS_REGION'] = 'eu-central-1'

    assert.equal(await resolveRegion(), 'eu-central-1')
  })

  it('is that of the profile', async () => {
    assert.equal(await resolveRegion({profile: 'keys'}), 'eu-north-1')
  })

  it('is refused where it is no region', async () => {
    process.env['AWS_REGION'] = 'eu west'

    await assert.rejects(resolveRegion(), {
      code: 'REGION_MISSING',
      message: '"eu west" is no region name, e.g. eu-west-1',
    })
  })

  it('is nothing where nothing is set', async () => {
    assert.equal(await resolveRegion(), undefined)
  })
})

function byChain(aws: ScriptedAws): AwsAccess {
  return {...aws.access, endpoint: undefined}
}
