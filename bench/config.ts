import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {execFile} from 'node:child_process'
import {promisify} from 'node:util'

import type * as room from '../plugins/local/dist/services/appconfig/app-config.test.fixture.js'
import type * as uploader from '../plugins/local/dist/services/appconfig/uploader.test.fixture.js'

/**
 * A release of many profiles to one environment, by `substation:config:deploy` (the CLI, its whole process) and by calls as Substation's own uploader
 * makes them (boto3, its whole process; all pages of its lists, or it would see 50 profiles), each on an AppConfig of its own whose deployments
 * take no time. Sources are JSON: compiling is measured by `config-compile`.
 */
const [profiles = 1000, latencyMs = 0] = process.argv.slice(2).map(Number)
const CHANGED = 10
const APPLICATION = 'substation-dev'
const STRATEGY = 'Instant'

const local = '../../plugins/local/dist/services/appconfig'
const {withAppConfig} = (await import(`${local}/app-config.test.fixture.js`)) as typeof room
const {hasBoto3, upload} = (await import(`${local}/uploader.test.fixture.js`)) as typeof uploader

const root = fileURLToPath(new URL('../..', import.meta.url))
const cli = join(root, 'node_modules', '.bin', 'aws-stack')
const folder = mkdtempSync(join(tmpdir(), 'bench-config-'))
const names = Array.from({length: profiles}, (_, index) => `profile-${index}`)

interface Measured {
  readonly ms: number
  readonly calls: readonly string[]
}

const CASES = ['all new', 'all unchanged', `${CHANGED} changed`, 'all changed'] as const
type Release = (endpoint: string) => Promise<void>

const ours: Release = async (endpoint) => {
  const {stdout} = await promisify(execFile)(
    process.execPath,
    [cli, 'substation:config:deploy', '--yes', '--strict', '--json'],
    {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        APPCONFIG_APPLICATION_NAME: APPLICATION,
        APPCONFIG_ENVIRONMENT: 'prod',
        APPCONFIG_DEPLOYMENT_STRATEGY: STRATEGY,
        SUBSTATION_CONFIG_DIRECTORY: join(folder, 'configs'),
      },
    },
  )
  const {configs} = JSON.parse(stdout) as {configs: unknown[]}
  if (configs.length !== profiles) throw new Error(`${configs.length} of ${profiles} profiles were released`)
}

const theirs: Release = async (endpoint) => {
  const names = {application: APPLICATION, environment: 'prod', strategy: STRATEGY}
  const said = await upload({endpoint, ...names, directory: join(folder, 'configs'), allPages: true})
  if (said.length !== profiles) throw new Error(`${said.length} of ${profiles} profiles were released`)
}

function write(count: number, round: number): void {
  for (const name of names.slice(0, count)) {
    const transforms = Array.from({length: 20}, (_, at) => ({type: 'object_copy', source: `${name}.${at}`, round}))
    mkdirSync(join(folder, 'configs', name), {recursive: true})
    writeFileSync(join(folder, 'configs', name, 'config.json'), JSON.stringify({transforms}, undefined, 2))
  }
}

/** Each case after the one before it. */
function measure(release: Release): Promise<Measured[]> {
  return withAppConfig(
    async ({client, service, calls, endpoint}) => {
      service.change({minuteMs: 0, settleMs: 0, quotas: {profiles}})
      const {Id: ApplicationId} = await client.createApplication({Name: APPLICATION})
      await client.createEnvironment({ApplicationId, Name: 'prod'})
      for (const Name of names) await client.createConfigurationProfile({ApplicationId, Name, LocationUri: 'hosted'})
      const instant = {DeploymentDurationInMinutes: 0, GrowthFactor: 100, FinalBakeTimeInMinutes: 0}
      await client.createDeploymentStrategy({Name: STRATEGY, ...instant, ReplicateTo: 'NONE'})

      const measured: Measured[] = []
      for (const [round, changed] of [profiles, 0, CHANGED, profiles].entries()) {
        write(changed, round)
        const before = calls.length
        const began = performance.now()
        await release(endpoint)
        measured.push({ms: performance.now() - began, calls: calls.slice(before)})
      }
      return measured
    },
    {now: () => Date.now()},
    latencyMs,
  )
}

function kinds(calls: readonly string[]): string {
  const counted = new Map<string, number>()
  for (const call of calls) counted.set(call, (counted.get(call) ?? 0) + 1)
  return [...counted]
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}

try {
  const [mine, python] = [await measure(ours), hasBoto3() ? await measure(theirs) : undefined]
  console.log(`Node ${process.version}, ${profiles} profiles, ${latencyMs} ms of latency added to each call`)
  if (!python) console.log("no python3 has boto3: the uploader's calls are left out")
  for (const [index, what] of CASES.entries()) {
    const [one, other] = [mine[index]!, python?.[index]]
    const ratio = other && [other.calls.length / one.calls.length, other.ms / one.ms]
    console.log(
      `\n${what}${ratio ? `: the uploader takes ${ratio[0]!.toFixed(1)} times the calls, ${ratio[1]!.toFixed(1)} times as long` : ''}`,
    )
    console.log(
      `  config:deploy   ${(one.ms / 1000).toFixed(1).padStart(6)} s   ${one.calls.length} calls: ${kinds(one.calls)}`,
    )
    if (other)
      console.log(
        `  the uploader    ${(other.ms / 1000).toFixed(1).padStart(6)} s   ${other.calls.length} calls: ${kinds(other.calls)}`,
      )
  }
} finally {
  rmSync(folder, {recursive: true})
}
