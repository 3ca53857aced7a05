// Bundles the GitHub Action into action/dist, which is committed: the runner runs it as it is. Commands and what few of them need are chunks of their own.
import {cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import {pathToFileURL} from 'node:url'

import {build} from 'esbuild'

import {licencesOf, packagesOf} from './licences-of.mjs'
import {root} from './install.mjs'

/** The CLI itself first. The local AWS is no part of it. */
const ROOMS = ['cli', 'vast', 'substation']

const out = join(root, 'action', 'dist')

// CommonJS modules ask for these three.
const COMMONJS = `import {createRequire as requireFor} from 'node:module'
const require = requireFor(import.meta.url)
const {filename: __filename, dirname: __dirname} = import.meta`

/** The list of plugins with a loader for each command, as a module. */
const bundledPlugins = {
  name: 'bundled-plugins',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^bundled-plugins$/}, () => ({path: 'bundled-plugins', namespace: 'made'}))
    onLoad({filter: /.*/, namespace: 'made'}, () => ({
      contents: `export const bundledPlugins = [${ROOMS.map(pluginSource).join(',\n')}]`,
      resolveDir: root,
    }))
  },
}

/** Data packages find their files beside themselves: all chunks are in one folder, their files in another beside it. */
const dataPackages = {
  name: 'data-packages',
  setup({onLoad}) {
    onLoad({filter: /[/\\](templates|docker)[/\\]index\.js$/}, ({path}) => {
      const [, name] = /(templates|docker)[/\\]index\.js$/.exec(path)
      const beside = `new URL('../${name}/index.js', import.meta.url)`
      return {contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', beside), loader: 'js'}
    })
  },
}

/** Our own rooms from their sources: a chunk then has what its commands need of them, and no more. */
const sources = {
  name: 'sources',
  setup({onResolve}) {
    onResolve({filter: /^(@aws-stack\/(core|kit|jsonnet|plugin-\w+)|aws-stack)(\/[\w-]+)?$/}, ({path}) => {
      const [, name, room = 'cli', entry = ''] = /^(@aws-stack\/(?:plugin-)?(\w+)|aws-stack)(\/[\w-]+)?$/.exec(path)
      const folder = join(root, 'plugins', room)
      const {exports} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const types = exports[`.${entry}`]?.types
      if (!types) throw new Error(`${name} has no export .${entry}`)
      return {path: join(folder, types.replace('/dist/', '/src/').replace('.d.ts', '.ts')), sideEffects: false}
    })
  },
}

/** A chunk of a CommonJS package exports its default alone; `await import()` in Node gives its names too, so a module with these stands between. */
const commonJsNames = {
  name: 'commonjs-names',
  setup({onResolve, onLoad, resolve}) {
    onResolve({filter: /^[^./]/}, async ({path, kind, resolveDir, pluginData}) => {
      if (kind !== 'dynamic-import' || pluginData === commonJsNames) return undefined
      const found = await resolve(path, {kind, resolveDir, pluginData: commonJsNames})
      return isCommonJs(found.path) ? {path: found.path, namespace: 'named'} : found
    })
    onLoad({filter: /.*/, namespace: 'named'}, async ({path}) => {
      const names = Object.keys(await import(pathToFileURL(path))).filter((name) => /^(?!default$)[\w$]+$/.test(name))
      const contents = `import all from ${JSON.stringify(path)}\nexport default all\nexport const {${names.join(', ')}} = all\n`
      return {contents, resolveDir: root}
    })
  },
}

function isCommonJs(path) {
  return /\.c?js$/.test(path) && !/^\s*(import|export)[\s{*]/m.test(readFileSync(path, 'utf8'))
}

rmSync(out, {recursive: true, force: true})
const {metafile} = await build({
  absWorkingDir: root,
  entryPoints: [join(root, 'action/src/index.ts'), join(root, 'action/src/post.ts')],
  outdir: out,
  outbase: join(root, 'action', 'src'),
  bundle: true,
  splitting: true,
  minify: true,
  keepNames: true,
  chunkNames: 'chunks/[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  banner: {js: COMMONJS},
  external: ['typescript'],
  loader: {'.node': 'empty'},
  plugins: [bundledPlugins, dataPackages, sources, commonJsNames],
  metafile: true,
  logLevel: 'warning',
})

writeFileSync(join(out, 'package.json'), '{"type": "module"}\n')
for (const room of ROOMS) {
  const folder = join(out, 'plugins', room)
  mkdirSync(folder, {recursive: true})
  for (const file of ['package.json', 'oclif.manifest.json'])
    cpSync(join(root, 'plugins', room, file), join(folder, file))
}
for (const data of ['templates', 'docker'])
  cpSync(join(root, data), join(out, data), {
    recursive: true,
    filter: (path) => !/\.(d\.ts|js)$|README|LICENSE|package\.json/.test(path),
  })
// dockerode reads these beside itself, which is a chunk, whenever BuildKit asks for a session.
cpSync(join(root, 'node_modules/dockerode/lib/proto'), join(out, 'chunks', 'proto'), {recursive: true})
writeFileSync(
  join(out, 'LICENSES.txt'),
  licencesOf(packagesOf(Object.keys(metafile.inputs).filter((file) => !file.startsWith('named:')))),
)

const bytes = Object.values(metafile.outputs).reduce((sum, {bytes}) => sum + bytes, 0)
console.error(`action: ${Object.keys(metafile.outputs).length} files, ${(bytes / 1024 / 1024).toFixed(2)} MiB`)

function pluginSource(room) {
  const folder = join(root, 'plugins', room)
  const {name, oclif} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const {commands} = JSON.parse(readFileSync(join(folder, 'oclif.manifest.json'), 'utf8'))
  const loaders = commandFiles(join(folder, 'src', 'commands')).map(
    ([id, file]) => `${JSON.stringify(id)}: () => import(${JSON.stringify(`./${relative(root, file)}`)})`,
  )
  if (loaders.length !== Object.keys(commands).length) throw new Error(`${name}: the list of commands is stale`)
  const topics = JSON.stringify(Object.keys(oclif.topics ?? {}))
  return `{name: ${JSON.stringify(name)}, folder: 'plugins/${room}', topics: ${topics}, commands: {${loaders.join(', ')}}}`
}

/** Id and file of each command, as oclif finds them. */
function commandFiles(folder) {
  const files = readdirSync(folder, {recursive: true}).filter((file) => /(?<!\.test|\.d)\.ts$/.test(file))
  return files.sort().map((file) => {
    const words = file.replace(/\.ts$/, '').split(/[/\\]/)
    return [words.filter((word, index) => word !== 'index' || index < words.length - 1).join(':'), join(folder, file)]
  })
}
