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
  readonly environment: NodeJS.ProcessEnv
}

/** The host for these streams: live on a terminal, lines in a pipe or CI, silent beside `--json` unless `--verbose`. */
export function createHost(options: HostOptions): {host: TerminalHost; reporter: Reporter} {
  const reporter = createReporter(options)
  return {
    reporter,
    host: new TerminalHost({reporter, signal: options.signal, input: process.stdin, output: process.stderr}),
  }
}

function createReporter({json, verbose, environment}: HostOptions): Reporter {
  const stream = process.stderr
  const inColour = (text: string) => fitted(text, stream, environment)
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
