import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {localAws} from './fixtures/local-aws.js'
import {project} from './fixtures/project.js'

const set = ['--set', 'cidr=10.42.0.0/24', '--set', 'peeredVpcId=vpc-0123456789abcdef0']

describe('init', function () {
  this.timeout(60_000)

  it('writes the file without credentials too, says so, and names the next command', async () => {
    const user = await project()
    const nowhere = {HOME: user.folder, AWS_EC2_METADATA_DISABLED: 'true'}

    const {code, stdout, stderr} = await user.cli(
      ['init', '--app', 'vast', '--yes', '--region', 'eu-west-1', ...set],
      nowhere,
    )

    assert.equal(code, 0, stderr)
    assert.match(stderr, /the account cannot be seen: there are no AWS credentials/)
    assert.match(stdout, /wrote .*aws-stack\.yaml\n\nnext aws-stack vast:plan\n/)
  })

  it('names all that is missing where nobody can be asked, and writes nothing', async () => {
    const user = await project()
    const nowhere = {HOME: user.folder, AWS_EC2_METADATA_DISABLED: 'true'}

    const {code, stdout} = await user.cli(['init', '--app', 'vast', '--json'], nowhere)

    const {error} = JSON.parse(stdout) as {error: {code: string; message: string; suggestions: string[]}}
    assert.equal(code, 2)
    assert.equal(error.code, 'SETTINGS_INVALID')
    assert.match(error.message, /region: no region is set.*\n.*cidr: is required\n.*peeredVpcId: is required/)
    assert.equal(existsSync(join(user.folder, 'aws-stack.yaml')), false)
  })

  it('writes the account of the credentials, and what it wrote can be planned', async function () {
    const local = localAws(this)
    const user = await project()
    const vpc = `peeredVpcId=${local.state.sampleVpcs[local.state.region]}`

    const {code, stdout, stderr} = await user.cli(
      ['init', '--app', 'vast', '--yes', '--json', '--set', 'cidr=10.99.0.0/24', '--set', vpc],
      local.environment,
    )
    const image = local.state.standIns['tenzir/vast']
    const environment = {...local.environment, ...(image && {VAST_IMAGE: image})}
    const planned = await user.cli(['vast:plan', '--stage', 'begun'], environment)

    assert.equal(code, 0, stderr)
    const result = JSON.parse(stdout) as {account: string; region: string; next: string}
    assert.deepEqual([result.account, result.region, result.next], ['123456789012', 'eu-west-1', 'aws-stack vast:plan'])
    assert.match(await readFile(join(user.folder, 'aws-stack.yaml'), 'utf8'), /^account: "123456789012"$/m)
    assert.equal(planned.code, 0, planned.stderr)
  })
})
