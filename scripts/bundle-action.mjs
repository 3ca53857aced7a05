// Bundles the GitHub Action into action/dist, which is committed: the runner runs it as it is. `node scripts/bundle-action.mjs [FOLDER]`.
import {cpSync, mkdirSync, rmSync, writeFileSync} from 'node:fs'
import {join, relative, resolve} from 'node:path'

import {rolldown} from 'rolldown'

import {builtins} from './action/builtins.mjs'
import {bundledPlugins, dataPackages, ownSources} from './action/own-sources.mjs'
import {sdkCommands} from './action/sdk-commands.mjs'
import {englishAlone, noSsh} from './action/vendored.mjs'
import {licencesOf, packagesOf} from './licences-of.mjs'
import {root} from './install.mjs'

/** The CLI itself first. The local AWS is no part of it. */
const ROOMS = ['cli', 'vast', 'substation']

/** Main file and chunks together. */
const LARGEST = 6_000_000

/**
 * What is loaded together is one file, since each costs a start time of its own. A module goes, with all that it imports, to the first group that
 * names it; what no group names is split by who imports it.
 */
const GROUPS = [
  {name: 'builtins', test: /^\0builtin:/},
  // Parts of packages of which the first call needs others.
  {
    name: 'later',
    test: /node-http2|protocols[/\\]json[/\\]|core[/\\]lib[/\\]summary/,
    includeDependenciesRecursively: false,
  },
  // The first call to AWS, and all that it takes.
  {
    name: 'begin',
    test: /action[/\\]src[/\\]begin\.ts$|(client-sts|credential-provider-env)[/\\]dist-es[/\\]index\.js$/,
  },
  ...ROOMS.slice(1).map((room) => ({
    name: room,
    test: new RegExp(`plugins[/\\\\]${room}[/\\\\]src[/\\\\](?!commands[/\\\\])`),
    includeDependenciesRecursively: false,
  })),
  {name: 'everyday', test: /action[/\\]src[/\\]main\.ts$|app-commands[/\\](plan|deploy)-command\.ts$/},
  {name: 'dockerode', test: /dockerode[/\\]lib[/\\]docker\.js$/},
]

const out = resolve(process.argv[2] ?? join(root, 'action', 'dist'))

const build = await rolldown({
  cwd: root,
  input: {index: 'action/src/index.ts', post: 'action/src/post.ts'},
  // Nobody imports them: chunks may take of them what they share.
  preserveEntrySignatures: 'allow-extension',
  platform: 'node',
  // oclif asks for it where a plugin is linked from its sources.
  external: ['typescript'],
  resolve: {mainFields: ['module', 'main']},
  // CommonJS modules ask for these.
  transform: {target: 'node24', define: {__dirname: 'import.meta.dirname', __filename: 'import.meta.filename'}},
  treeshake: {moduleSideEffects: [{test: /@actions[/\\]|plugins[/\\]\w+[/\\]src/, sideEffects: false}]},
  plugins: [
    builtins,
    bundledPlugins(root, ROOMS),
    ownSources(root),
    dataPackages,
    sdkCommands(join(root, 'plugins/core/src')),
    englishAlone,
    noSsh,
  ],
})
const {output} = await build.generate({
  format: 'esm',
  minify: true,
  // For the stack trace of a bug, which users are asked to report.
  keepNames: true,
  chunkFileNames: '[name]-[hash].js',
  codeSplitting: {groups: GROUPS.map((group, index) => ({...group, priority: GROUPS.length - index}))},
})
await build.close()

const bytes = output.reduce((sum, {code}) => sum + Buffer.byteLength(code), 0)
if (bytes > LARGEST) throw new Error(`the action has ${bytes} bytes, more than ${LARGEST}`)
const told = output.find(({code}) => code.includes(root))
if (told) throw new Error(`${told.fileName} has the folder of this machine in it`)

rmSync(out, {recursive: true, force: true})
mkdirSync(out, {recursive: true})
for (const {fileName, code} of output) writeFileSync(join(out, fileName), code)
writeFileSync(join(out, 'package.json'), '{"type": "module"}\n')
for (const room of ROOMS)
  for (const file of ['package.json', 'oclif.manifest.json'])
    cpSync(join(root, 'plugins', room, file), join(out, 'plugins', room, file))
for (const data of ['templates', 'docker'])
  cpSync(join(root, data), join(out, data), {
    recursive: true,
    filter: (path) => !/\.(d\.ts|js)$|README|LICENSE|package\.json|node_modules|test_\w+\.py$/.test(path),
  })
// dockerode reads it beside itself when it opens the session of a build.
cpSync(join(root, 'node_modules/dockerode/lib/proto'), join(out, 'proto'), {recursive: true})
const files = output.flatMap(({moduleIds}) => moduleIds.map((id) => relative(root, id).replaceAll('\\', '/')))
writeFileSync(join(out, 'LICENSES.txt'), licencesOf(packagesOf(files)))

console.error(`action: ${output.length} files, ${(bytes / 1e6).toFixed(2)} MB`)
