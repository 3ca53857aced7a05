import {warning} from '@actions/core'

import type {Begun} from './begin.js'
import {enter} from './enter.js'
import {readInputs} from './inputs.js'
import {throwIfCancelled} from './interruption.js'
import {loadPlugins} from './load-plugins.js'
import {runCommands} from './run-commands.js'
import {keepState} from './state.js'

/** The inputs, the sign-in, the plugins, the commands. What comes of it is in `run`. */
export async function carryOut(begun: Begun): Promise<void> {
  const {run, session} = begun
  try {
    const inputs = readInputs()
    run.inputs = inputs
    enter(inputs['working-directory'])
    const {folder} = await session
    Object.assign(run.state, {role: inputs['role-arn'], folder})
    keepState(run.state)
    throwIfCancelled(run)
    const config = await loadPlugins(inputs, (text) => warning(text))
    await runCommands(inputs, config, begun)
  } finally {
    const signedIn = await session.catch(() => undefined)
    await signedIn?.signOut()
  }
}
