import {jsonnetFlags} from './jsonnet-flags.js'

/** What parsing gives the command. */
export interface ParsedJsonnet {
  readonly raw: readonly {readonly type: string; readonly flag?: string; readonly input: string}[]
  readonly flags: Readonly<Record<string, unknown>>
  readonly args: {readonly file?: string | undefined}
}

/** The arguments for the engine's own command: those of the environment, then those given, in their order. */
export function toArguments({raw, flags, args}: ParsedJsonnet): string[] {
  const given = raw.flatMap(({flag, input}) => (isOwn(flag) ? [{flag, input}] : []))
  const named = new Set<string>(given.map(({flag}) => flag))
  // JSONNET_PATH is the engine's to read: it adds to --jpath.
  const set = Object.keys(jsonnetFlags).filter((flag) => flag !== 'jpath' && !named.has(flag))
  return [
    ...set.flatMap((flag) => [flags[flag] ?? []].flat().flatMap((value) => words(flag, value))),
    ...given.flatMap(({flag, input}) => words(flag, isSwitch(flag) ? true : input)),
    '--',
    ...(args.file === undefined ? [] : [args.file]),
  ]
}

function words(flag: string, value: unknown): string[] {
  if (isSwitch(flag)) return value === true ? [`--${flag}`] : []
  return [`--${flag}`, String(value)]
}

function isOwn(flag: string | undefined): flag is keyof typeof jsonnetFlags {
  return flag !== undefined && Object.hasOwn(jsonnetFlags, flag)
}

function isSwitch(flag: string): boolean {
  return isOwn(flag) && jsonnetFlags[flag].type === 'boolean'
}
