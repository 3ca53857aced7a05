import assert from 'node:assert/strict'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {
  cancel,
  createContext,
  defineApp,
  deploy,
  type DeployResult,
  type EngineEvent,
  StackError,
} from '@aws-stack/core'
import {RecordingHost} from '@aws-stack/core/testing'
import {z} from '@aws-stack/core/zod'
import {EXIT_CODES} from '@aws-stack/kit'
import {type Beat, findScenario, type PlayedScenario, playScenario, type Scenario} from '@aws-stack/local/scenarios'

import {until} from './fixtures/running.js'

const SERVER = `Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Service: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref TaskDefinition}}
  TaskDefinition: {Type: AWS::ECS::TaskDefinition, Properties: {Family: vast-dev-server}}
`
/** What the update finds. */
const DEPLOYED = SERVER.replace('{Family: vast-dev-server}', '{Family: vast-dev-server, Cpu: 512}')
const CLIENT = `Resources:
  Function: {Type: AWS::Lambda::Function, Properties: {FunctionName: vast-dev-client, PackageType: Image}}
`

/** Within this time after the signal the call that stops a rollout is at AWS. */
const LIMIT_MS = 1000

/** From the library, with other beats of its first play. */
function variant(name: string, change: (beats: readonly Beat[]) => readonly Beat[]): Scenario {
  const scenario = findScenario(name)
  assert.ok(scenario, name)
  const [first, ...others] = scenario.plays
  return {...scenario, plays: [{...first!, beats: change(first!.beats)}, ...others]}
}

/** CloudFormation does not wait for what the stack deploys (express mode): it is complete at `at`, whatever becomes of the rest. */
const completeAt = (at: number) => (beats: readonly Beat[]) => [
  ...beats.filter((beat) => (beat.do === 'stack' ? beat.at === 0 : beat.do !== 'resource' || beat.at < at)),
  {at, do: 'stack', status: 'UPDATE_COMPLETE'} as Beat,
]

const troubled = (name: string, trouble: Partial<Extract<Beat, {do: 'trouble'}>>): Scenario => {
  const scenario = variant(name, (beats) => beats)
  const beat = {at: 0, do: 'trouble', kind: 'throttle', ...trouble} as Beat
  return {...scenario, plays: [...scenario.plays, {on: 'load', beats: [beat]}]}
}

describe('the truth at the end of a deploy', function () {
  this.timeout(60_000)
  let folder: string
  let played: PlayedScenario

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'truth-'))
    await writeFile(join(folder, 'server.yaml'), SERVER)
    await writeFile(join(folder, 'client.yaml'), CLIENT)
  })
  after(() => rm(folder, {recursive: true, force: true}))
  afterEach(() => played.close())

  async function stageOf(scenario: Scenario, part = 'server', speed = 50) {
    const stacks = scenario.stacks?.map((stack) => ({...stack, template: part === 'server' ? DEPLOYED : '{}'}))
    played = await playScenario({...scenario, ...(stacks && {stacks})}, {speed})
    const {url, region} = played
    const app = defineApp({
      name: 'vast',
      title: 'VAST',
      settings: z.strictObject({}),
      images: [],
      stacks: [{part, template: join(folder, `${part}.yaml`)}],
    })
    const host = new RecordingHost()
    const signals = {first: new AbortController(), second: new AbortController()}
    const ctx = createContext({
      host,
      region,
      signal: signals.first.signal,
      leave: signals.second.signal,
      endpoint: {url, accessKeyId: 'player', secretAccessKey: 'player'},
    })
    const settings = {stage: 'dev', region, config: {}}
    return {
      host,
      signals,
      deploy: () => deploy(app, settings, {yes: true, force: true}, ctx),
      cancel: () => cancel(app, settings, {}, ctx),
    }
  }

  async function fails(
    run: Promise<DeployResult>,
  ): Promise<{code: string; exit: number | undefined; error: StackError}> {
    const error: unknown = await run.then(
      (result) => new Error(`it succeeded: ${JSON.stringify(result)}`),
      (thrown: unknown) => thrown,
    )
    if (!StackError.is(error)) throw error
    return {code: error.code, exit: EXIT_CODES[error.code], error}
  }

  const called = (operation: string) => played.calls().filter((call) => call.operation === operation)

  it('is green where the new server runs, and tells its digest', async () => {
    const stage = await stageOf(findScenario('rollout-succeeds')!)

    const {services, verified} = await stage.deploy()

    assert.equal(verified, true)
    const [service] = services
    assert.deepEqual([service?.state, service?.running, service?.desired], ['running', 1, 1])
    assert.match(service?.taskDefinition ?? '', /vast-dev-server:8$/)
    assert.deepEqual(service?.images, [{container: 'main', digest: `sha256:${'8'.repeat(64)}`}])
  })

  it('waits for tasks to be healthy where CloudFormation does not, and says how many are missing', async () => {
    const stage = await stageOf(variant('rollout-succeeds', completeAt(30_000)))

    const {services} = await stage.deploy()

    assert.equal(services[0]?.state, 'running')
    assert.deepEqual(
      stage.host.of('stack.settling').map(({ready, wanted}) => [ready, wanted]),
      [[0, 1]],
    )
  })

  it('is rolled back where the circuit breaker has made the stack fail', async () => {
    const stage = await stageOf(findScenario('circuit-breaker')!)

    const {code, exit, error} = await fails(stage.deploy())

    assert.deepEqual([code, exit], ['ROLLOUT_ROLLED_BACK', 5])
    assert.match(error.message, /Circuit Breaker was triggered/)
  })

  it('is rolled back where the stack is complete and its service went back', async () => {
    const stage = await stageOf(variant('circuit-breaker', completeAt(30_000)))

    const {code, exit, error} = await fails(stage.deploy())

    assert.deepEqual([code, exit], ['ROLLOUT_ROLLED_BACK', 5])
    assert.match(error.message, /circuit breaker/)
  })

  it('is superseded where somebody else was faster: by which deployment', async () => {
    const stage = await stageOf(findScenario('superseded')!)

    const {code, exit, error} = await fails(stage.deploy())

    assert.deepEqual([code, exit], ['ROLLOUT_SUPERSEDED', 7])
    assert.match(error.message, /ecs-svc\/0000000000000000009 of vast-dev-server:9 since \d{4}-/)
  })

  it('is scaled to zero where nothing is left to prove it', async () => {
    const stage = await stageOf(findScenario('scaled-to-zero')!)

    const {code, exit} = await fails(stage.deploy())

    assert.deepEqual([code, exit], ['SCALED_TO_ZERO', 8])
  })

  it('waits for a function that takes over its update, and fails with its reason', async () => {
    const stage = await stageOf(variant('lambda-image-access-denied', completeAt(6_000)), 'client')

    const {code, exit, error} = await fails(stage.deploy())

    assert.deepEqual([code, exit], ['FUNCTION_FAILED', 5])
    assert.equal(error.details['reasonCode'], 'ImageAccessDenied')
    assert.equal(stage.host.of('stack.settling')[0]?.what, 'function')
  })

  it('is green and unverified where nobody may look: a warning', async () => {
    const stage = await stageOf(
      troubled('rollout-succeeds', {kind: 'denied', operation: 'DescribeServices', times: 1000}),
    )

    const {verified, changed} = await stage.deploy()

    assert.deepEqual([verified, changed], [false, true])
    const warnings = stage.host.of('warning').map((event: Extract<EngineEvent, {type: 'warning'}>) => event.code)
    assert.deepEqual(warnings, ['NOT_VERIFIED'])
  })

  it('is not changed by a throttle on the very last poll', async () => {
    const stage = await stageOf(
      troubled('rollout-succeeds', {service: 'ecs', operation: 'DescribeServices', after: 1, times: 3}),
    )

    const {verified, services} = await stage.deploy()

    assert.deepEqual([verified, services[0]?.state], [true, 'running'])
    assert.equal(called('DescribeServices').filter(({status}) => status === 400).length, 3)
  })

  for (const [when, scenario, before] of [
    ['while CloudFormation waits for it', findScenario('rollout-stopped')!, 'CancelUpdateStack'],
    ['while it is waited for after the update', variant('rollout-stopped', (beats) => completeAt(20_000)(beats)), ''],
  ] as const) {
    it(`stops the rollout within a second of the signal, ${when}`, async () => {
      const stage = await stageOf(scenario, 'server', before ? 6 : 20)
      const run = fails(stage.deploy())
      let toldAt: number | undefined
      await until(async () => (before ? moving() : stage.host.of('stack.settling').length > 0))

      const sent = Date.now()
      stage.signals.first.abort('SIGINT')
      const {code} = await run

      const [stop] = called('StopServiceDeployment')
      assert.equal(code, 'CANCELLED')
      assert.ok(stop && stop.at - sent <= LIMIT_MS, `after ${(stop?.at ?? Infinity) - sent} ms`)
      if (before) assert.ok(called(before)[0]!.at <= stop.at)
      console.log(`      StopServiceDeployment after ${stop.at - sent} ms`)

      /** CloudFormation has told of the service, and ECS has begun its rollout since. */
      function moving() {
        if (!stage.host.of('stack.progress').some(({resource}) => resource.logicalId === 'Service')) return false
        toldAt ??= played.now()
        return played.now() > toldAt + 3_000
      }
    })
  }

  it('is stopped from elsewhere by cancel, also where CloudFormation is done', async () => {
    const stage = await stageOf(
      variant('rollout-stopped', (beats) => completeAt(20_000)(beats)),
      'server',
      20,
    )
    const run = fails(stage.deploy())
    await until(async () => stage.host.of('stack.settling').length > 0)

    const {stacks} = await stage.cancel()

    assert.deepEqual(
      stacks.map(({how}) => how),
      ['stops-rollout'],
    )
    assert.equal((await run).code, 'ROLLOUT_ROLLED_BACK')
  })
})
