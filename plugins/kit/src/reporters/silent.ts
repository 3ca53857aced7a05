import type {Reporter} from './reporter.js'

/** Beside `--json`: progress is nobody's business, a warning still is. */
export function createSilentReporter(write: (text: string) => void): Reporter {
  return {
    report(event) {
      if (event.type === 'warning') write(`warning: ${event.message}\n`)
    },
    say: (text) => write(`${text}\n`),
    rest() {},
  }
}
