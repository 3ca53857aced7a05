import assert from 'node:assert/strict'

import {findScenario, type PlayedScenario, playScenario, type Scenario} from '@aws-stack/local/scenarios'

import {pluginProject} from './fixtures/plugin-project.js'
import type {Finished, Project} from './fixtures/project.js'
import {
  CREATION,
  executing,
  LONG_UPDATE,
  scene,
  SLOW_UPDATE,
  story,
  updating,
  VPC_TEMPLATE,
} from './fixtures/stories.js'

const APP = `import {defineApp} from '@aws-stack/core'
import {z} from 'zod'
export const tale = defineApp({
  name: 'tale',
  title: 'Tale',
  settings: z.strictObject({}),
  images: [],
  stacks: [{part: 'network', template: new URL('network.yaml', import.meta.url).pathname}],
})
`

const STACK = 'tale-dev-network'

describe('a command that ends before its stack does', function () {
  this.timeout(60_000)
  let user: Project
  let aws: PlayedScenario
  before(async () => {
    user = await pluginProject({
      name: 'tale',
      app: APP,
      templates: {'network.yaml': VPC_TEMPLATE},
      verbs: ['deploy', 'destroy', 'attach'],
    })
  })
  afterEach(() => aws.close())

  const play = async (scenario: Scenario | undefined, speed: number) => {
    assert.ok(scenario)
    aws = await playScenario(asTale(scenario), {speed})
  }
  const cli = (...args: string[]): Promise<Finished> =>
    user.cli([...args, '--json'], {
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: aws.region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    })

  it('at --timeout leaves with 6 and the line that follows the stack, which goes on', async () => {
    await play(updating(LONG_UPDATE), 20)

    const {code, stdout} = await cli('tale:deploy', '--yes', '--timeout', '3s')

    const error = errorOf(stdout)
    assert.deepEqual([code, error.code, error.exitCode], [6, 'TIMED_OUT', 6])
    assert.match(error.message, /goes on at AWS$/)
    assert.deepEqual(error.suggestions, ['aws-stack tale:attach'])
    assert.deepEqual(writes(aws), ['ExecuteChangeSet'])
  })

  it('with --no-wait leaves with 0 when the stack has begun, and attach sees its end', async () => {
    await play(story({stacks: [scene('network')], plays: [executing('vast-dev-network', CREATION)]}), 3)

    const deployed = await cli('tale:deploy', '--yes', '--no-wait')
    const attached = await cli('tale:attach')

    assert.deepEqual([deployed.code, statusOf(deployed)], [0, 'CREATE_IN_PROGRESS'], deployed.stderr)
    assert.deepEqual([attached.code, statusOf(attached)], [0, 'CREATE_COMPLETE'], attached.stderr)
    assert.deepEqual(writes(aws), ['ExecuteChangeSet'])
  })

  it('where the credentials expire leaves with 4, says that it goes on, and attach sees its end', async () => {
    await play(findScenario('credentials-expire'), 20)

    const {code, stdout} = await cli('tale:deploy', '--yes')
    const {scenarioMs = 0} = aws.calls().find(({operation}) => operation === 'ExecuteChangeSet') ?? {}
    await new Promise((resolve) => setTimeout(resolve, (scenarioMs + 80_500 - aws.now()) / 20))
    const attached = await cli('tale:attach')

    const error = errorOf(stdout)
    assert.deepEqual([code, error.code, error.exitCode], [4, 'CREDENTIALS_EXPIRED', 4])
    assert.match(error.message, /tale-dev-network goes on at AWS$/)
    assert.ok(error.suggestions.includes('aws-stack tale:attach'), error.suggestions.join())
    assert.equal(attached.code, 0, attached.stdout)
    assert.deepEqual(writes(aws), ['ExecuteChangeSet'])
  })

  it('with --wait-for-lock 0 leaves with 7 where another run is at work, and changes nothing', async () => {
    const token = 'aws-stack-1700000000000-0a1b2c3d-4-by-alice-laptop'
    const busy = scene('network', {
      status: 'UPDATE_IN_PROGRESS',
      events: [{at: -60_000, status: 'UPDATE_IN_PROGRESS', token}],
    })
    await play(story({stacks: [busy], plays: []}), 1)

    const deployed = await cli('tale:deploy', '--yes', '--wait-for-lock', '0')
    const destroyed = await cli('tale:destroy', '--yes', '--wait-for-lock', '0')

    for (const {code, stdout} of [deployed, destroyed]) {
      const error = errorOf(stdout)
      assert.deepEqual([code, error.code], [7, 'BUSY'])
      assert.match(error.message, new RegExp(`^${STACK} is UPDATE_IN_PROGRESS.*started by aws-stack of alice-laptop$`))
    }
    assert.deepEqual(writes(aws), [])
  })

  it('waits in turn for another run, then does its own work', async () => {
    const busy = scene('network', {status: 'UPDATE_IN_PROGRESS'})
    const over = {at: 300_000, do: 'stack', stack: 'vast-dev-network', status: 'UPDATE_COMPLETE'} as const
    await play(
      story({stacks: [busy], plays: [{on: 'load', beats: [over]}, executing('vast-dev-network', SLOW_UPDATE)]}),
      200,
    )

    const deployed = await cli('tale:deploy', '--yes')

    assert.deepEqual([deployed.code, statusOf(deployed)], [0, 'UPDATE_COMPLETE'], deployed.stderr)
    const changeSets = aws.calls().filter(({operation}) => operation === 'CreateChangeSet')
    assert.ok(changeSets.length > 0 && changeSets.every(({scenarioMs}) => scenarioMs >= over.at))
  })
})

/** The same story of another app: a scenario is data. */
function asTale(scenario: Scenario): Scenario {
  const text = JSON.stringify(scenario).replaceAll('"vast', '"tale').replaceAll('server', 'network')
  return JSON.parse(text) as Scenario
}

function errorOf(stdout: string): {code: string; exitCode: number; message: string; suggestions: string[]} {
  return (JSON.parse(stdout) as {error: {code: string; exitCode: number; message: string; suggestions: string[]}}).error
}

function statusOf({stdout}: Finished): string | undefined {
  return (JSON.parse(stdout) as {stacks?: {status: string}[]}).stacks?.[0]?.status
}

function writes(aws: PlayedScenario): string[] {
  const all = ['CancelUpdateStack', 'DeleteStack', 'ExecuteChangeSet']
  return aws.calls().flatMap(({operation}) => (all.includes(operation) ? [operation] : []))
}
