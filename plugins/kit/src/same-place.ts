import {placeFlags} from './flags/common-flags.js'
import type {ParsedPlace} from './flags/settings-flags.js'

/** What stood on the command line that has failed. */
export interface Given {
  /** `aws-stack vast:deploy` */
  readonly command: string
  /** Flags with their values: `--local`, `--stage prod`, `--cidr 10.0.0.0/24`. What came from the environment is still there. */
  readonly flags: readonly string[]
  /** These two also from the environment: the `aws` CLI knows none of our variables. */
  readonly profile: string | undefined
  readonly local: boolean
  /** Where the local AWS answers; `undefined`: it does not run. */
  readonly endpoint: string | undefined
}

type PlaceGiven = Pick<ParsedPlace, 'raw'> & {
  readonly flags: Pick<ParsedPlace['flags'], 'local' | 'profile'>
}

export function givenOf(command: string, {raw, flags: {profile, local}}: PlaceGiven, endpoint?: string): Given {
  const flags = raw.flatMap((token) => (token.type === 'flag' ? [wordsOf(token.flag, token.input)] : []))
  return {command, flags, profile, local, endpoint}
}

/**
 * A command to run next must not reach another account or stage than the one that has failed; the same command once more
 * also takes the same settings. `undefined`: it cannot be led there.
 */
export function atSamePlace(next: string, given: Given): string | undefined {
  if (next.startsWith('aws ')) return awsAtSamePlace(next, given)
  const {command, flags} = given
  if (!/^aws-stack (doctor|(?!local:)[a-z]+:)/.test(next) || next.endsWith('--help')) return next
  const again = next === command || next.startsWith(`${command} `)
  const missing = flags.filter((flag) => {
    const [name = ''] = flag.split(' ')
    // What mends a finding is not to look for it once more.
    if (name === '--check') return false
    return (again || name.slice(2) in placeFlags) && !next.split(' ').includes(name)
  })
  return [next, ...missing].join(' ')
}

/** The same for every list of `suggestions` in a result or in an error's details. */
export function allAtSamePlace<Value>(value: Value, given: Given | undefined): Value {
  if (!given || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => allAtSamePlace(item, given)) as Value
  const entries = Object.entries(value).map(([key, field]: [string, unknown]) => {
    const isList = key === 'suggestions' && Array.isArray(field)
    return [
      key,
      isList ? field.flatMap((next) => atSamePlace(String(next), given) ?? []) : allAtSamePlace(field, given),
    ]
  })
  return Object.fromEntries(entries) as Value
}

/** Signing in and configuring are about the machine: they have a profile, and nothing to do with the local AWS. */
function awsAtSamePlace(next: string, {profile, local, endpoint}: Given): string | undefined {
  const calls = !/^aws (sso|login|configure)\b/.test(next)
  if (local && calls) return endpoint && `${next} --endpoint-url ${endpoint}`
  return profile && !next.split(' ').includes('--profile') ? `${next} --profile ${quoted(profile)}` : next
}

/** oclif gives a flag that takes no value as it was written. */
function wordsOf(flag: string, input: string): string {
  return input === '' || input.startsWith('-') ? `--${flag}` : `--${flag} ${quoted(input)}`
}

function quoted(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`
}
