import {warning} from '@actions/core'

import {enter} from './enter.js'
import {readInputs} from './inputs.js'
import {loadPlugins} from './load-plugins.js'
import type {Log} from './log.js'
import {learnOwnSecrets} from './masks.js'
import type {Run} from './run.js'
import {runCommands} from './run-commands.js'
import {signIn} from './sign-in.js'
import {keepState} from './state.js'

/** The inputs, the sign-in, the plugins, the commands. What comes of it is in `run`. */
export async function carryOut(run: Run, log: Log): Promise<void> {
  const inputs = readInputs()
  run.inputs = inputs
  learnOwnSecrets(run.secrets, inputs['github-token'], process.env)
  enter(inputs['working-directory'])
  const role = inputs['role-arn']
  const session = await signIn(role, run.secrets, log)
  try {
    Object.assign(run.state, {role, folder: session.folder})
    keepState(run.state)
    const config = await loadPlugins(inputs, (text) => warning(text))
    await runCommands(inputs, config, {run, log})
  } finally {
    await session.signOut()
  }
}
