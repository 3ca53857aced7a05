import {warning} from '@actions/core'
import {toFailure} from '@aws-stack/kit/hosted'

import {conclude} from './conclude.js'
import {readInputs} from './inputs.js'
import {loadPlugins} from './load-plugins.js'
import {createLog} from './log.js'
import {learnOwnSecrets, maskInRunner} from './masks.js'
import {createRun} from './run.js'
import {runCommands} from './run-commands.js'

/** Runs what the inputs ask for. Returns the exit code of the step. */
export async function main(): Promise<number> {
  const run = createRun()
  const log = createLog()
  maskInRunner(run.secrets, log)
  try {
    const inputs = readInputs()
    run.inputs = inputs
    learnOwnSecrets(run.secrets, inputs['github-token'], process.env)
    process.chdir(inputs['working-directory'])
    const config = await loadPlugins(inputs, (text) => warning(text))
    await runCommands(inputs, config, {run, log})
  } catch (error) {
    run.error = toFailure(error, {command: 'aws-stack'})
  }
  return conclude(run, log)
}
