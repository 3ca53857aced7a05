import assert from 'node:assert/strict'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {project, type Project} from './fixtures/project.js'
import {started, type Running, until} from './fixtures/running.js'

const STAGE = 'halt'
const STACK = `vast-${STAGE}-network`
const PLACE = ['--local', '--stage', STAGE]
const DEPLOY = ['vast:deploy', ...PLACE, '--part', 'network', '--yes', '--json', '--cidr', '10.43.0.0/24']

/** Within this time after the signal the call that cancels is at AWS. */
const LIMIT_MS = 1000

describe('a signal', function () {
  this.timeout(300_000)
  let local: LocalAws
  let user: Project
  const figures: string[] = []

  before(async function () {
    local = localAws(this)
    user = await project()
  })
  beforeEach(() => local.forgetRequests())
  afterEach(async () => {
    await local.clearFaults()
    await user.cli(['vast:destroy', ...PLACE, '--yes', '--force'])
  })
  after(() => {
    for (const figure of figures) console.log(`      ${figure}`)
  })

  /** Sends the signal and answers with how long `operation` took to be seen at AWS, in ms. */
  async function signalled(run: Running, signal: NodeJS.Signals, operation: string): Promise<void> {
    const sent = Date.now()
    run.kill(signal)
    const seen = async () =>
      (await local.requests()).find((one) => one.operation === operation && Date.parse(one.time) >= sent)
    await until(async () => (await seen()) !== undefined)
    const ms = Date.parse((await seen())?.time ?? '') - sent
    figures.push(`${signal}: ${operation} after ${ms} ms`)
    assert.ok(ms <= LIMIT_MS, `${operation} came ${ms} ms after ${signal}`)
  }

  async function endedBy(run: Running, where: string): Promise<void> {
    const sent = Date.now()
    run.kill('SIGINT')
    assert.equal(await run.ended, 130, run.stderr())
    figures.push(`SIGINT ${where}: stopped after ${Date.now() - sent} ms`)
  }

  it('deletes the change set that is being made, and leaves no stack behind', async () => {
    await local.delay({service: 'cloudformation', operation: 'DescribeChangeSet', ms: 3000, times: 9})
    const run = started(user, DEPLOY)
    await until(async () => (await statusOf(local)) === 'REVIEW_IN_PROGRESS')

    await signalled(run, 'SIGINT', 'DeleteChangeSet')

    assert.equal(await run.ended, 130, run.stderr())
    assert.equal(errorOf(run).code, 'CANCELLED')
    assert.equal(await statusOf(local), undefined)
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`${signal} deletes the stack that is being created, shows it to its end, and leaves with ${code}`, async () => {
      await local.delay({stack: STACK, logicalId: 'Vpc', ms: 20_000})
      const run = started(user, DEPLOY)
      await until(async () => (await statusOf(local)) === 'CREATE_IN_PROGRESS')

      await signalled(run, signal, 'DeleteStack')

      assert.equal(await run.ended, code, run.stderr())
      assert.equal(errorOf(run).code, 'CANCELLED')
      assert.equal(await statusOf(local), undefined)
    })
  }

  it('cancels the update that is under way: what was, runs on', async () => {
    await must(user, DEPLOY)
    const other = await local.aws<{Vpc: {VpcId: string}}>('ec2', 'create-vpc', '--cidr-block', '10.99.0.0/16')
    await local.delay({stack: STACK, ms: 20_000, times: 9})
    const run = started(user, [...DEPLOY, '--peered-vpc-id', other.Vpc.VpcId])
    await until(async () => (await statusOf(local)) === 'UPDATE_IN_PROGRESS')

    await signalled(run, 'SIGINT', 'CancelUpdateStack')
    await local.clearFaults()

    assert.equal(await run.ended, 130, run.stderr())
    assert.equal(await statusOf(local), 'UPDATE_ROLLBACK_COMPLETE')
  })

  it('sent twice leaves at once, with the line that follows what goes on', async () => {
    await local.delay({stack: STACK, logicalId: 'Vpc', ms: 6_000})
    const run = started(user, DEPLOY)
    await until(async () => (await statusOf(local)) === 'CREATE_IN_PROGRESS')

    run.kill('SIGINT')
    await until(() => run.stderr().includes('once more'))
    const second = Date.now()
    run.kill('SIGINT')
    const code = await run.ended
    const ms = Date.now() - second

    assert.equal(code, 130, run.stderr())
    assert.ok(errorOf(run).suggestions.includes(`aws-stack vast:attach ${PLACE.join(' ')}`), run.stdout())
    figures.push(`SIGINT twice: left after ${ms} ms`)
    const attached = await user.cli(['vast:attach', ...PLACE, '--json'])
    assert.equal(attached.code, 0, attached.stderr + attached.stdout)
  })

  it('aborts a build', async () => {
    // A base that nobody has pulled yet, and whose registry takes its time.
    const base = `${new URL(local.state.registry).host}/stand-in/slow@sha256:${'0'.repeat(64)}`
    await local.delay({service: 'registry', ms: 20_000, times: 9})
    const run = started(user, ['vast:image:build', ...PLACE, '--only', 'server', '--verbose', '--image', base])
    await until(() => run.stderr().includes('context of'))

    await endedBy(run, 'in a build')
  })

  it('aborts a push, and nothing is in the repository', async () => {
    await must(user, ['vast:deploy', ...PLACE, '--part', 'registry', '--yes'])
    await local.delay({service: 'registry', operation: 'POST uploads', ms: 20_000, times: 99})
    const run = started(user, ['vast:image:push', ...PLACE, '--only', 'server'])
    await until(() => run.stderr().includes('image server: pushing'))

    await endedBy(run, 'in a push')

    await local.clearFaults()
    const repository = ['--repository-name', `vast-${STAGE}/server`]
    const {imageIds} = await local.aws<{imageIds: unknown[]}>('ecr', 'list-images', ...repository)
    assert.deepEqual(imageIds, [])
  })

  it('is nothing that a look needs to cancel: attach ends, the operation goes on', async () => {
    await local.delay({stack: STACK, logicalId: 'Vpc', ms: 5_000})
    const deploy = started(user, DEPLOY)
    await until(async () => (await statusOf(local)) === 'CREATE_IN_PROGRESS')
    const look = started(user, ['vast:attach', ...PLACE])
    await until(() => look.stderr().includes('Vpc CREATE_IN_PROGRESS'))

    look.kill('SIGINT')

    assert.equal(await look.ended, 130, look.stderr())
    assert.equal(await deploy.ended, 0, deploy.stderr())
  })

  it('is not needed on the machine that deploys: cancel stops it from another', async () => {
    await local.delay({stack: STACK, logicalId: 'Vpc', ms: 20_000})
    const deploy = started(user, DEPLOY)
    await until(async () => (await statusOf(local)) === 'CREATE_IN_PROGRESS')

    const cancelled = await user.cli(['vast:cancel', ...PLACE, '--json'])

    assert.equal(cancelled.code, 0, cancelled.stderr)
    const {stacks} = JSON.parse(cancelled.stdout) as {stacks: {part: string; how: string; status: string}[]}
    assert.deepEqual(
      stacks.map(({part, how, status}) => [part, how, status]),
      [['network', 'deletes', 'DELETE_COMPLETE']],
    )
    assert.equal(await deploy.ended, 5, deploy.stdout())
  })
})

async function must(user: Project, args: readonly string[]): Promise<void> {
  const {code, stderr} = await user.cli(args)
  assert.equal(code, 0, stderr)
}

function errorOf(run: Running): {code: string; suggestions: string[]} {
  return (JSON.parse(run.stdout()) as {error: {code: string; suggestions: string[]}}).error
}

async function statusOf(local: LocalAws): Promise<string | undefined> {
  const found = await local.aws<[string, string][]>(
    'cloudformation',
    'describe-stacks',
    '--query',
    'Stacks[].[StackName, StackStatus]',
  )
  return found.find(([name]) => name === STACK)?.[1]
}
