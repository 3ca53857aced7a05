import assert from 'node:assert/strict'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {findScenario, type PlayedScenario, playScenario, type Scenario} from '@aws-stack/local/scenarios'

import {finished, project, type Project} from './fixtures/project.js'
import {started, until} from './fixtures/running.js'
import {needsWitness} from './fixtures/witness.js'

const DEPLOY = ['substation:config:deploy', '--yes', '--json']
/** What the scenarios want to be released; `{"transforms":[]}` runs. */
const NEW = "{transforms: [{type: 'send_stdout'}]}"
const ENVIRONMENTS = {prod: 'prod001', dev: 'dev0001'}

/** Within this time after the signal the call that stops a deployment is at AWS. */
const LIMIT_MS = 1000

const WRITES = ['CreateConfigurationProfile', 'CreateHostedConfigurationVersion', 'StartDeployment', 'StopDeployment']

interface Deployment {
  readonly DeploymentNumber: number
  readonly ConfigurationName: string
  readonly ConfigurationVersion: string
  readonly State: string
  readonly StartedAt: string
  readonly CompletedAt?: string
}

interface Failure {
  readonly code: string
  readonly message: string
  readonly exitCode: number
  readonly suggestions: readonly string[]
  readonly details: Readonly<Record<string, unknown>>
}

interface Ended {
  readonly code: number | null
  readonly stderr: string
  readonly error?: Failure
  readonly changed?: boolean
  readonly configs?: readonly {readonly profile: string; readonly changed: boolean}[]
  readonly skipped?: readonly string[]
  /** The calls of this run. */
  readonly calls: PlayedScenario['calls'] extends () => infer Calls ? Calls : never
}

describe('config:deploy, against AppConfig as it is played', function () {
  this.timeout(120_000)
  let user: Project
  let aws: PlayedScenario

  before(function () {
    needsWitness(this)
  })
  afterEach(() => aws.close())

  async function begin(scenario: Scenario | string, speed: number, configs: Readonly<Record<string, string>>) {
    const found = typeof scenario === 'string' ? findScenario(scenario) : scenario
    assert.ok(found, JSON.stringify(scenario))
    aws = await playScenario(found, {speed})
    user = await project()
    for (const [name, text] of Object.entries(configs)) {
      const folder = join(user.folder, 'configs', name)
      await mkdir(folder, {recursive: true})
      await writeFile(join(folder, 'config.jsonnet'), text)
    }
  }

  const environment = () => ({
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    SUBSTATION_CONFIG_DIRECTORY: 'configs',
  })

  async function release(...flags: string[]): Promise<Ended> {
    const before = aws.calls().length
    const {code, stdout, stderr} = await user.cli([...DEPLOY, ...flags], environment())
    assert.notEqual(stdout, '', stderr)
    return {...(JSON.parse(stdout) as object), code, stderr, calls: aws.calls().slice(before)}
  }

  /** Oldest first, as the `aws` CLI reads them. */
  async function deployments(name: keyof typeof ENVIRONMENTS): Promise<Deployment[]> {
    const place = ['--application-id', 'sub0dev', '--environment-id', ENVIRONMENTS[name]]
    const {code, stdout, stderr} = await finished(
      'aws',
      ['appconfig', 'list-deployments', ...place, '--output', 'json', '--endpoint-url', aws.url],
      {environment: {...environment(), AWS_PAGER: ''}},
    )
    assert.equal(code, 0, stderr)
    return (JSON.parse(stdout) as {Items: Deployment[]}).Items.toReversed()
  }

  const newest = async (name: keyof typeof ENVIRONMENTS) => (await deployments(name)).at(-1)

  const writesOf = ({calls}: Ended) =>
    calls
      .filter(({operation, status = 0}) => WRITES.includes(operation) && status < 300)
      .map(({operation}) => operation)

  describe('thirty profiles in two environments, with conflicts, throttles and a rollback', function () {
    this.timeout(400_000)
    const names = Array.from({length: 30}, (_, index) => `node-${String(index + 1).padStart(2, '0')}`)
    /** Whose start meets somebody else's deployment. */
    const refused = {prod: ['node-03', 'node-12', 'node-30'], dev: ['node-08', 'node-21']}
    /** What these deploy: the version before. */
    const putBack = ['node-29', 'node-01', 'node-02', 'node-09', 'node-05']

    it('end with 5 and the reason; again with 0; and then nothing is left to do', async () => {
      const scenario = findScenario('many-profiles')!
      const once = scenario.plays.map((play) =>
        play.beats.some((beat) => beat.do === 'config-rollback') ? {...play, times: 1} : play,
      )
      await begin(
        {...scenario, plays: once},
        100,
        Object.fromEntries(names.map((name) => [name, 'local last = 1;\n{version: last + 1}\n'])),
      )
      const run = () => release('--env', 'dev,prod')

      const rolledBack = await run()
      const then = {prod: await deployments('prod'), dev: await deployments('dev')}
      const second = await run()
      const third = await run()
      const fourth = await run()

      assert.deepEqual([rolledBack.code, rolledBack.error?.code], [5, 'CONFIG_ROLLED_BACK'])
      assert.match(rolledBack.error?.message ?? '', /^version 2 of node-17 was rolled back in prod: .*internal error/)
      const [back] = then.prod.filter(({State}) => State === 'ROLLED_BACK')
      assert.equal(back?.ConfigurationName, 'node-17')
      // Nothing more is begun there: what comes next would only be rolled back too.
      assert.deepEqual(
        then.prod.filter((one) => isOurs(one) && one.DeploymentNumber > back.DeploymentNumber),
        [],
      )
      assert.deepEqual([second.code, second.changed], [0, true])
      // Somebody else may have put back what we had released; only that is left to do.
      assert.equal(third.code, 0)
      for (const {profile, changed} of third.configs ?? []) if (changed) assert.ok(putBack.includes(profile), profile)
      assert.deepEqual([fourth.code, fourth.changed, writesOf(fourth)], [0, false, []])
      assert.ok(fourth.calls.length <= 12, String(fourth.calls.map(({operation}) => operation)))

      for (const name of ['prod', 'dev'] as const) {
        const all = await deployments(name)
        const runs = names.map((profile) =>
          all.findLast((one) => one.ConfigurationName === profile && one.State === 'COMPLETE'),
        )
        assert.deepEqual(
          runs.map((one) => one?.ConfigurationVersion),
          names.map(() => '2'),
        )
        assertOneAtATime(name, all)
        const conflicts = aws.calls().filter((call) => call.operation === 'StartDeployment' && call.status === 409)
        const profiles = conflicts.filter((call) => call.environment === name).map(({profile}) => profile!)
        // None of them by ourselves.
        assert.deepEqual([...new Set(profiles)].toSorted(), refused[name])
      }
      const uploads = aws.calls().filter((call) => call.operation === 'CreateHostedConfigurationVersion')
      assert.equal(uploads.filter(({status}) => status === 201).length, names.length)
      assert.ok(aws.calls().filter(({status}) => status === 429).length >= 9)
    })

    const isOurs = ({ConfigurationVersion}: Deployment) => ConfigurationVersion === '2'
  })

  describe('one configuration', () => {
    for (const [what, scenario] of [
      ['that bakes', 'config-bakes'],
      ['that loses two races for the environment', 'config-race'],
      ['that loses a race for its version', 'config-upload-race'],
      ['whose calls are throttled, the last look too', 'config-throttled'],
    ] as const)
      it(`${what} runs in the end, and is not released twice`, async () => {
        await begin(scenario, 300, {processor: NEW})

        const first = await release()
        const second = await release()

        assert.deepEqual([first.code, first.changed], [0, true], first.stderr)
        assert.deepEqual([second.code, writesOf(second)], [0, []])
        const last = await newest('prod')
        assert.deepEqual([last?.ConfigurationName, last?.State], ['processor', 'COMPLETE'])
        const version = scenario === 'config-upload-race' ? '3' : '2'
        assert.equal(last?.ConfigurationVersion, version)
      })

    for (const [what, scenario, reason] of [
      ['an alarm goes off', 'config-alarm', /alarm: arn:aws:cloudwatch:\S+:alarm:substation-dev-errors$/],
      ['somebody stops', 'config-stopped', /by user: 123456789012$/],
    ] as const)
      it(`that ${what} ends with 5 and the reason`, async () => {
        await begin(scenario, 200, {processor: NEW})

        const {code, error, stderr} = await release()

        assert.deepEqual([code, error?.code], [5, 'CONFIG_ROLLED_BACK'], stderr)
        assert.match(error?.message ?? '', reason)
        assert.ok(error?.suggestions.includes('aws-stack substation:config:history processor'))
        assert.equal((await newest('prod'))?.State, 'ROLLED_BACK')
      })

    it("waits for somebody's deployment, and says whose", async () => {
      await begin('config-busy', 100, {processor: NEW})

      const {code, stderr} = await user.cli(['substation:config:deploy', '--yes'], environment())

      assert.equal(code, 0, stderr)
      assert.match(stderr, /enrichment.*by somebody else/)
      const all = await deployments('prod')
      assert.deepEqual(
        all.slice(-2).map(({ConfigurationName, State}) => [ConfigurationName, State]),
        [
          ['enrichment', 'COMPLETE'],
          ['processor', 'COMPLETE'],
        ],
      )
      assertOneAtATime('prod', all)
    })

    it('gives up with 7 where that does not end in time', async () => {
      await begin('config-busy', 10, {processor: NEW})

      const {code, error} = await release('--wait-for-lock', '1s')

      assert.deepEqual([code, error?.code], [7, 'BUSY'])
      assert.match(error?.message ?? '', /of enrichment in prod is (DEPLOYING|BAKING) since .*by somebody else/)
      assert.equal((await newest('prod'))?.ConfigurationName, 'enrichment')
    })

    for (const [what, scenario, said] of [
      ['does not keep to the schema of its profile', 'config-invalid', /transforms/],
      ['is refused by its validator', 'config-refused', /missing required option/],
    ] as const)
      it(`that ${what} ends with 2 and what is wrong, and nothing is deployed`, async () => {
        await begin(scenario, 200, {processor: NEW})
        const before = await deployments('prod')

        const {code, error} = await release()

        assert.deepEqual([code, error?.code], [2, 'CONFIG_INVALID'], JSON.stringify(error))
        assert.match(error?.message ?? '', said)
        assert.equal(error?.details['profile'], 'processor')
        assert.deepEqual(await deployments('prod'), before)
      })

    it('over the quota ends with 2 in the words of AppConfig', async () => {
      await begin('config-bakes', 200, {processor: `{text: std.repeat('x', ${1.5 * 1024 * 1024})}`})

      const ended = await release()

      assert.deepEqual([ended.code, ended.error?.code], [2, 'CONFIG_TOO_LARGE'])
      assert.deepEqual(writesOf(ended), [])
    })

    it('over what AppConfig takes at all is refused before any call that changes something', async () => {
      await begin('config-bakes', 200, {processor: `{text: std.repeat('x', ${2 * 1024 * 1024})}`})

      const {code, error, calls} = await release()

      assert.deepEqual([code, error?.code], [2, 'CONFIG_TOO_LARGE'])
      assert.match(error?.message ?? '', /^processor is 20971\d\d bytes/)
      assert.ok(calls.every(({operation}) => !WRITES.includes(operation)))
    })

    it('that nobody may deploy ends with 4, and says which call was denied', async () => {
      const scenario = findScenario('config-bakes')!
      const denied = {at: 0, do: 'trouble', kind: 'denied', operation: 'StartDeployment', times: 1000} as const
      await begin({...scenario, plays: [{on: 'load', beats: [denied]}]}, 200, {processor: NEW})

      const {code, error} = await release()

      assert.deepEqual([code, error?.code], [4, 'ACCESS_DENIED'], JSON.stringify(error))
      assert.match(error?.message ?? '', /^AppConfig denied StartDeployment: /)
    })
  })

  describe('a configuration without a profile', () => {
    beforeEach(() => begin('config-bakes', 600, {processor: NEW, novel: '{}'}))

    it('is left out with a warning; the others are released', async () => {
      const {code, stderr, skipped} = await release()

      assert.equal(code, 0, stderr)
      assert.match(stderr, /substation-dev has no profile novel/)
      assert.deepEqual(skipped, ['novel'])
      assert.equal((await newest('prod'))?.ConfigurationName, 'processor')
    })

    it('ends with 3 by --strict, before anything is released', async () => {
      const ended = await release('--strict')

      assert.deepEqual([ended.code, ended.error?.code, writesOf(ended)], [3, 'PROFILE_NOT_FOUND', []])
    })

    it('gets one by --create, and runs', async () => {
      const first = await release('--create')
      const second = await release('--create')

      assert.equal(first.code, 0, first.stderr)
      assert.equal(writesOf(first).filter((one) => one === 'CreateConfigurationProfile').length, 1)
      assert.deepEqual([second.code, writesOf(second)], [0, []])
      const released = (await deployments('prod')).slice(-2)
      assert.deepEqual(released.map((one) => one.ConfigurationName).toSorted(), ['novel', 'processor'])
    })
  })

  it('leaves with 6 at --timeout, and attach follows what goes on', async () => {
    await begin('config-bakes', 40, {processor: NEW})

    const {code, error, calls} = await release('--timeout', '5s')
    const meanwhile = await newest('prod')
    const attach = error?.suggestions.find((line) => line.includes('substation:attach')) ?? ''
    const followed = await user.cli([...attach.split(' ').slice(1), '--json'], environment())

    assert.deepEqual([code, error?.code], [6, 'TIMED_OUT'], JSON.stringify(error))
    assert.equal(meanwhile?.State, 'BAKING')
    assert.ok(calls.every(({operation}) => operation !== 'StopDeployment'))
    assert.equal(followed.code, 0, followed.stderr + followed.stdout)
    assert.equal((await newest('prod'))?.State, 'COMPLETE')
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    it(`${signal} stops the deployment within a second, waits for its end and leaves with ${code}`, async () => {
      await begin('config-bakes', 10, {processor: NEW})
      const run = started(user, DEPLOY, environment())
      await until(() => aws.calls().some(({operation, status}) => operation === 'GetDeployment' && status === 200))

      const sent = Date.now()
      run.kill(signal)
      const ended = await run.ended

      assert.equal(ended, code, run.stderr())
      const stop = aws.calls().find(({operation}) => operation === 'StopDeployment')
      assert.ok(
        stop && stop.at - sent <= LIMIT_MS,
        `StopDeployment came ${(stop?.at ?? NaN) - sent} ms after ${signal}`,
      )
      assert.equal((JSON.parse(run.stdout()) as {error: Failure}).error.code, 'CANCELLED')
      assert.equal((await newest('prod'))?.State, 'ROLLED_BACK')
    })
})

function assertOneAtATime(environment: string, all: readonly Deployment[]): void {
  for (const [index, next] of all.slice(1).entries()) {
    const {CompletedAt, DeploymentNumber} = all[index]!
    const hasEnded = CompletedAt !== undefined && Date.parse(CompletedAt) <= Date.parse(next.StartedAt)
    assert.ok(hasEnded, `${environment}: ${next.DeploymentNumber} began while ${DeploymentNumber} ran`)
  }
}
