import type {EngineEvent} from '@aws-stack/core'

import {harmless} from './harmless.js'
import type {Reporter} from './reporter.js'

export interface LineReporterOptions {
  readonly lines: (event: EngineEvent) => string[]
  readonly write: (text: string) => void
  readonly now: () => Date
}

/** Writes each line with the time of day: no cursor movement, for pipes and CI. */
export function createLineReporter({lines, write, now}: LineReporterOptions): Reporter {
  return {
    report(event) {
      const time = now().toTimeString().slice(0, 8)
      for (const line of lines(event)) write(`${time} ${harmless(line)}\n`)
    },
    say: (text) => write(`${text}\n`),
    rest() {},
  }
}
