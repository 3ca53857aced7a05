import assert from 'node:assert/strict'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {type AppConfigRoom, hasBoto3, upload, withAppConfig} from './fixtures/app-config.js'
import {skip} from './fixtures/local-aws.js'
import {project, type Project} from './fixtures/project.js'

const APPLICATION = 'substation-dev'
const STRATEGY = 'Instant'

/** Texts that are written otherwise by Python and by JavaScript, or by either and by hand. */
const CONFIGS: Readonly<Record<string, string>> = {
  processor: '{\n  "b": "caf\u00e9 \\u2603 \u{1F600} </script>",\n  "a": [1, 2.0]\n}\n',
  numbers: '{"small": 1e-07, "large": 1E22, "big": 12345678901234567890123, "zero": -0.0, "exact": 0.1, "ten": 1e1}',
  keys: '{"10": "ten", "2": "two", "b": 1, "a": {"1": [], "0": {}}}',
  escapes: '{"path": "C:\\\\x\\/y", "tab": "\\t\\u0001", "line": "\u2028", "lone": "\\ud83d"}',
  empty: '{}',
}
const NAMES = Object.keys(CONFIGS)

const WRITES = ['CreateHostedConfigurationVersion', 'StartDeployment', 'StopDeployment', 'CreateConfigurationProfile']

describe("an application that Substation's own uploader uses too", function () {
  this.timeout(120_000)
  let user: Project

  before(async function () {
    if (!hasBoto3()) skip(this, 'no python3 has boto3, so nothing is uploaded by another client')
  })

  beforeEach(async () => {
    user = await project()
    for (const [name, text] of Object.entries(CONFIGS)) await write(name, text)
  })

  /** What one of both did: the calls that change something. */
  interface Done {
    readonly writes: string[]
    readonly said: string[]
  }

  interface Place {
    readonly theirs: (environment?: string) => Promise<Done>
    readonly ours: (...flags: string[]) => Promise<Done & {readonly changed: boolean}>
    /** What an environment hands out. */
    readonly served: (profile: string, environment?: string) => Promise<string>
  }

  it('finds nothing to do after it, whatever the texts are', () =>
    withPlace(async ({theirs, ours}) => {
      const first = await theirs()
      const release = await ours()

      assert.deepEqual(
        first.said,
        NAMES.toSorted().map((name) => `deployed latest version of ${name}`),
      )
      assert.deepEqual([release.changed, release.writes], [false, []])
    }))

  it('leaves it nothing to do', () =>
    withPlace(async ({theirs, ours}) => {
      const release = await ours()
      const after = await theirs()

      assert.equal(release.changed, true)
      assert.deepEqual(
        after.said,
        NAMES.toSorted().map((name) => `${name} matches latest version, skipping`),
      )
      assert.deepEqual(
        after.writes,
        NAMES.map(() => 'CreateHostedConfigurationVersion'),
      )
    }))

  it('gets the same bytes from both', () =>
    withPlace(async ({theirs, ours, served}) => {
      await theirs('dev')
      const python = await Promise.all(NAMES.map((name) => served(name, 'dev')))
      for (const name of NAMES) await write(name, `{"new": "${name}"}`)
      await theirs('dev')
      for (const [name, text] of Object.entries(CONFIGS)) await write(name, text)
      await ours('--env', 'prod')

      assert.deepEqual(await Promise.all(NAMES.map((name) => served(name))), python)
    }))

  it('changes hands: each deploys what is new, and nothing else', () =>
    withPlace(async ({theirs, ours, served}) => {
      await theirs()
      await write('keys', '{"b": 1, "a": 3}')
      const [release, again] = [await ours(), await ours()]
      const [after, afterAgain] = [await theirs(), await theirs()]
      await write('processor', '{"processor": "\u00fc"}')
      const [changed, changedAgain] = [await theirs(), await ours()]

      const [upload, deployment] = WRITES
      assert.deepEqual(release.writes, [upload, deployment])
      assert.deepEqual([again.changed, again.writes], [false, []])
      for (const {writes} of [after, afterAgain]) assert.ok(!writes.includes(deployment!), String(writes))
      assert.deepEqual(
        changed.said.filter((line) => line.startsWith('deployed')),
        ['deployed latest version of processor'],
      )
      assert.deepEqual([changedAgain.changed, changedAgain.writes], [false, []])
      assert.equal(await served('keys'), '{"b":1,"a":3}')
      assert.equal(await served('processor'), '{"processor":"\\u00fc"}')
    }))

  it('gets by ours to another environment what it has uploaded for one, and never brings there itself', () =>
    withPlace(async ({theirs, ours}) => {
      await theirs('dev')
      const skipped = await theirs('prod')
      const release = await ours('--env', 'dev,prod')

      assert.ok(!skipped.writes.includes('StartDeployment'))
      assert.deepEqual(
        release.writes,
        NAMES.map(() => 'StartDeployment'),
      )
    }))

  it('is not kept from anything by an order of keys, white space or spelling', () =>
    withPlace(async ({theirs, ours}) => {
      await theirs()
      await write('keys', '{"a":{"0":{},"1":[]},"b":1,"2":"two","10":"ten"}')
      await write('numbers', CONFIGS['numbers']!.replace('1e-07', '0.0000001').replace('1e1', '10.0'))

      const release = await ours()

      assert.deepEqual([release.changed, release.writes], [false, []])
    }))

  async function write(name: string, text: string): Promise<void> {
    const folder = join(user.folder, 'configs', 'pipeline', name)
    await mkdir(folder, {recursive: true})
    await writeFile(join(folder, 'config.json'), text)
  }

  function withPlace(work: (place: Place) => Promise<void>): Promise<void> {
    return withAppConfig(
      async (room) => {
        const ids = await application(room)
        const directory = join(user.folder, 'configs')
        const since = () => {
          const before = room.calls.length
          return () => room.calls.slice(before).filter((call) => WRITES.includes(call))
        }
        await work({
          async theirs(environment = 'prod') {
            const writes = since()
            const {endpoint} = room
            const said = await upload({endpoint, application: APPLICATION, strategy: STRATEGY, environment, directory})
            return {said, writes: writes()}
          },
          async ours(...flags) {
            const writes = since()
            const {code, stdout, stderr} = await user.cli(
              ['substation:config:deploy', '--yes', '--strict', '--json', ...flags],
              {
                AWS_ENDPOINT_URL: room.endpoint,
                AWS_REGION: 'eu-west-1',
                AWS_ACCESS_KEY_ID: 'test',
                AWS_SECRET_ACCESS_KEY: 'test',
                APPCONFIG_APPLICATION_NAME: APPLICATION,
                APPCONFIG_ENVIRONMENT: 'prod',
                APPCONFIG_DEPLOYMENT_STRATEGY: STRATEGY,
                SUBSTATION_CONFIG_DIRECTORY: directory,
              },
            )
            assert.equal(code, 0, stdout + stderr)
            const {changed} = JSON.parse(stdout) as {changed: boolean}
            return {changed, said: stderr.split('\n'), writes: writes()}
          },
          async served(profile, environment = 'prod') {
            const session = await room.data.startConfigurationSession({
              ApplicationIdentifier: ids,
              EnvironmentIdentifier: environment,
              ConfigurationProfileIdentifier: profile,
            })
            const {Configuration} = await room.data.getLatestConfiguration({
              ConfigurationToken: session.InitialConfigurationToken,
            })
            return Buffer.from(Configuration ?? []).toString('utf8')
          },
        })
      },
      {now: () => Date.now(), pace: {minuteMs: 10, settleMs: 20}},
    )
  }
})

/** As the seed's Terraform makes it. */
async function application({client}: AppConfigRoom): Promise<string> {
  const {Id: ApplicationId} = await client.createApplication({Name: APPLICATION})
  for (const Name of ['prod', 'dev']) await client.createEnvironment({ApplicationId, Name})
  for (const Name of NAMES) await client.createConfigurationProfile({ApplicationId, Name, LocationUri: 'hosted'})
  await client.createDeploymentStrategy({
    Name: STRATEGY,
    DeploymentDurationInMinutes: 0,
    GrowthFactor: 100,
    FinalBakeTimeInMinutes: 0,
    ReplicateTo: 'NONE',
  })
  return ApplicationId!
}
