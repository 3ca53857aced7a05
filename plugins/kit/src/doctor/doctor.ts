import {
  type AppDefinition,
  type Context,
  checkRegistry,
  checkServerExec,
  createContext,
  resolveRegion,
  StackError,
} from '@aws-stack/core'

import {assertAllowed} from '../assert-allowed.js'
import {findLocalAws} from '../find-local-aws.js'
import {type LocalState, readLocalState} from '../local-state.js'
import {accessTo, dockerOf, openApp, type OpenAppOptions} from '../open-app.js'
import {checkCredentials, checkRegion} from './check-aws.js'
import {checkDocker} from './check-docker.js'
import {checkExec} from './check-exec.js'
import {checkLocal, checkLocalRegistry} from './check-local.js'
import {checkPlugins, type PluginVersion} from './check-plugins.js'
import {checkSettings} from './check-settings.js'
import type {Check} from './check.js'

/** The `--json` shape of `doctor`: stable. */
export interface DoctorResult {
  /** Nothing that is required is missing. */
  readonly ok: boolean
  readonly checks: readonly Check[]
}

export interface DoctorOptions extends OpenAppOptions {
  readonly apps: readonly AppDefinition[]
  readonly plugins: readonly PluginVersion[]
}

/** Looks whether everything is there that commands need. Asks the Docker engine and AWS who they are; changes nothing. */
export async function doctor(options: DoctorOptions): Promise<DoctorResult> {
  const {apps, plugins, environment, local, localInstalled} = options
  const running = readLocalState(environment)
  if (options.hosting?.allowedAccounts && !local)
    await assertAllowed(await contextOf(options, undefined), options.hosting)
  const checks = await Promise.all([
    checkPlugins(plugins),
    ...(local && !running ? [] : checksOfAccess(options, local ? running : undefined)),
    ...apps.map((app) => checkSettings(app, async () => (await openApp(app, options)).settings)),
    checkLocal(() => findLocalAws(environment, localInstalled), local),
    ...(running ? [checkLocalRegistry(running, () => logIn(running, options), local)] : []),
  ])
  const servers = apps.filter(({server}) => server !== undefined)
  const exec = local && !running ? [] : await Promise.all(servers.map((app) => checkExecOf(app, options)))
  checks.push(...exec.flat())
  return {ok: checks.every(({state, required}) => state === 'ok' || !required), checks}
}

/** Engine, region and credentials, of the local AWS where that is meant. */
function checksOfAccess(options: DoctorOptions, local: LocalState | undefined): Promise<Check>[] {
  const context = () => contextOf(options, local)
  return [
    context().then((ctx) => checkDocker(ctx.docker)),
    regionOf(options, local).then(checkRegion),
    context().then(checkCredentials),
  ]
}

async function contextOf(options: DoctorOptions, local: LocalState | undefined): Promise<Context> {
  const {host, signal, secrets, profile, environment} = options
  const access = local ? accessTo(local) : {profile, ...dockerOf(environment)}
  const region = (await regionOf(options, local)) ?? 'us-east-1'
  return createContext({host, signal, secrets, region, ...access})
}

function checkExecOf(app: AppDefinition, options: DoctorOptions): Promise<Check[]> {
  return checkExec(app, async () => {
    const {settings, ctx} = await openApp(app, {...options, placeOnly: true})
    return checkServerExec(app, settings, ctx)
  })
}

/** An app may have a variable of its own for it. Where its other settings are wrong, their check says so. */
async function regionOf(options: DoctorOptions, local: LocalState | undefined): Promise<string | undefined> {
  for (const app of options.apps) {
    try {
      return (await openApp(app, {...options, placeOnly: true})).settings.region
    } catch (error) {
      if (!StackError.is(error)) throw error
    }
  }
  return options.given['region'] ?? local?.region ?? (await resolveRegion(options))
}

async function logIn(local: LocalState, {host, signal, secrets}: DoctorOptions): Promise<void> {
  const ctx = createContext({host, signal, secrets, region: local.region, ...accessTo(local)})
  await checkRegistry({dockerHost: local.dockerHost}, await ctx.ecr.authorization())
}
