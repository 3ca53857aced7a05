import {toFailure} from '@aws-stack/kit/hosted'

import {carryOut} from './carry-out.js'
import {conclude} from './conclude.js'
import {listenForInterruption} from './interruption.js'
import {createLog} from './log.js'
import {maskInRunner} from './masks.js'
import {createRun} from './run.js'
import {forgetState} from './state.js'

/** Runs what the inputs ask for. Returns the exit code of the step. */
export async function main(): Promise<number> {
  const run = createRun()
  const log = createLog()
  maskInRunner(run.secrets, log)
  const interruption = listenForInterruption(run)
  try {
    await interruption.during(carryOut(run, log))
  } catch (error) {
    run.error = toFailure(error, {command: 'aws-stack'})
  }
  // Before anything else: the post step of a step that is killed from here on has nothing to do.
  if (!run.cancelledBy) forgetState()
  return conclude(run, log)
}
