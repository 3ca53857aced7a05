import assert from 'node:assert/strict'

import {deployedState} from './fixtures/deployed-state.js'
import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {project, type Project} from './fixtures/project.js'
import {started} from './fixtures/running.js'

/** `AWS_STACK_TEST_KILLS=50 npm test -- --grep 'kill -9'` for more. */
const KILLS = Number(process.env['AWS_STACK_TEST_KILLS'] ?? 4)
const PLACE = ['--local', '--stage', 'kill']
const DEPLOY = ['vast:deploy', ...PLACE, '--cidr', '10.45.0.0/24', '--yes', '--json']

describe('kill -9', function () {
  this.timeout(60_000 * (KILLS + 3))
  let local: LocalAws
  let user: Project

  before(async function () {
    local = localAws(this)
    user = await project()
  })
  after(() => user.cli(['vast:destroy', ...PLACE, '--yes', '--force']))

  it(`at ${KILLS} random points of a VAST deploy: the next run ends as if nothing had happened`, async () => {
    const began = Date.now()
    await must(DEPLOY)
    const whole = await state()
    // Images are built by now: a deploy into nothing takes so long.
    await must(['vast:destroy', ...PLACE, '--yes', '--force'])
    const longest = Math.min(Date.now() - began, 12_000)
    const points: string[] = []

    for (let kill = 0; kill < KILLS; kill += 1) {
      const at = Math.round(300 + Math.random() * longest)
      const run = started(user, DEPLOY)
      const timer = setTimeout(() => run.kill('SIGKILL'), at)
      const code = await run.ended
      clearTimeout(timer)
      points.push(code === null ? `${at} ms` : 'after its end')

      await must(DEPLOY)

      assert.deepEqual(await state(), whole, `killed after ${at} ms, ${run.stderr()}`)
      await must(['vast:destroy', ...PLACE, '--yes', '--force'])
    }
    console.log(`      killed ${points.length} times (${points.join(', ')}), ${points.length} times the same end`)
  })

  async function must(args: readonly string[]): Promise<void> {
    const {code, stdout, stderr} = await user.cli(args)
    assert.equal(code, 0, stderr + stdout)
  }

  /** Names that AWS makes up are new each time. */
  async function state(): Promise<unknown> {
    const {stacks, changeSets} = await deployedState(local, 'vast-kill')
    const shown = stacks.map(({StackName, StackStatus, Parameters = [], Outputs = []}) => ({
      name: StackName,
      status: StackStatus.replace(/^(CREATE|UPDATE)_/, ''),
      parameters: Object.fromEntries(Parameters.map((one) => [one.ParameterKey, withoutIds(one.ParameterValue)])),
      outputs: Outputs.map(({OutputKey}) => OutputKey).toSorted(),
    }))
    return {stacks: shown, changeSets}
  }
})

function withoutIds(value: string): string {
  return value.replaceAll(/\b(vpc|subnet|sg|rtb|pcx|ns)-[0-9a-z]+/g, '$1').replace(/^(true|false)$/, 'creating')
}
