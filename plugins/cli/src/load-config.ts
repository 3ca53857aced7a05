import {Config, Plugin} from '@aws-stack/kit/bin'

import {findPlugins, type FoundPlugin} from './find-plugins.js'

export interface LoadConfigOptions {
  /** Folder of the CLI's own package. */
  readonly root: string
  readonly cwd: string
  readonly warn: (text: string) => void
}

/** The CLI's commands and those of every plugin found. A plugin that does not load is a warning: the others' commands still run. */
export async function loadConfig({root, cwd, warn}: LoadConfigOptions): Promise<Config> {
  const cli = new Plugin({name: 'aws-stack', root, isRoot: true, type: 'core'})
  await cli.load()
  const found = await Promise.all(findPlugins(cwd, root.replace(/[/\\]$/, '')).map((plugin) => load(plugin, warn)))
  const plugins = [cli, ...found.filter((plugin) => plugin !== undefined)]
  const config = await Config.load({root, plugins: new Map(plugins.map((plugin) => [plugin.name, plugin]))})
  warnOfDuplicates(plugins, config, warn)
  return config
}

async function load({name, root, type}: FoundPlugin, warn: LoadConfigOptions['warn']): Promise<Plugin | undefined> {
  // Without a manifest its commands are imported here: one that cannot be is an error, not a warning of Node in ten lines.
  const plugin = new Plugin({name, root, type, errorOnManifestCreate: true})
  try {
    await plugin.load()
  } catch (error) {
    const {message} = error instanceof Error ? error : new Error(String(error))
    const reason = message.startsWith('could not find package.json')
      ? `it is not installed in ${root}`
      : message.split('\n')[0]
    warn(`the plugin ${name} is left out: ${reason}`)
    return undefined
  }
  if (plugin.valid) return plugin
  warn(`the plugin ${name} is left out: its package.json has no section "oclif"`)
  return undefined
}

/** oclif takes one of them without a word. */
function warnOfDuplicates(plugins: readonly Plugin[], config: Config, warn: LoadConfigOptions['warn']): void {
  const owners = new Map<string, string[]>()
  for (const {name, commandIDs} of plugins) {
    for (const id of commandIDs) owners.set(id, [...(owners.get(id) ?? []), name])
  }
  for (const [id, names] of owners) {
    if (names.length > 1)
      warn(`${names.join(' and ')} have a command ${id} each; that of ${config.findCommand(id)?.pluginName} is run`)
  }
}
