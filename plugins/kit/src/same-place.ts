import {placeFlags} from './flags/common-flags.js'
import type {ParsedPlace} from './flags/settings-flags.js'

/** The flags that said where, as they were given: `--local --stage prod`. What came from the environment is still there. */
export function givenPlace({flags, raw}: ParsedPlace): string[] {
  const named = raw.flatMap((token) => {
    if (token.type !== 'flag' || token.flag === 'local' || !(token.flag in placeFlags)) return []
    return [`--${token.flag} ${quoted(token.input)}`]
  })
  return [...(flags.local ? ['--local'] : []), ...named]
}

/** A command to run next must not reach another account or stage than the one that has failed. */
export function atSamePlace(command: string, place: readonly string[]): string {
  if (!/^aws-stack (doctor|(?!local:)[a-z]+:)/.test(command)) return command
  const missing = place.filter((words) => !command.includes(words.split(' ')[0] ?? words))
  return [command, ...missing].join(' ')
}

function quoted(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`
}
