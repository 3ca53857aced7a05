import {mkdirSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'

/** `$XDG_CACHE_HOME/aws-stack`, else `~/.cache/aws-stack`: what a second run need not fetch or make again. */
export function cacheFolder() {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'aws-stack')
  mkdirSync(folder, {recursive: true})
  return folder
}
