import {tmpdir} from 'node:os'

import {StackError} from '@aws-stack/core'
import {error as annotate} from '@actions/core'
import {formatError, toFailure} from '@aws-stack/kit/hosted'

import {carryOut} from './carry-out.js'
import {listenForInterruption} from './interruption.js'
import {exitCodeOfRun, writeOutputs} from './outputs.js'
import {createRun, type Run} from './run.js'
import {forgetState} from './state.js'

/** Runs what the inputs ask for. Returns the exit code of the step. */
export async function main(): Promise<number> {
  const run = createRun()
  const interruption = listenForInterruption(run)
  try {
    await interruption.during(carryOut(run))
  } catch (error) {
    run.error = toFailure(error, {command: 'aws-stack'})
  }
  // Before anything else: the post step of a step that is killed from here on has nothing to do.
  if (!run.cancelledBy) forgetState()
  return conclude(run)
}

async function conclude(run: Run): Promise<number> {
  const failure = run.error ?? run.commands.at(-1)?.error
  await writeOutputs(run, process.env['RUNNER_TEMP'] ?? tmpdir())
  if (!failure) return 0
  process.stdout.write(`${formatError(failure)}\n`)
  annotate(failure.message, {title: StackError.is(failure) ? failure.code : 'UNEXPECTED'})
  return exitCodeOfRun(run) || 1
}
