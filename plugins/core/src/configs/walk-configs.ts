import {readdir, stat} from 'node:fs/promises'
import {basename, dirname, extname, join, resolve} from 'node:path'

import {StackError} from '../errors.js'
import type {ConfigSource} from './config-source.js'

export interface WalkOptions {
  /** Every `*.jsonnet` beside those that are named `config`. */
  readonly all?: boolean
  /** A folder that is left out: where compiled ones are written. */
  readonly except?: string | undefined
}

const FORMATS: Readonly<Record<string, ConfigSource['format']>> = {
  '.jsonnet': 'jsonnet',
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.json': 'json',
}

/**
 * The sources in a folder and those below, by path; JSON beside a source of its name is what was made of that. Hidden folders and
 * `node_modules` hold none, links to folders are not followed. Throws `SOURCE_NOT_READABLE` where there is no such folder.
 */
export async function walkConfigs(directory: string, {all = false, except}: WalkOptions = {}): Promise<ConfigSource[]> {
  const left = except === undefined ? undefined : resolve(except)
  const found: ConfigSource[] = []
  const open = [resolve(directory)]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const files: string[] = []
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules' && path !== left) open.push(path)
      } else if (isSource(entry.name, all) && (entry.isFile() || (await isFile(path)))) files.push(path)
    }
    const made = new Set(files.filter((file) => extname(file) !== '.json').map(stem))
    for (const file of files) if (extname(file) !== '.json' || !made.has(stem(file))) found.push(toSource(file))
  }
  return found.sort((one, other) => (one.file < other.file ? -1 : 1))
}

function isSource(name: string, all: boolean): boolean {
  const ending = extname(name)
  if (!Object.hasOwn(FORMATS, ending)) return false
  return stem(name) === 'config' || (all && ending === '.jsonnet')
}

/** The folder names the profile; another file in it, which is there with `all`, names its own. */
function toSource(file: string): ConfigSource {
  const name = basename(stem(file))
  return {profile: name === 'config' ? basename(dirname(file)) : name, file, format: FORMATS[extname(file)]!}
}

function stem(file: string): string {
  return file.slice(0, -extname(file).length)
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, {withFileTypes: true})
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'there is no such folder' : code === 'ENOTDIR' ? 'it is no folder' : code
    throw new StackError('SOURCE_NOT_READABLE', `cannot look for configurations in ${folder}: ${reason}`, {
      cause: error,
    })
  }
}

/** A link to a file is one. */
async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ?? false
}
