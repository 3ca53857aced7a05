import {isAbsolute} from 'node:path'

import {getInput} from '@actions/core'
import {askIdentity, type CallerIdentity, type Secrets} from '@aws-stack/core'

import {untilRequested} from './first-request.js'

/** Whom AWS takes the step for, asked before its commands are known. */
export interface AskedIdentity {
  readonly region: string
  /** The variables that said by what credentials. */
  readonly variables: string
  /** `undefined`: whoever has to know asks again, and hears why. */
  readonly identity: Promise<CallerIdentity | undefined>
}

/**
 * Sends the question, where the environment alone says who asks and where; else `undefined`. Keys or a role: to look for other credentials takes
 * requests, and time where there are none. A relative path means another file when the step has entered its folder, and the SDK reads each path once.
 */
export async function askEarly(secrets: Secrets): Promise<AskedIdentity | undefined> {
  const {env} = process
  const region = likelyRegion(env)
  const hasKeys = env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']
  const hasProfile = env['AWS_PROFILE'] || env['AWS_STACK_PROFILE']
  if (!region || hasProfile || isLocal(env) || !(hasKeys || env['AWS_WEB_IDENTITY_TOKEN_FILE'])) return undefined
  const files = [env['AWS_CONFIG_FILE'], env['AWS_SHARED_CREDENTIALS_FILE']]
  if (files.some((file) => file && !isAbsolute(file))) return undefined

  const identity = askIdentity({region, secrets}).catch(() => undefined)
  await Promise.race([untilRequested(), identity])
  return {region, variables: awsVariables(), identity}
}

/** The answer, where it is one for credentials of the environment as it is now, and in this region. */
export async function answerFor(
  region: string,
  early: Promise<AskedIdentity | undefined>,
): Promise<CallerIdentity | undefined> {
  const asked = await early
  // A plugin may have changed them since.
  return asked?.region === region && asked.variables === awsVariables() ? asked.identity : undefined
}

function awsVariables(): string {
  const variables = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'))
  return JSON.stringify(variables.toSorted(([one], [other]) => one.localeCompare(other)))
}

/** The first that the settings would ask, but for their file. */
function likelyRegion(environment: NodeJS.ProcessEnv): string | undefined {
  const [, app = ''] = /(?:^|\s)(\w+):\w/.exec(getInput('command')) ?? []
  const names = [`${app.toUpperCase()}_AWS_REGION`, 'AWS_STACK_REGION', 'AWS_REGION']
  return getInput('region') || names.map((name) => environment[name]).find(Boolean)
}

/** The local AWS has credentials of its own. */
function isLocal(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment['AWS_STACK_LOCAL']) || /(^|\s)--local(\s|$)/.test(getInput('command'))
}
