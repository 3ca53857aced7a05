// Plugins of the bundler for our own rooms, which it takes from their sources.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

const OWN = /^(@aws-stack\/(core|kit|jsonnet|plugin-\w+)|aws-stack)(\/[\w-]+)?$/
const LIST = '\0bundled-plugins'

/** A room's entry to the source that it is compiled from. */
export function ownSources(root) {
  return {
    name: 'own-sources',
    resolveId: {
      filter: {id: OWN},
      handler(id) {
        const [, name, room = 'cli', entry = ''] = /^(@aws-stack\/(?:plugin-)?(\w+)|aws-stack)(\/[\w-]+)?$/.exec(id)
        const folder = join(root, 'plugins', room)
        const {exports} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
        const types = exports[`.${entry}`]?.types
        if (!types) throw new Error(`${name} has no export .${entry}`)
        return {id: join(folder, types.replace('/dist/', '/src/').replace('.d.ts', '.ts')), moduleSideEffects: false}
      },
    },
  }
}

/** The module `bundled-plugins`: the rooms that bring commands, with a loader for each command. */
export function bundledPlugins(root, rooms) {
  return {
    name: 'bundled-plugins',
    resolveId: {filter: {id: /^bundled-plugins$/}, handler: () => LIST},
    load: {
      filter: {id: /^\0bundled-plugins$/},
      handler: () => `export const bundledPlugins = [${rooms.map((room) => pluginSource(root, room)).join(',\n')}]`,
    },
  }
}

/** Data packages find their files beside themselves: all chunks are in one folder, their files in one more below it. */
export const dataPackages = {
  name: 'data-packages',
  transform: {
    filter: {id: /[/\\](templates|docker)[/\\]index\.js$/},
    handler(text, path) {
      const [, name] = /(templates|docker)[/\\]index\.js$/.exec(path)
      return text.replaceAll('import.meta.url', `new URL('./${name}/index.js', import.meta.url)`)
    },
  },
}

function pluginSource(root, room) {
  const folder = join(root, 'plugins', room)
  const {name, version, oclif} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const {commands} = JSON.parse(readFileSync(join(folder, 'oclif.manifest.json'), 'utf8'))
  const loaders = commandFiles(join(folder, 'src', 'commands')).map(
    ([id, file]) => `${JSON.stringify(id)}: () => import(${JSON.stringify(file)})`,
  )
  if (loaders.length !== Object.keys(commands).length) throw new Error(`${name}: the list of commands is stale`)
  const topics = JSON.stringify(Object.keys(oclif.topics ?? {}))
  const named = `name: ${JSON.stringify(name)}, version: ${JSON.stringify(version)}`
  return `{${named}, folder: 'plugins/${room}', topics: ${topics}, commands: {${loaders.join(', ')}}}`
}

/** Id and file of each command, as oclif finds them. */
function commandFiles(folder) {
  const files = readdirSync(folder, {recursive: true}).filter((file) => /(?<!\.test|\.d)\.ts$/.test(file))
  return files.sort().map((file) => {
    const words = file.replace(/\.ts$/, '').split(/[/\\]/)
    return [words.filter((word, index) => word !== 'index' || index < words.length - 1).join(':'), join(folder, file)]
  })
}
