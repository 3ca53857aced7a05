import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'

import {Config, Plugin} from '@aws-stack/kit/bin'

import {findPlugins, type FoundPlugin} from './find-plugins.js'
import {isManifestStale} from './is-manifest-stale.js'
import {reasonOf} from './reason-of.js'

export interface LoadConfigOptions {
  /** Folder of the CLI's own package. */
  readonly root: string
  readonly cwd: string
  readonly warn: Warn
}

export type Warn = (text: string) => void

/** The CLI's commands and those of every plugin found. A plugin that does not load is a warning: the others' commands still run. */
export async function loadConfig({root, cwd, warn}: LoadConfigOptions): Promise<Config> {
  const cli = new Plugin({name: 'aws-stack', root, isRoot: true, type: 'core'})
  await cli.load()
  const found = await Promise.all(
    findPlugins(cwd, root.replace(/[/\\]$/, '')).map((plugin) => loadPlugin(plugin, warn)),
  )
  return configOf([cli, ...found.filter((plugin) => plugin !== undefined)], warn)
}

/** Of plugins that are loaded; the first is the CLI itself. */
export async function configOf(plugins: readonly [Plugin, ...Plugin[]], warn: Warn): Promise<Config> {
  const [{root}] = plugins
  const config = await Config.load({root, plugins: new Map(plugins.map((plugin) => [plugin.name, plugin]))})
  warnOfDuplicates(plugins, config, warn)
  return config
}

export async function loadPlugin({name, root, type}: FoundPlugin, warn: Warn): Promise<Plugin | undefined> {
  const folder = folderOf(name, root)
  const stale = folder !== undefined && isManifestStale(folder)
  if (stale) warn(`the plugin ${name} is slow to start: its oclif.manifest.json is damaged or that of another version`)
  // Without a manifest its commands are imported here: one that cannot be is an error, not a warning of Node in ten lines.
  const plugin = new Plugin({name, root, type, errorOnManifestCreate: true, ignoreManifest: stale})
  try {
    await plugin.load()
  } catch (error) {
    warn(`the plugin ${name} is left out: ${folder ? whyLeftOut(error) : `it is not installed in ${root}`}`)
    return undefined
  }
  if (plugin.valid) return plugin
  warn(`the plugin ${name} is left out: its package.json has no section "oclif"`)
  return undefined
}

/** Where Node finds it: npm puts what the packages of a workspace share beside the workspace. */
function folderOf(name: string, root: string): string | undefined {
  const folder = join(root, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  return dirname(root) === root ? undefined : folderOf(name, dirname(root))
}

function whyLeftOut(error: unknown): string {
  const reason = reasonOf(error)
  // oclif passes over what it cannot read.
  return reason.startsWith('could not find package.json') ? 'its package.json is no JSON' : reason
}

/** oclif takes one of them without a word. One line for each two packages, however many commands they share. */
function warnOfDuplicates(plugins: readonly Plugin[], config: Config, warn: Warn): void {
  const ids = [...new Set(plugins.flatMap(({commandIDs}) => commandIDs))]
  const shared = new Map<string, string[]>()
  for (const id of ids) {
    const owners = plugins.filter(({commandIDs}) => commandIDs.includes(id)).map(({name}) => name)
    if (owners.length < 2) continue
    const run = config.findCommand(id)?.pluginName ?? ''
    const line = `${owners.join(' and ')} have the same commands; those of ${run} are run`
    shared.set(line, [...(shared.get(line) ?? []), id])
  }
  for (const [line, both] of shared) warn(`${line}: ${both.join(', ')}`)
}
