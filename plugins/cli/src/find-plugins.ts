import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'

export interface FoundPlugin {
  readonly name: string
  /** Where Node's resolution of the name begins. */
  readonly root: string
  /** Named by the project's package.json, or installed beside a global CLI. */
  readonly type: 'project' | 'global'
}

const SCOPE = '@aws-stack'
const PLUGIN = /^@aws-stack\/(plugin-.+|local)$/

/**
 * The plugins of the nearest folder whose package.json names any (dependencies or devDependencies), then those installed beside a
 * global CLI. oclif's own discovery sees neither devDependencies nor the siblings.
 */
export function findPlugins(cwd: string, root: string): FoundPlugin[] {
  const found = new Map<string, FoundPlugin>()
  for (const plugin of [...projectPlugins(cwd), ...globalPlugins(root)]) {
    if (!found.has(plugin.name)) found.set(plugin.name, plugin)
  }
  return [...found.values()]
}

function projectPlugins(folder: string): FoundPlugin[] {
  const names = pluginsNamedIn(join(folder, 'package.json'))
  const parent = dirname(folder)
  if (names.length === 0 && parent !== folder) return projectPlugins(parent)
  return names.map((name) => ({name, root: folder, type: 'project'}))
}

interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

function pluginsNamedIn(file: string): string[] {
  if (!existsSync(file)) return []
  const {dependencies, devDependencies} = readPackage(file)
  return Object.keys({...dependencies, ...devDependencies}).filter((name) => PLUGIN.test(name))
}

/** A package.json that npm could not read either names nothing. */
function readPackage(file: string): PackageFile {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) ?? {}) as PackageFile
  } catch {
    return {}
  }
}

/** `npm install --global` puts the CLI and its plugins into one `node_modules`. */
function globalPlugins(root: string): FoundPlugin[] {
  const modules = dirname(root)
  const scope = join(modules, SCOPE)
  if (basename(modules) !== 'node_modules' || !existsSync(scope)) return []
  const names = readdirSync(scope).map((name) => `${SCOPE}/${name}`)
  return names.filter((name) => PLUGIN.test(name)).map((name) => ({name, root: dirname(modules), type: 'global'}))
}
