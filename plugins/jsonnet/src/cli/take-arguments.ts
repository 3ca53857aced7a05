import {usageError} from './command-error.js'
import {expand} from './values.js'
import type {Environment} from './world.js'

/** What the flags of a command do to its settings, by their short names or their only ones. */
export interface FlagTable<Settings> {
  readonly flags: Readonly<Record<string, (settings: Settings) => void>>
  readonly values: Readonly<Record<string, (settings: Settings, value: string, environment: Environment) => void>>
  /** Long names of short ones. */
  readonly long: Readonly<Record<string, string>>
}

/** Hands each argument to its flag, up to one that asks for help or version, and returns those of no flag. Throws a CommandError. */
export function takeArguments<Settings extends {only?: string}>(
  argv: readonly string[],
  {flags, values, long}: FlagTable<Settings>,
  settings: Settings,
  environment: Environment,
): string[] {
  const rest: string[] = []
  const queue = expand(argv)
  for (let argument = queue.shift(); argument !== undefined && !settings.only; argument = queue.shift()) {
    if (argument === '--') return [...rest, ...queue]
    const flag = long[argument] ?? argument
    const take = values[flag]
    if (take) {
      const value = queue.shift()
      if (value === undefined) throw usageError('Expected another commandline argument.')
      take(settings, value, environment)
    } else if (flags[flag]) flags[flag](settings)
    else if (argument.length > 1 && argument.startsWith('-')) {
      throw usageError(`ERROR: unrecognized argument: ${argument}`)
    } else rest.push(argument)
  }
  return rest
}
