import {rm} from 'node:fs/promises'

import {getInput, warning} from '@actions/core'
import {cancelled, createContext, createSecrets, type Host, type Secrets, tidy, type TidyResult} from '@aws-stack/core'
import {createLineReporter, createLines, localAccess, startedBy} from '@aws-stack/kit/hosted'

import {formatFinished} from './format-finished.js'
import {createLog, type Log} from './log.js'
import {learnOwnSecrets, maskInRunner} from './masks.js'
import {signIn} from './sign-in.js'
import type {OpenedPlace, State} from './state.js'

/** GitHub ends the post steps of a cancelled job after 5 minutes. */
const LIMIT_MS = 4 * 60_000

/** Does what a step that was cancelled or killed has left to do at AWS, and says what is left then. Never fails the job. */
export async function finish(saved: string): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
  const limit = new AbortController()
  setTimeout(() => limit.abort('timeout'), LIMIT_MS).unref()
  const {role, folder, places, run} = JSON.parse(saved) as State
  const log = createLog()
  const secrets = createSecrets()
  const warn = (text: string) => log.command(() => warning(secrets.mask(text)))
  maskInRunner(secrets, log)
  learnOwnSecrets(secrets, undefined, process.env)
  try {
    if (folder) await rm(folder, {recursive: true, force: true})
    const session = places.some(({local}) => !local) ? await signIn(role, secrets, log) : undefined
    try {
      const found = await Promise.all(
        places.map((place) => tidyPlace(place, {run, secrets, log, signal: limit.signal})),
      )
      const {lines, summary, warnings} = formatFinished(found)
      log.write(`${lines}\n`)
      for (const text of warnings) warn(text)
      if (summary && getInput('summary') !== 'false') await appendSummary(secrets.mask(summary))
    } finally {
      await session?.signOut()
    }
  } catch (error) {
    warn(`what the step has left at AWS could not be looked at: ${(error as Error).message}`)
  }
}

export interface Finished {
  readonly place: OpenedPlace
  readonly result?: TidyResult
  /** Why there is no result. */
  readonly failure?: string
}

interface Tidying {
  readonly run: string
  readonly secrets: Secrets
  readonly log: Log
  readonly signal: AbortSignal
}

async function tidyPlace(place: OpenedPlace, {run, secrets, log, signal}: Tidying): Promise<Finished> {
  const {app, stage, region, profile, local} = place
  const write = (text: string) => log.write(secrets.mask(text))
  const reporter = createLineReporter({lines: createLines({verbose: false}), write, now: () => new Date()})
  const host: Host = {notify: (event) => reporter.report(event), confirm: async () => 'no-terminal'}
  const access = local ? localAccess(process.env) : {profile}
  const by = startedBy(process.env)
  try {
    const ctx = createContext({host, signal, secrets, region, startedBy: by, run, ...access})
    return {place, result: await untilAborted(tidy({app, stage, run}, ctx), signal)}
  } catch (error) {
    return {place, failure: (error as Error).message}
  }
}

/** Also where somebody waits for what no signal ends. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      // What the signal has ended by itself tells more.
      signal.addEventListener('abort', () => setTimeout(() => reject(cancelled(signal)), 2000), {once: true})
    }),
  ])
}

async function appendSummary(text: string): Promise<void> {
  const {summary} = await import('@actions/core')
  await summary.addRaw(text, true).write()
}
