import assert from 'node:assert/strict'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import {type Finished, finished, type Project} from './fixtures/project.js'

const THERE = ['--local', '--stage', 'storage']
const CIDR = '10.48.0.0/24'
const PLACE = [...THERE, '--cidr', CIDR]

interface Plan {
  changed: boolean
  losses: {part: string; logicalId: string; grave: boolean; reason: string}[]
}

describe('the storage of VAST', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, THERE, CIDR))
  })
  after(() => remove?.())

  it('that is to be the disk of the task costs the file system: the plan says so, and --yes alone is refused', async () => {
    const losses = await lossesOf('--storage', 'ATTACHED')
    const {code, stderr} = await user.cli(['vast:deploy', ...PLACE, '--storage', 'ATTACHED', '--yes'])
    const {FileSystems} = await local.aws<{FileSystems: {Name?: string}[]}>('efs', 'describe-file-systems')

    assert.deepEqual(losses, ['server/FileSystem grave: is removed: all imported events'])
    assert.equal(code, 9, stderr)
    assert.match(stderr, /aws-stack vast:deploy --yes --force/)
    assert.equal(FileSystems.filter(({Name}) => Name === 'vast-storage').length, 1)
  })

  it('may change while no server runs on the disk of the task', async () => {
    await must(['vast:deploy', ...PLACE, '--storage', 'ATTACHED', '--yes', '--force'])
    const {FileSystems} = await local.aws<{FileSystems: {Name?: string}[]}>('efs', 'describe-file-systems')

    const losses = await lossesOf('--storage', 'EFS')

    assert.equal(FileSystems.filter(({Name}) => Name === 'vast-storage').length, 0)
    assert.deepEqual(losses, [])
  })

  it('that is the disk of a running task is lost by whatever replaces that: a file system, or another image', async () => {
    await must(['vast:start', ...THERE])
    const command = [`${user.folder}/node_modules/.bin/aws-stack`, 'vast:exec', ...THERE, '-c', 'vast import json']
    await finished(process.execPath, command, {cwd: user.folder, input: '{"n":1}\n'})

    const toEfs = await lossesOf('--storage', 'EFS')
    const image = await lossesOf('--storage', 'ATTACHED', '--image', `another/vast@sha256:${'0'.repeat(64)}`)
    const same = await lossesOf('--storage', 'ATTACHED')
    const text = await must(['vast:plan', ...PLACE, '--storage', 'EFS'])
    const {code, stderr} = await user.cli(['vast:deploy', ...PLACE, '--storage', 'EFS', '--yes'])
    const count = await must(['vast:exec', ...THERE, '-c', 'vast count'])

    const lost = "server/Service grave: gets a new task: all imported events, which are kept on the task's own disk"
    assert.deepEqual(toEfs, [lost])
    assert.deepEqual(image, [lost.replace('gets', 'may get')]) // known after the build
    assert.deepEqual(same, [])
    assert.match(text.stdout, /would be lost for good\n.*server\/Service.*gets a new task: all imported events/)
    assert.equal(code, 9, stderr)
    assert.equal(count.stdout, '1\n')
  })

  it('has nothing to back up while it is the disk of the task', async () => {
    const {code, stderr} = await user.cli(['vast:snapshot', ...THERE])
    const part = await user.cli(['vast:plan', ...PLACE, '--storage', 'ATTACHED', '--optional-parts', 'backup'])

    assert.equal(code, 2, stderr)
    assert.match(stderr, /has no file system that could be backed up/)
    assert.equal(part.code, 2, part.stderr)
    assert.match(part.stderr, /backup needs a file system, and storage is ATTACHED/)
  })

  it('is lost by whoever forces it', async () => {
    await must(['vast:deploy', ...PLACE, '--storage', 'EFS', '--yes', '--force'])

    const count = await must(['vast:exec', ...THERE, '-c', 'vast count'])

    assert.equal(count.stdout, '0\n')
  })

  it('stays in its network: another block is refused in the plan', async () => {
    const {code, stderr} = await user.cli(['vast:plan', ...THERE, '--cidr', '10.49.0.0/24'])

    assert.equal(code, 2, stderr)
    assert.match(stderr, /10\.49\.0\.0\/24 cannot replace 10\.48\.0\.0\/24, the block of the deployed network/)
  })

  async function must(args: readonly string[]): Promise<Finished> {
    const run = await user.cli(args)
    assert.equal(run.code, 0, run.stderr + run.stdout)
    return run
  }

  async function lossesOf(...settings: string[]): Promise<string[]> {
    const {stdout} = await must(['vast:plan', ...PLACE, ...settings, '--json'])
    const {losses} = JSON.parse(stdout) as Plan
    return losses.filter(({grave}) => grave).map(({part, logicalId, reason}) => `${part}/${logicalId} grave: ${reason}`)
  }
})
