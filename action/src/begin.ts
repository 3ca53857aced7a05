import {getInput} from '@actions/core'
import {askIdentity, type CallerIdentity} from '@aws-stack/core'

import {untilRequested} from './first-request.js'
import {type Interruption, listenForInterruption} from './interruption.js'
import {createLog, type Log} from './log.js'
import {learnOwnSecrets, maskInRunner} from './masks.js'
import {isRole} from './role-arn.js'
import {createRun, type Run} from './run.js'
import {signIn, type SignedIn} from './sign-in.js'
import {keepState} from './state.js'

/** What stands before anything of the step is checked. */
export interface Begun {
  readonly run: Run
  readonly log: Log
  readonly interruption: Interruption
  /** Of a role that is none, that of the environment: the inputs are refused then. */
  readonly session: Promise<SignedIn>
  /** Whom AWS takes the step for; asked where one can tell before all else is loaded. */
  readonly asked?: AskedIdentity | undefined
}

export interface AskedIdentity {
  readonly region: string
  /** `undefined`: whoever has to know asks again, and hears why. */
  readonly identity: Promise<CallerIdentity | undefined>
}

/**
 * The sign-in, and the first question to AWS, which goes out while nothing but its own code is loaded. The answer is on its way when this returns: it takes as long
 * as reading the rest of the program does. Nothing here throws, and nothing here changes anything.
 */
export async function begin(): Promise<Begun> {
  const run = createRun()
  const log = createLog()
  const interruption = listenForInterruption(run)
  maskInRunner(run.secrets, log)
  learnOwnSecrets(run.secrets, getInput('github-token'), process.env)

  const given = getInput('role-arn')
  const role = isRole(given) ? given : undefined
  const session = signIn(role, run.secrets, log).then((signedIn) => {
    Object.assign(run.state, {role, folder: signedIn.folder})
    keepState(run.state)
    return signedIn
  })
  const isSignedIn = await interruption.during(session).then(
    () => true,
    () => false,
  )
  // A role that is none is an input to be refused.
  const asked = isSignedIn && (role || !given) ? await ask(run) : undefined
  return {run, log, interruption, session, asked}
}

/** Only of credentials that stand in the environment: to look for others takes requests, and time where there are none. */
async function ask({secrets}: Run): Promise<AskedIdentity | undefined> {
  const {AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE, AWS_PROFILE, AWS_STACK_PROFILE} = process.env
  const region = likelyRegion(process.env)
  if (!region || AWS_PROFILE || AWS_STACK_PROFILE || !(AWS_ACCESS_KEY_ID || AWS_WEB_IDENTITY_TOKEN_FILE)) return
  // The local AWS has its own.
  if (/(^|\s)--local(\s|$)/.test(getInput('command'))) return

  const signal = new AbortController().signal
  const identity = askIdentity({region, secrets, signal}).catch(() => undefined)
  await Promise.race([untilRequested(), identity])
  return {region, identity}
}

/** Which one it is is known when the settings are read; an answer from another is not used. */
function likelyRegion(environment: NodeJS.ProcessEnv): string | undefined {
  const ofApp = Object.keys(environment).find((name) => /^[A-Z]+_AWS_REGION$/.test(name))
  return (
    getInput('region') || environment[ofApp ?? ''] || environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION']
  )
}
