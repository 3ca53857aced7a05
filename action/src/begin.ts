import {setTimeout} from 'node:timers/promises'

import {getInput} from '@actions/core'

import {askEarly, type AskedIdentity} from './asked-identity.js'
import {type Interruption, listenForInterruption} from './interruption.js'
import {createLog, type Log} from './log.js'
import {learnOwnSecrets, maskInRunner} from './masks.js'
import {isRole} from './role-arn.js'
import {createRun, type Run} from './run.js'
import {signIn, type SignedIn} from './sign-in.js'

/** How long, in ms, the rest of the program waits to be loaded until the first question is on the wire. */
const PATIENCE_MS = 1000

/** What is under way before the inputs are read. */
export interface Begun {
  readonly run: Run
  readonly log: Log
  readonly interruption: Interruption
  readonly session: Promise<SignedIn>
  /** Fails as `session` does. */
  readonly asked: Promise<AskedIdentity | undefined>
}

/**
 * The sign-in, and the first question to AWS, which goes out while nothing but its own code is loaded: the answer takes as long as reading the rest of
 * the program does. Does not throw: what goes wrong is told to whoever awaits its parts.
 */
export async function begin(): Promise<Begun> {
  const run = createRun()
  const log = createLog()
  const interruption = listenForInterruption(run)
  maskInRunner(run.secrets, log)
  learnOwnSecrets(run.secrets, getInput('github-token'), process.env)

  const role = getInput('role-arn')
  // As nobody by a role that is none: `readInputs` refuses it.
  const isRefused = role !== '' && !isRole(role)
  const session = signIn(isRefused ? undefined : role || undefined, run.secrets, log)
  const asked = session.then(() => (isRefused ? undefined : askEarly(run.secrets)))
  await interruption
    .during(Promise.race([asked, setTimeout(PATIENCE_MS, undefined, {ref: false})]))
    .catch(() => undefined)
  return {run, log, interruption, session, asked}
}
