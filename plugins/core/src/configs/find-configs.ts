import {StackError} from '../errors.js'
import type {ConfigSource} from './config-source.js'
import {walkConfigs, type WalkOptions} from './walk-configs.js'

/**
 * The configurations in a folder and those below, by profile. The name of a folder is a profile's, which one source alone may be:
 * with two of one name it throws `CONFIG_INVALID`.
 */
export async function findConfigs(directory: string, options: WalkOptions): Promise<ConfigSource[]> {
  const sources = await walkConfigs(directory, options)
  const files = Map.groupBy(sources, ({profile}) => profile)
  const twice = [...files].filter(([, {length}]) => length > 1)
  if (twice.length > 0)
    throw ambiguous(twice.map(([profile, found]) => ({profile, files: found.map(({file}) => file)})))
  return sources.sort((one, other) => (one.profile < other.profile ? -1 : 1))
}

function ambiguous(profiles: {profile: string; files: string[]}[]): StackError {
  const lines = profiles.map(({profile, files}) => `  ${profile}: ${files.join(', ')}`)
  const text = ["the folder's name is the profile's, and these are there more than once", ...lines].join('\n')
  return new StackError('CONFIG_INVALID', text, {details: {profiles}})
}
