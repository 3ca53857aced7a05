import {CommandError, type CommandErrorKind} from './command-error.js'
import {perform, type Performed} from './perform.js'
import {HELP} from './settings.js'
import type {Terminal, World} from './world.js'

export {CommandError, type CommandErrorKind, perform, type Performed, type Terminal, type World}

/** Runs `jsonnet` with its arguments, and prints; the exit code. */
export function main(argv: readonly string[], world: Terminal): number {
  try {
    world.stdout(perform(argv, world).output)
    return 0
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    world.stderr(`${error.message}\n${error.showHelp ? HELP : ''}`)
    return 1
  }
}
