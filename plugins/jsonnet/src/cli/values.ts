import {usageError} from './command-error.js'

/** `-abc` is `-a -b -c`. */
export function expand(argv: readonly string[]): string[] {
  const end = argv.indexOf('--')
  const options = end < 0 ? argv : argv.slice(0, end)
  const letters = (argument: string) => Array.from(argument.slice(1), (letter) => `-${letter}`)
  const expanded = options.flatMap((argument) => (/^-[^-]./.test(argument) ? letters(argument) : [argument]))
  return end < 0 ? expanded : [...expanded, ...argv.slice(end)]
}

export function notEmpty(flag: string, value: string): string {
  if (value === '') throw usageError(`ERROR: ${flag} argument was empty string`)
  return value
}

export function atLeast(least: number, flag: string, value: string): number {
  if (!/^\s*[-+]?\d+$/.test(value)) throw usageError(`ERROR: invalid integer "${value}"\n`)
  if (Number(value) < least) throw usageError(`ERROR: invalid ${flag} value: ${Number(value)}`)
  return Number(value)
}
