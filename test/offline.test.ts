import assert from 'node:assert/strict'
import {mkdtemp, readFile, writeFile} from 'node:fs/promises'
import {spawnSync} from 'node:child_process'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {localAws, type LocalAws, skip} from './fixtures/local-aws.js'
import {finished, project} from './fixtures/project.js'

describe('--local', function () {
  this.timeout(600_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
    if (spawnSync('strace', ['-V']).error) skip(this, 'strace is not installed')
  })

  it('connects to loopback and unix sockets alone, whatever credentials and profile the environment holds', async () => {
    const user = await project()
    const folder = await mkdtemp(join(tmpdir(), 'aws-config-'))
    await writeFile(
      join(folder, 'config'),
      '[profile prod]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n' +
        '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n',
    )
    await writeFile(
      join(folder, 'credentials'),
      '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMIexample\n',
    )
    const environment = {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE',
      AWS_PROFILE: 'prod',
      AWS_REGION: 'us-east-1',
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_ENDPOINT_URL: 'https://cloudformation.us-east-1.amazonaws.com',
      AWS_ENDPOINT_URL_CLOUDFORMATION: 'https://cloudformation.us-east-1.amazonaws.com',
    }
    await local.forgetRequests()
    const runs = [
      ['vast:plan', '--cidr', '10.58.0.0/24'],
      ['vast:deploy', '--yes', '--cidr', '10.58.0.0/24'],
      ['vast:destroy', '--yes', '--force'],
    ]

    const traces = []
    for (const [index, command] of runs.entries()) {
      const trace = join(folder, `trace-${index}`)
      const cli = join(user.folder, 'node_modules', '.bin', 'aws-stack')
      const run = await finished(
        'strace',
        ['-f', '-e', 'trace=connect', '-o', trace, process.execPath, cli, ...command, '--local', '--stage', 'offline'],
        {
          cwd: user.folder,
          environment,
        },
      )
      assert.equal(run.code, 0, run.stderr)
      traces.push(await readFile(trace, 'utf8'))
    }

    const connects = traces.flatMap((trace) => trace.split('\n').filter((line) => line.includes('connect(')))
    const beyond = connects.filter(
      (line) => !/sa_family=AF_UNIX|inet_addr\("127\.|"::1"|sin6?_addr.*127\.0\.0\.1|resumed/.test(line),
    )
    assert.ok(connects.length > 0)
    assert.deepEqual(beyond, [])
  })

  it('signs with the dummy key, never with the one of the environment', async () => {
    const user = await project()
    await local.forgetRequests()

    await user.cli(['vast:status', '--local'], {AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'})

    const keys = ((await local.requests()) as {accessKeyId?: string}[]).map(({accessKeyId}) => accessKeyId)
    assert.ok(keys.length > 0)
    assert.deepEqual([...new Set(keys)], [local.state.accessKeyId])
  })

  it('says which settings are sample values', async () => {
    const user = await project({'.env': 'VAST_CIDR=10.99.0.0/24\n'})

    const {stderr} = await user.cli(['vast:plan', '--local', '--stage', 'samples'])

    assert.match(stderr, /sample/i)
    assert.match(stderr, /peeredVpcId/)
    assert.doesNotMatch(stderr, /sample[^\n]*\bcidr\b/)
  })
})
