import {createHash} from 'node:crypto'
import type {Dirent} from 'node:fs'
import {lstat, readdir, readlink, realpath} from 'node:fs/promises'
import {isAbsolute, join, relative, sep} from 'node:path'

import {StackError} from '../errors.js'
import type {AddedFolder, ImageInputs} from './build-options.js'
import {type IgnoreRules, readIgnoreRules} from './ignore-rules.js'
import {notReadable} from './not-readable.js'
import {readDockerfile} from './read-dockerfile.js'

export type ContextEntry = {
  /** Relative to the context, with `/` between its names. */
  readonly path: string
  readonly mode: number
} & (
  | {readonly type: 'file'; readonly size: number; readonly source: string}
  /** The Dockerfile, of which one reading is hashed, searched and sent; and what is added. */
  | {readonly type: 'bytes'; readonly bytes: Buffer}
  | {readonly type: 'directory'}
  | {readonly type: 'symlink'; readonly target: string}
)

export interface BuildContext {
  /** Sorted; a folder comes before what it holds. */
  readonly entries: readonly ContextEntry[]
  /** Where the Dockerfile is among them. */
  readonly dockerfile: string
  readonly dockerfileText: string
}

/**
 * What `docker build` would send, in a fixed order, without reading any content but the Dockerfile's.
 * One difference: a Dockerfile that is ignored or lies elsewhere must be part of the context that an engine is sent, so `COPY . .` copies it.
 */
export async function listContext(inputs: ImageInputs): Promise<BuildContext> {
  const bytes = await readDockerfile(inputs.dockerfile)
  const [found, dockerfile] = await Promise.all([
    readIgnoreRules(inputs).then((rules) => walk(inputs.context, '', rules)),
    pathInContext(inputs, bytes),
  ])
  const added = addedEntries(inputs.added ?? [])
  const others = [...found.filter(({path}) => path !== dockerfile && !added.has(path)), ...added.values()]
  const mode = found.find(({path}) => path === dockerfile)?.mode ?? 0o644
  const entries: ContextEntry[] = [...others, {path: dockerfile, type: 'bytes', mode, bytes}]
  return {entries: entries.toSorted(byPath), dockerfile, dockerfileText: bytes.toString('utf8')}
}

/** Whatever `.dockerignore` says; with the folders that hold them. */
function addedEntries(folders: readonly AddedFolder[]): Map<string, ContextEntry> {
  const entries = new Map<string, ContextEntry>()
  for (const folder of folders) {
    for (const {path: name, mode, bytes} of folder.files ?? []) {
      const path = `${folder.path}/${name}`
      const names = path.split('/')
      for (let depth = 1; depth < names.length; depth += 1) {
        const parent = names.slice(0, depth).join('/')
        entries.set(parent, {path: parent, type: 'directory', mode: 0o755})
      }
      entries.set(path, {path, type: 'bytes', mode, bytes})
    }
  }
  return entries
}

async function walk(context: string, folder: string, rules: IgnoreRules): Promise<ContextEntry[]> {
  const children = await readFolder(context, folder)
  const entries = await Promise.all(
    children.map(async (child) => {
      const path = folder === '' ? child.name : `${folder}/${child.name}`
      const ignored = rules.ignores(path)
      if (!child.isDirectory()) return ignored ? [] : [await toEntry(context, path, child)]

      const inner = ignored && !rules.mayKeepBelow(path) ? [] : await walk(context, path, rules)
      return ignored && inner.length === 0 ? [] : [await toEntry(context, path, child), ...inner]
    }),
  )
  return entries.flat()
}

async function readFolder(context: string, folder: string): Promise<Dirent[]> {
  const path = join(context, folder)
  try {
    return await readdir(path, {withFileTypes: true})
  } catch (error) {
    throw notReadable(folder === '' ? 'the build context' : 'the folder', path, error)
  }
}

async function toEntry(context: string, path: string, child: Dirent): Promise<ContextEntry> {
  const source = join(context, path)
  try {
    const {size, mode: type} = await lstat(source)
    const mode = type & 0o7777
    if (child.isDirectory()) return {path, type: 'directory', mode}
    if (child.isSymbolicLink()) return {path, type: 'symlink', mode, target: await readlink(source)}
    if (child.isFile()) return {path, type: 'file', mode, size, source}
  } catch (error) {
    throw notReadable('the file', source, error)
  }
  throw new StackError(
    'CONTEXT_NOT_READABLE',
    `the build context holds ${source}, which is no file, folder or link; name it in .dockerignore`,
    {details: {path: source}},
  )
}

async function pathInContext({context, dockerfile}: ImageInputs, bytes: Buffer): Promise<string> {
  const [folder, file] = await Promise.all([realContext(context), realpath(dockerfile)])
  const path = relative(folder, file)
  const outside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
  // Made from the content, so that the same sources are always the same context.
  if (outside) return `.dockerfile.${createHash('sha256').update(bytes).digest('hex').slice(0, 20)}`
  return path.split(sep).join('/')
}

async function realContext(context: string): Promise<string> {
  try {
    return await realpath(context)
  } catch (error) {
    throw notReadable('the build context', context, error)
  }
}

function byPath(one: ContextEntry, other: ContextEntry): number {
  return one.path < other.path ? -1 : 1
}
