// Bundles the GitHub Action into action/dist, which is committed: the runner runs it as it is. Commands and what few of them need are chunks of their own.
import {cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join, relative} from 'node:path'

import {build} from 'esbuild'

import {licencesOf, packagesOf} from './licences-of.mjs'
import {narrowImports} from './narrow-imports.mjs'
import {root} from './install.mjs'
import {sdkCommands} from './sdk-commands.mjs'

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
      const beside = `new URL('./${name}/index.js', import.meta.url)`
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

const englishAlone = {
  name: 'english-alone',
  setup({onLoad}) {
    onLoad({filter: /zod\/v4\/locales\/index\.js$/}, () => ({contents: "export {default as en} from './en.js'"}))
  },
}

const BARRELS = new Map([
  ['@aws-stack/core', join(root, 'plugins/core/src/index.ts')],
  ['@aws-stack/kit', join(root, 'plugins/kit/src/index.ts')],
  ['@aws-stack/kit/bin', join(root, 'plugins/kit/src/bin.ts')],
  ['@aws-stack/kit/hosted', join(root, 'plugins/kit/src/hosted.ts')],
  ['aws-stack', join(root, 'plugins/cli/src/index.ts')],
])

const pure = {
  name: 'pure',
  setup({onResolve, resolve}) {
    onResolve({filter: /^@actions\/|^\.\/oidc-utils\.js$|^\.\/platform\.js$/}, async ({path, pluginData, ...rest}) => {
      if (pluginData === 'pure') return undefined
      return {...(await resolve(path, {...rest, pluginData: 'pure'})), sideEffects: false}
    })
  },
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
  chunkNames: 'chunk-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  banner: {js: COMMONJS},
  external: ['typescript'],
  loader: {'.node': 'empty'},
  plugins: [
    bundledPlugins,
    dataPackages,
    sources,
    englishAlone,
    pure,
    narrowImports({root, entries: BARRELS, isNarrowed: (name) => /^@(aws-sdk|smithy)\//.test(name)}),
    sdkCommands(join(root, 'plugins/core/src')),
  ],
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
writeFileSync(join(out, 'LICENSES.txt'), licencesOf(packagesOf(Object.keys(metafile.inputs))))

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
writeFileSync('/tmp/h4-meta.json', JSON.stringify(metafile))
