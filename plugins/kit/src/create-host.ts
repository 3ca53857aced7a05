import type {Secrets} from '@aws-stack/core'

import {TerminalHost} from './host.js'
import {fitted} from './paint.js'
import {createLineReporter} from './reporters/line-reporter.js'
import {createLines} from './reporters/lines.js'
import type {Reporter} from './reporters/reporter.js'
import {createSilentReporter} from './reporters/silent.js'
import {createTtyReporter} from './reporters/tty.js'

export interface HostOptions {
  readonly json: boolean
  readonly verbose: boolean
  readonly signal: AbortSignal
  /** Not shown, whoever says them: events come masked, what kit itself says is masked here. */
  readonly secrets: Secrets
  readonly environment: NodeJS.ProcessEnv
}

/** The host for these streams: live on a terminal, lines in a pipe or CI, silent beside `--json` unless `--verbose`. */
export function createHost(options: HostOptions): {host: TerminalHost; reporter: Reporter} {
  const reporter = createReporter(options)
  const host = new TerminalHost({reporter, signal: options.signal, input: process.stdin, output: process.stderr})
  // What a signal leaves running is of no interest while nothing runs.
  const say = (text: string) => (host.isAsking ? undefined : reporter.say(text))
  return {reporter: {...reporter, say}, host}
}

function createReporter({json, verbose, secrets, environment}: HostOptions): Reporter {
  const stream = process.stderr
  const inColour = (text: string) => fitted(secrets.mask(text), stream, environment)
  const write = (text: string) => void stream.write(inColour(text))
  const lines = createLines({verbose})
  if (json && !verbose) return createSilentReporter(write)
  if (!json && isLive(environment)) return createTtyReporter({stream, lines, verbose, fitted: inColour})
  return createLineReporter({lines, write, now: () => new Date()})
}

/** A CI's log may call itself a terminal; nobody draws over its lines. */
function isLive({CI, TERM}: NodeJS.ProcessEnv): boolean {
  return process.stderr.isTTY && !CI && TERM !== 'dumb'
}
