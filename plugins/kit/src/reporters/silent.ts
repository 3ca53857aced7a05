import {harmless} from './harmless.js'
import type {Reporter} from './reporter.js'

/** Beside `--json`: progress is nobody's business, a warning and a remote program's own words still are. */
export function createSilentReporter(write: (text: string) => void): Reporter {
  return {
    report(event) {
      if (event.type === 'warning') write(`warning: ${event.message}\n`)
      if (event.type === 'transfer.said') write(`${harmless(event.line)}\n`)
    },
    say: (text) => write(`${text}\n`),
    rest() {},
  }
}
