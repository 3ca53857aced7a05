import {StackError} from '@aws-stack/core'
import type {Loadable} from '@aws-stack/kit/bin'

import {reasonOf} from './reason-of.js'

/** Loads the module of a command. What it throws is its package's failure, not one of the program. */
export async function loadCommand(command: Loadable): Promise<void> {
  try {
    await command.load()
  } catch (error) {
    if (StackError.is(error)) throw error
    const {id, pluginName = ''} = command
    throw new StackError('PLUGIN_BROKEN', `${id} of ${pluginName} does not load: ${reasonOf(error)}`, {
      suggestions: [`npm install --save-dev ${pluginName}`],
      details: {command: id, package: pluginName, ...(error instanceof Error && {stack: error.stack})},
      cause: error,
    })
  }
}
