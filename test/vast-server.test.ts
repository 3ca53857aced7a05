import assert from 'node:assert/strict'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import type {Finished, Project} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'serve']
const CIDR = '10.46.0.0/24'

interface Result {
  changed: boolean
  task?: string
}

interface Server {
  readonly storage: {readonly type: string; readonly capacityBytes: number}
  readonly tasks: readonly {readonly id: string}[]
}

describe('the VAST server', function () {
  this.timeout(300_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, PLACE, CIDR))
  })
  after(() => remove?.())

  it('is started, runs on, is restarted as another task, and is stopped', async () => {
    const started = await resultOf(['vast:start', ...PLACE, '--json'])
    const again = await resultOf(['vast:start-vast-server', ...PLACE, '--json'])
    const restarted = await resultOf(['vast:restart-vast-server', ...PLACE, '--json'])
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

  it('is not stopped, restarted or stopped with all the rest unasked where its events go with it', async () => {
    await must(['vast:deploy', ...PLACE, '--cidr', CIDR, '--storage', 'ATTACHED', '--yes', '--force'])
    const started = await resultOf(['vast:start', ...PLACE, '--json'])

    for (const verb of ['stop', 'restart', 'stop-all']) {
      const {code, stderr} = await user.cli([`vast:${verb}`, ...PLACE])
      assert.equal(code, 9, stderr)
      assert.match(stderr, new RegExp(`aws-stack vast:${verb} --yes --local --stage serve`))
    }
    const {server} = JSON.parse((await must(['vast:status', ...PLACE, '--json'])).stdout) as {server: Server}
    const stopped = await resultOf(['vast:stop-vast-server', ...PLACE, '--yes', '--json'])

    assert.deepEqual([server.storage.type, server.storage.capacityBytes], ['ATTACHED', 20 * 2 ** 30])
    assert.equal(server.tasks[0]?.id, started.task)
    assert.equal(stopped.changed, true)
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
