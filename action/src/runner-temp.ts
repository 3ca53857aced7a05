import {tmpdir} from 'node:os'

/** Where a step keeps what nobody needs after the job: the runner empties it. */
export function runnerTemp(): string {
  return process.env['RUNNER_TEMP'] ?? tmpdir()
}
