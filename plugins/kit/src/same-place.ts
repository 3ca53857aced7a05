import {placeFlags} from './flags/common-flags.js'
import type {ParsedPlace} from './flags/settings-flags.js'

/** What stood on the command line that has failed. */
export interface Given {
  /** `aws-stack vast:deploy` */
  readonly command: string
  /** Flags with their values: `--local`, `--stage prod`, `--cidr 10.0.0.0/24`. What came from the environment is still there. */
  readonly flags: readonly string[]
}

export function givenOf(command: string, {raw}: Pick<ParsedPlace, 'raw'>): Given {
  const flags = raw.flatMap((token) => (token.type === 'flag' ? [wordsOf(token.flag, token.input)] : []))
  return {command, flags}
}

/**
 * A command to run next must not reach another account or stage than the one that has failed; the same command once more
 * also takes the same settings.
 */
export function atSamePlace(next: string, {command, flags}: Given): string {
  if (!/^aws-stack (doctor|(?!local:)[a-z]+:)/.test(next) || next.endsWith('--help')) return next
  const again = next === command || next.startsWith(`${command} `)
  const missing = flags.filter((flag) => {
    const [name = ''] = flag.split(' ')
    return (again || name.slice(2) in placeFlags) && !next.split(' ').includes(name)
  })
  return [next, ...missing].join(' ')
}

/** oclif gives a flag that takes no value as it was written. */
function wordsOf(flag: string, input: string): string {
  return input === '' || input.startsWith('-') ? `--${flag}` : `--${flag} ${quoted(input)}`
}

function quoted(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`
}
