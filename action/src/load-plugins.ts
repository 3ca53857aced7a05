import {fileURLToPath} from 'node:url'

import {nearNames, StackError} from '@aws-stack/core'
import {type Config, Plugin} from '@aws-stack/kit/bin'
import {configOf, reasonOf} from 'aws-stack'
import {type BundledPlugin, bundledPlugins} from 'bundled-plugins'

import type {Inputs} from './inputs.js'
import type {PinnedPlugin} from './install-plugin.js'
import {parsePluginSpec, type PluginSpec} from './plugin-spec.js'

/** The CLI's commands, and those of the plugins that the commands or the input name. No other plugin is loaded. */
export async function loadPlugins({command, plugins}: Inputs, warn: (text: string) => void): Promise<Config> {
  const [cli, ...bundled] = bundledPlugins
  const asked = plugins.map(parsePluginSpec)
  const topics = new Set(command.map(([first = '']) => first.split(':')[0] ?? ''))
  const own = bundled.filter(
    (plugin) => plugin.topics.some((topic) => topics.has(topic)) || asked.some((spec) => isSame(spec, plugin)),
  )
  const others = asked.filter((spec) => !bundled.some((plugin) => isSame(spec, plugin))).map(assertPinned)
  const loaded = await Promise.all([load(cli), ...own.map(load), ...others.map(loadOther)])
  return configOf(loaded, warn)
}

/** `vast` or `@aws-stack/plugin-vast`. Throws `INPUT_INVALID` for another version of it than the action's. */
function isSame({name: asked, version: wanted}: PluginSpec, {name, version}: BundledPlugin): boolean {
  if (asked !== name && `@aws-stack/plugin-${asked}` !== name) return false
  if (wanted === undefined || wanted === version) return true
  const message = `the input plugins asks for ${asked}@${wanted}, and ${version} is part of this action: name it without a version`
  throw new StackError('INPUT_INVALID', message, {details: {problems: [{input: 'plugins', value: asked, message}]}})
}

function assertPinned(spec: PluginSpec): PinnedPlugin {
  const {name, version} = spec
  if (version !== undefined) return {...spec, version}
  const names = bundledPlugins.slice(1).map((plugin) => plugin.name.replace('@aws-stack/plugin-', ''))
  const near = nearNames(name.replace(/^@aws-stack\/(plugin-)?/, ''), names)
  const meant = near.length > 0 ? `${near.join(' or ')} may be meant` : `it has ${names.join(', ')}`
  throw new StackError(
    'PLUGIN_NOT_INSTALLED',
    `there is no plugin ${name} in this action: ${meant}; one of npm is named with its version, as in @acme/plugin-queue@1.4.2`,
    {details: {plugin: name, near}},
  )
}

async function load({name, folder, commands}: BundledPlugin): Promise<Plugin> {
  // All chunks of the bundle are beside it.
  const root = fileURLToPath(new URL(folder, import.meta.url))
  const plugin = new PluginInBundle({name, root, type: 'core', isRoot: name === 'aws-stack'}, commands)
  await plugin.load()
  return plugin
}

async function loadOther(spec: PinnedPlugin): Promise<Plugin> {
  const {installPlugin} = await import('./install-plugin.js')
  const root = await installPlugin(spec)
  // Without a manifest its commands are imported here: one that cannot be is an error.
  const plugin = new Plugin({name: spec.name, root, type: 'user', errorOnManifestCreate: true})
  try {
    await plugin.load()
    return plugin
  } catch (error) {
    throw new StackError('PLUGIN_BROKEN', `${spec.name}@${spec.version} does not load: ${reasonOf(error)}`, {
      details: {package: spec.name, version: spec.version, ...(error instanceof Error && {stack: error.stack})},
      cause: error,
    })
  }
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
