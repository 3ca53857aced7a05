import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

/** Whether a package's list of commands is damaged or that of another version. oclif says so in eight lines, on every start. */
export function isManifestStale(folder: string): boolean {
  const file = join(folder, 'oclif.manifest.json')
  if (!existsSync(file)) return false
  const version = versionIn(file)
  return version === undefined || version !== versionIn(join(folder, 'package.json'))
}

function versionIn(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as {version?: string}).version
  } catch {
    return undefined
  }
}
