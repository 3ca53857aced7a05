import {tmpdir} from 'node:os'

import {StackError} from '@aws-stack/core'
import {error as annotate, warning} from '@actions/core'
import {formatError, toFailure} from '@aws-stack/kit/hosted'

import {publishComments} from './comment/publish-comments.js'
import {readInputs} from './inputs.js'
import {loadPlugins} from './load-plugins.js'
import {exitCodeOfRun, writeOutputs} from './outputs.js'
import {createRun, type Run} from './run.js'
import {runCommands} from './run-commands.js'

/** Runs what the inputs ask for. Returns the exit code of the step. */
export async function main(): Promise<number> {
  const run = createRun()
  try {
    const inputs = readInputs()
    run.inputs = inputs
    process.chdir(inputs['working-directory'])
    const config = await loadPlugins(inputs, (text) => warning(text))
    await runCommands(inputs, config, run)
  } catch (error) {
    run.error = toFailure(error, {command: 'aws-stack'})
  }
  return conclude(run)
}

async function conclude(run: Run): Promise<number> {
  const failure = run.error ?? run.commands.at(-1)?.error
  await writeOutputs(run, process.env['RUNNER_TEMP'] ?? tmpdir())
  await publishComments(run)
  if (!failure) return 0
  process.stdout.write(`${formatError(failure)}\n`)
  annotate(failure.message, {title: StackError.is(failure) ? failure.code : 'UNEXPECTED'})
  return exitCodeOfRun(run) || 1
}
