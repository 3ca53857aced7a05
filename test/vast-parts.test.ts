import assert from 'node:assert/strict'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Finished, type Project, project} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'parts']
const BUCKET = 'vast-parts-workbucket-eu-west-1-123456789012'

interface Stacks {
  readonly changed: boolean
  readonly stacks: {part: string; action?: string; status: string; changed: boolean}[]
}

describe('an optional part of VAST', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project

  before(async function () {
    local = localAws(this)
    user = await project({'aws-stack.yaml': 'vast:\n  cidr: 10.55.0.0/24\n'})
  })
  after(() => user?.cli(['vast:destroy', ...PLACE, '--yes', '--force']))

  it('that there is not is an error with its place, before anything is asked', async () => {
    const environment = {VAST_CLOUD_PLUGINS: 'workbucket,misp'}

    const {code, stderr} = await user.cli(['vast:plan', ...PLACE], environment)

    assert.equal(code, 2)
    assert.match(stderr, /VAST_CLOUD_PLUGINS: optionalParts: "misp" is none of workbucket/)
  })

  it('that is off and asked for says which setting names it', async () => {
    const {code, stderr} = await run('vast:plan', '--part', 'workbucket')

    assert.equal(code, 2)
    assert.match(stderr, /optionalParts in aws-stack\.yaml, or VAST_CLOUD_PLUGINS/)
  })

  it('comes with its name in the settings, and what uses it may', async () => {
    await user.write('aws-stack.yaml', 'vast:\n  optionalParts: [workbucket]\n  cidr: 10.55.0.0/24\n')

    const {stacks} = await jsonOf<Stacks>('vast:deploy', '--yes')
    await local.aws('s3api', 'put-object', '--bucket', BUCKET, '--key', 'file')
    const {Configuration} = await local.aws<{Configuration: {Environment: {Variables: Record<string, string>}}}>(
      ...['lambda', 'get-function', '--function-name', 'vast-parts-client'],
    )
    const {PublicAccessBlockConfiguration: block} = await local.aws<{
      PublicAccessBlockConfiguration: Record<string, boolean>
    }>('s3api', 'get-public-access-block', '--bucket', BUCKET)

    assert.ok(stacks.some(({part, status}) => part === 'workbucket' && status === 'CREATE_COMPLETE'))
    assert.equal(Configuration.Environment.Variables['VAST_WORKBUCKET'], BUCKET)
    assert.deepEqual([...new Set(Object.values(block))], [true])
    assert.equal((await jsonOf<Stacks>('vast:deploy', '--yes')).changed, false)
  })

  it('is in the plan to be deleted, with what is lost, when its name is taken out', async () => {
    await user.write('aws-stack.yaml', 'vast:\n  cidr: 10.55.0.0/24\n')

    const plan = await jsonOf<Stacks & {losses: {physicalId: string; grave: boolean}[]}>('vast:plan')
    const text = await run('vast:plan')

    assert.deepEqual(
      plan.stacks.filter(({action}) => action !== 'none').map(({part, action}) => `${part} ${action}`),
      ['client update', 'workbucket delete'],
    )
    assert.deepEqual(
      plan.losses.map(({physicalId, grave}) => [physicalId, grave]),
      [[BUCKET, true]],
    )
    assert.match(text.stdout, /workbucket .*delete: the settings no longer name it/)
    assert.match(text.stdout, /is deleted: all files in it/)
  })

  it('is not deleted with --yes alone, nor with nobody to ask, and nothing else is changed', async () => {
    const yes = await run('vast:deploy', '--yes')
    const unasked = await run('vast:deploy')
    const status = await jsonOf<Stacks>('vast:status')

    assert.deepEqual([yes.code, unasked.code], [9, 9])
    assert.match(yes.stderr, /data would be lost: workbucket\/Bucket is deleted/)
    assert.ok(status.stacks.some(({part, status}) => part === 'workbucket' && status === 'CREATE_COMPLETE'))
    assert.ok(await local.aws('s3api', 'head-object', '--bucket', BUCKET, '--key', 'file'))
  })

  it('is emptied and deleted with --force, after the client has let go of it', async () => {
    const {stacks} = await jsonOf<Stacks>('vast:deploy', '--yes', '--force')
    const {StackSummaries: deleted} = await local.aws<{StackSummaries: {StackName: string}[]}>(
      ...['cloudformation', 'list-stacks', '--stack-status-filter', 'DELETE_COMPLETE'],
    )
    const {Buckets} = await local.aws<{Buckets: {Name: string}[]}>('s3api', 'list-buckets')

    assert.deepEqual(
      stacks.filter(({changed}) => changed).map(({part, status}) => `${part} ${status}`),
      ['client UPDATE_COMPLETE', 'workbucket DELETE_COMPLETE'],
    )
    assert.ok(deleted.some(({StackName}) => StackName === 'vast-parts-workbucket'))
    assert.ok(Buckets.every(({Name}) => Name !== BUCKET))
    assert.equal((await jsonOf<Stacks>('vast:deploy', '--yes')).changed, false)
  })

  const run = (...args: string[]): Promise<Finished> => user.cli([...args, ...PLACE])

  async function jsonOf<Result>(...args: string[]): Promise<Result> {
    const {code, stdout, stderr} = await run(...args, '--json')
    assert.equal(code, 0, stderr + stdout)
    return JSON.parse(stdout) as Result
  }
})
