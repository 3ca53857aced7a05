import assert from 'node:assert/strict'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Finished, type Project, project} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'serve']

interface Result {
  changed: boolean
  task?: string
}

describe('the VAST server', function () {
  this.timeout(300_000)
  let local: LocalAws
  let user: Project

  before(async function () {
    local = localAws(this)
    user = await project()
    await must(['vast:deploy', ...PLACE, '--cidr', '10.46.0.0/24', '--yes'])
  })
  after(() => user?.cli(['vast:destroy', ...PLACE, '--yes', '--force']))

  it('is started, runs on, is restarted as another task, and is stopped', async () => {
    const started = await resultOf(['vast:start', ...PLACE, '--json'])
    const again = await resultOf(['vast:start-vast-server', ...PLACE, '--json'])
    const restarted = await resultOf(['vast:restart', ...PLACE, '--json'])
    const listed = await local.aws<{taskArns: string[]}>('ecs', 'list-tasks', '--cluster', 'vast-serve')
    const stopped = await resultOf(['vast:stop', ...PLACE, '--json'])
    const left = await local.aws<{taskArns: string[]}>('ecs', 'list-tasks', '--cluster', 'vast-serve')

    assert.deepEqual([started.changed, again.changed, again.task], [true, false, started.task])
    assert.notEqual(restarted.task, started.task)
    assert.deepEqual(
      listed.taskArns.map((arn) => arn.split('/').at(-1)),
      [restarted.task],
    )
    assert.deepEqual([stopped.changed, stopped.task, left.taskArns], [true, undefined, []])
  })

  it('is seen in the status, and is not there to be restarted when it is stopped', async () => {
    const status = await must(['vast:status', ...PLACE, '--json'])
    const {services} = JSON.parse(status.stdout) as {services: {desired: number; asDeployed: boolean}[]}
    const restart = await user.cli(['vast:restart', ...PLACE, '--yes'])

    assert.deepEqual(
      services.map(({desired, asDeployed}) => [desired, asDeployed]),
      [[0, true]],
    )
    assert.equal(restart.code, 8, restart.stderr)
    assert.match(restart.stderr, /aws-stack vast:start --local --stage serve/)
  })

  async function must(args: readonly string[]): Promise<Finished> {
    const run = await user.cli(args)
    assert.equal(run.code, 0, run.stderr + run.stdout)
    return run
  }

  async function resultOf(args: readonly string[]): Promise<Result> {
    return JSON.parse((await must(args)).stdout) as Result
  }
})
