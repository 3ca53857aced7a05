import {toFailure} from '@aws-stack/kit/hosted'

import type {Begun} from './begin.js'
import {carryOut} from './carry-out.js'
import {conclude} from './conclude.js'
import {forgetState} from './state.js'

/** Runs what the inputs ask for. Returns the exit code of the step. */
export async function main(begun: Begun): Promise<number> {
  const {run, log, interruption} = begun
  try {
    await interruption.during(carryOut(begun))
  } catch (error) {
    run.error = toFailure(error, {command: 'aws-stack'})
  }
  // Before anything else: the post step of a step that is killed from here on has nothing to do.
  if (!run.cancelledBy) forgetState()
  return conclude(run, log)
}
