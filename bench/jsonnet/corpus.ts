import {readdirSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

/** The package's own command, as it is installed. */
export const own = join(root, 'plugins', 'jsonnet', 'bin', 'jsonnet.js')
/** Debian's package; another `jsonnet` on the path may be our own. */
export const DEBIAN = '/usr/bin/jsonnet'

export interface Program {
  readonly name: string
  readonly file: string
  /** A file whose value is the external variable `sub`. */
  readonly library?: string
}

/** What is measured: small programs of each kind, and configurations as those of three eras of Substation. */
export function corpus(): Program[] {
  const folder = join(root, 'bench', 'programs')
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.jsonnet'))
  return files.sort().map((file) => ({
    name: file.replace(/^substation\/|\/config(?=\.jsonnet)|\.jsonnet$/g, ''),
    file: join(folder, file),
    ...(file.startsWith('substation/v2') ? {library: join(folder, 'substation', 'v2', 'substation.libsonnet')} : {}),
  }))
}

export function argumentsOf({file, library}: Program): string[] {
  return library === undefined ? [file] : ['--ext-code-file', `sub=${library}`, file]
}
