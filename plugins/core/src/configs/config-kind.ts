import type {ConfigEra} from './config-source.js'

/** What a configuration is by its shape: one of an era, feature flags, or something that we have no schema of. */
export type ConfigKind = ConfigEra | 'flags' | 'other'

/** `v1` and `v2` have one shape: `transforms` then are looked at more closely. An era that is said counts where the shape is of Substation. */
export function kindOf(value: unknown, era: ConfigEra | undefined): ConfigKind | 'transforms' {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return era ?? 'other'
  // The seed has one for an application that takes nothing.
  if (Object.keys(value).length === 0) return 'other'
  const has = (key: string) => Object.hasOwn(value, key)
  if (has('version') && (has('flags') || has('values'))) return 'flags'
  if (era) return era
  if (has('transforms')) return 'transforms'
  return has('transform') || has('sink') ? 'v0' : 'other'
}
