import {homedir} from 'node:os'
import {join} from 'node:path'

import {
  type AppDefinition,
  type Context,
  type ContextOptions,
  createContext,
  type Host,
  type LoadedSettings,
  loadSettings,
  resolveRegion,
  type Secrets,
  type Signals,
} from '@aws-stack/core'

import {findLocalAws, sampleVpc} from './find-local-aws.js'
import {assertAllowed} from './assert-allowed.js'
import type {Hosting} from './hosting.js'
import type {LocalState} from './local-state.js'
import type {Reporter} from './reporters/reporter.js'

export interface OpenAppOptions extends Signals, Pick<ContextOptions, 'startedBy' | 'waitForLockMs'> {
  readonly host: Host
  /** Learns the settings that are secret; the context adds what it comes to know. */
  readonly secrets: Secrets
  readonly environment: NodeJS.ProcessEnv
  /** Folder of `.env` and `aws-stack.yaml`. */
  readonly cwd: string
  /** Flags as they were given: `stage`, `region` and keys of the app's settings. */
  readonly given: Readonly<Record<string, string>>
  /** `--config` */
  readonly file?: string | undefined
  readonly profile?: string | undefined
  /** `--local` */
  readonly local: boolean
  readonly localInstalled: boolean
  /** The app's own settings are neither needed nor checked: stage and region say what is asked about. */
  readonly placeOnly?: boolean
  /** But for these, by key. */
  readonly only?: readonly string[] | undefined
  readonly reporter: Pick<Reporter, 'say' | 'rest'>
  /** Who runs the command. */
  readonly hosting?: Pick<Hosting, 'allowedAccounts' | 'identityIn' | 'run'> | undefined
}

export interface OpenedApp<Config> {
  readonly settings: LoadedSettings<Config>
  readonly ctx: Context
}

/** What every verb of an app works with: its checked settings, and the engine's ports to the place that they name. */
export async function openApp<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  options: OpenAppOptions,
): Promise<OpenedApp<Config>> {
  const {environment, profile, host, signal, leave, secrets, startedBy, waitForLockMs, local, hosting} = options
  const run = {host, signal, leave, secrets, startedBy, waitForLockMs, run: hosting?.run}
  if (local) {
    const state = findLocalAws(environment, options.localInstalled)
    // Which account is expected is about AWS itself.
    const settings = {...(await loadWithSamples(app, state, options)), account: undefined}
    const access = {...accessTo(state), dockerConfig: dockerConfigOf(environment), ...cacheOf(environment)}
    return {settings, ctx: createContext({...run, region: settings.region, ...access})}
  }

  const settings = await loadSettings(app, {...sourcesOf(options), fallbackRegion: () => resolveRegion({profile})})
  const {region} = settings
  const access = {profile, asked: profile === undefined ? hosting?.identityIn?.(region) : undefined}
  const ctx = createContext({...run, region, ...access, ...dockerOf(environment), ...cacheOf(environment)})
  await assertAllowed(ctx, hosting)
  return {settings, ctx}
}

/** The explicit endpoint with its own credentials keeps the SDK from asking the environment for any. */
export function accessTo({
  endpoint,
  accessKeyId,
  secretAccessKey,
  dockerHost,
}: LocalState): Pick<ContextOptions, 'endpoint' | 'dockerHost'> {
  return {endpoint: {url: endpoint, accessKeyId, secretAccessKey}, dockerHost}
}

/** Docker's own variables. */
export function dockerOf(
  environment: NodeJS.ProcessEnv,
): Pick<ContextOptions, 'dockerHost' | 'dockerCertPath' | 'dockerConfig'> {
  return {
    dockerHost: environment['DOCKER_HOST'],
    dockerCertPath: environment['DOCKER_CERT_PATH'],
    dockerConfig: dockerConfigOf(environment),
  }
}

/** XDG Base Directory Specification. */
function cacheOf(environment: NodeJS.ProcessEnv): Pick<ContextOptions, 'cacheFolder'> {
  return {cacheFolder: join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'aws-stack')}
}

function dockerConfigOf(environment: NodeJS.ProcessEnv): string {
  return environment['DOCKER_CONFIG'] || join(homedir(), '.docker')
}

function sourcesOf({cwd, given, environment, file, placeOnly, only, secrets}: OpenAppOptions) {
  return {cwd, flags: given, environment, file, placeOnly, only, secrets}
}

/** The region first: each has a sample VPC of its own. */
async function loadWithSamples<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  local: LocalState,
  options: OpenAppOptions,
): Promise<LoadedSettings<Config>> {
  const place = await loadSettings(app, {...sourcesOf(options), placeOnly: true, sample: {region: local.region}})
  if (options.placeOnly) return place

  const vpcId = await sampleVpc(local, place.region)
  const sample = {region: local.region, ...app.sample?.({vpcId, standIns: local.standIns})}
  const settings = await loadSettings(app, {...sourcesOf(options), sample})
  const used = Object.entries(sample).filter(([key]) => settings.sources[key] === 'sample')
  if (used.length > 0)
    options.reporter.say(
      `--local: sample values for ${used.map(([key, value]) => `${key} (${short(value)})`).join(', ')}`,
    )
  return settings
}

/** References by digest are long; their beginning says which. */
function short(value: string): string {
  return value.length > 48 ? `${value.slice(0, 47)}…` : value
}
