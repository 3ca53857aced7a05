import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {parse} from 'yaml'

import {finished, project} from './fixtures/project.js'

const ENV = `# vast-cloud
VAST_AWS_REGION=eu-west-1
export VAST_PEERED_VPC_ID="vpc-0123456789abcdef0"
VAST_CIDR=10.42.0.0/24
VAST_VERSION=v2.4.1
TF_STATE_BACKEND=cloud
TF_API_TOKEN=a-very-secret-token
`

interface Migrated {
  written: boolean
  variables: {name: string; line: number; outcome: string; setting?: string; why?: string}[]
  changes: {removed: string[]; added: string[]}
  next: {command: string; why: string}[]
}

describe('vast:migrate', function () {
  this.timeout(60_000)

  it('writes what a deploy then reads, and no secret', async () => {
    const user = await project({'.env': ENV})

    const {code, stdout, stderr} = await user.cli(['vast:migrate', '--yes', '--json'])

    assert.equal(code, 0, stderr)
    const {written, variables, next} = JSON.parse(stdout) as Migrated
    const text = await readFile(join(user.folder, 'aws-stack.yaml'), 'utf8')
    assert.equal(written, true)
    assert.deepEqual(parse(text), {
      stage: 'dev',
      region: 'eu-west-1',
      vast: {peeredVpcId: 'vpc-0123456789abcdef0', cidr: '10.42.0.0/24', version: 'v2.4.1'},
    })
    assert.deepEqual(
      variables.map(({name, line, outcome}) => [name, line, outcome]),
      [
        ['VAST_AWS_REGION', 2, 'kept'],
        ['VAST_PEERED_VPC_ID', 3, 'kept'],
        ['VAST_CIDR', 4, 'kept'],
        ['VAST_VERSION', 5, 'kept'],
        ['TF_STATE_BACKEND', 6, 'dropped'],
        ['TF_API_TOKEN', 7, 'dropped'],
      ],
    )
    assert.ok(next.some(({command}) => command === './vast-cloud destroy'))
    assert.doesNotMatch(`${stdout}${stderr}${text}`, /a-very-secret-token/)
  })

  it('only shows it with --dry-run: what becomes of each variable, the lines, and what to do next', async () => {
    const user = await project({'vast-cloud.env': ENV})

    const {code, stdout} = await user.cli(['vast:migrate', '--from', 'vast-cloud.env', '--dry-run'])

    assert.equal(code, 0)
    assert.match(stdout, /VAST_VERSION +version: v2\.4\.1\n/)
    assert.match(stdout, /TF_STATE_BACKEND +dropped +CloudFormation keeps the state/)
    assert.match(stdout, /\+ {3}cidr: 10\.42\.0\.0\/24\n/)
    assert.match(stdout, /next\n[^]*mv vast-cloud\.env[^]*aws-stack vast:plan\n/)
    assert.equal(existsSync(join(user.folder, 'aws-stack.yaml')), false)
  })

  it('writes nothing where nobody can be asked', async () => {
    const user = await project({'.env': ENV})

    const {code, stdout} = await user.cli(['vast:migrate', '--json'])

    assert.equal(code, 9)
    assert.equal((JSON.parse(stdout) as {error: {code: string}}).error.code, 'NO_TERMINAL')
    assert.equal(existsSync(join(user.folder, 'aws-stack.yaml')), false)
  })

  it('asks at a terminal, and takes the answer', async () => {
    const user = await project({'.env': ENV})
    const asked = (answer: string) =>
      finished('script', ['-qec', 'node node_modules/.bin/aws-stack vast:migrate', '/dev/null'], {
        cwd: user.folder,
        input: `${answer}\n`,
      })

    const no = await asked('n')
    const leftAlone = !existsSync(join(user.folder, 'aws-stack.yaml'))
    const yes = await asked('y')

    assert.match(no.stdout, /VAST_CIDR +.*cidr: 10\.42\.0\.0\/24[^]*Write aws-stack\.yaml\? \(y\/N\)/)
    assert.deepEqual([no.code, leftAlone], [9, true])
    assert.equal(yes.code, 0, yes.stdout)
    assert.match(await readFile(join(user.folder, 'aws-stack.yaml'), 'utf8'), /version: v2\.4\.1/)
  })

  it('adds to a file that is there without losing a line of it, and replaces values only with --force', async () => {
    const kept = '# mine\nregion: eu-central-1 # near\nvast:\n  # the big one\n  storage: ATTACHED\nother:\n  key: 1\n'
    const user = await project({'.env': ENV, 'aws-stack.yaml': kept})

    const refused = await user.cli(['vast:migrate', '--yes', '--json'])
    const untouched = await readFile(join(user.folder, 'aws-stack.yaml'), 'utf8')
    const forced = await user.cli(['vast:migrate', '--force', '--json'])

    const {error} = JSON.parse(refused.stdout) as {error: {code: string; message: string}}
    assert.deepEqual([refused.code, error.code, untouched], [9, 'FILE_EXISTS', kept])
    assert.match(error.message, /has other values of region$/)
    assert.equal(forced.code, 0, forced.stderr)
    const text = await readFile(join(user.folder, 'aws-stack.yaml'), 'utf8')
    for (const line of [
      '# mine',
      '# the big one',
      'storage: ATTACHED',
      'key: 1',
      'region: eu-west-1',
      'version: v2.4.1',
    ])
      assert.ok(text.includes(line), `${line}\n${text}`)
    assert.deepEqual((JSON.parse(forced.stdout) as Migrated).changes.removed, ['region: eu-central-1 # near'])
  })

  it('says the second time that there is nothing to write', async () => {
    const user = await project({'.env': ENV})
    await user.cli(['vast:migrate', '--yes'])

    const {code, stdout} = await user.cli(['vast:migrate', '--json'])

    const {written, changes} = JSON.parse(stdout) as Migrated
    assert.deepEqual([code, written, changes], [0, false, {removed: [], added: []}])
  })

  it('names every value that is wrong, with its line, and writes nothing', async () => {
    const user = await project({
      '.env': 'VAST_AWS_REGION=europe\n\nVAST_PEERED_VPC_ID=vpc-1\nTENZIR_VERSION=v4.0.0\n',
    })

    const {code, stdout} = await user.cli(['vast:migrate', '--yes', '--json'])

    const {error} = JSON.parse(stdout) as {error: {code: string; message: string}}
    assert.deepEqual([code, error.code], [2, 'SETTINGS_INVALID'])
    for (const problem of [
      '.env:1: VAST_AWS_REGION: "europe" is no region name',
      '.env:3: VAST_PEERED_VPC_ID: "vpc-1" is no VPC id',
      '.env: VAST_CIDR: is required',
    ])
      assert.ok(error.message.includes(problem), `${problem}\n${error.message}`)
    assert.equal(existsSync(join(user.folder, 'aws-stack.yaml')), false)
  })

  it('says where it looked for the variables', async () => {
    const user = await project()

    const {code, stderr} = await user.cli(['vast:migrate'])

    assert.equal(code, 2)
    assert.match(stderr, /cannot read .*\/\.env, the variables of vast-cloud/)
  })
})
