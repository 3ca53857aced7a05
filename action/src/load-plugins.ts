import {fileURLToPath} from 'node:url'

import {StackError} from '@aws-stack/core'
import {type Config, Plugin} from '@aws-stack/kit/bin'
import {configOf} from 'aws-stack'
import {type BundledPlugin, bundledPlugins} from 'bundled-plugins'

import type {Inputs} from './inputs.js'

/** The CLI's commands, and those of the plugins that the commands or the input name. No other plugin is loaded. */
export async function loadPlugins({command, plugins}: Inputs, warn: (text: string) => void): Promise<Config> {
  const [cli, ...bundled] = bundledPlugins
  const topics = new Set(command.map(([first = '']) => first.split(':')[0] ?? ''))
  const wanted = bundled.filter(
    ({name, topics: own}) => own.some((topic) => topics.has(topic)) || plugins.some((plugin) => isSame(plugin, name)),
  )
  const unknown = plugins.find((plugin) => !bundled.some(({name}) => isSame(plugin, name)))
  if (unknown) throw new StackError('PLUGIN_NOT_INSTALLED', `there is no plugin ${unknown} in this action`)
  const loaded = await Promise.all(wanted.map((plugin) => load(plugin)))
  return configOf([await load(cli), ...loaded], warn)
}

/** `vast` or `@aws-stack/plugin-vast`. */
function isSame(asked: string, name: string): boolean {
  return asked === name || `@aws-stack/plugin-${asked}` === name
}

async function load({name, folder, commands}: BundledPlugin): Promise<Plugin> {
  // All chunks of the bundle are beside it.
  const root = fileURLToPath(new URL(folder, import.meta.url))
  const plugin = new PluginInBundle({name, root, type: 'core', isRoot: name === 'aws-stack'}, commands)
  await plugin.load()
  return plugin
}

class PluginInBundle extends Plugin {
  readonly #commands: BundledPlugin['commands']

  constructor(options: ConstructorParameters<typeof Plugin>[0], commands: BundledPlugin['commands']) {
    super(options)
    this.#commands = commands
  }

  override async findCommand(id: string): Promise<never> {
    const module = await this.#commands[id]?.()
    return Object.assign(module?.default as object, {id, plugin: this}) as never
  }
}
