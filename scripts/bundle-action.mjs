// Bundles the GitHub Action into action/dist, which is committed: the runner runs it as it is. `node scripts/bundle-action.mjs [FOLDER]`.
import {cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {join, relative, resolve} from 'node:path'

import {rolldown} from 'rolldown'

import {builtins} from './action/builtins.mjs'
import {bundledPlugins, dataPackages, ownSources} from './action/own-sources.mjs'
import {sdkCommands} from './action/sdk-commands.mjs'
import {licencesOf, packagesOf} from './licences-of.mjs'
import {root} from './install.mjs'

/** The CLI itself first. The local AWS is no part of it. */
const ROOMS = ['cli', 'vast', 'substation']

const out = resolve(process.argv[2] ?? join(root, 'action', 'dist'))

const build = await rolldown({
  cwd: root,
  // Nothing imports an entry from outside.
  preserveEntrySignatures: 'allow-extension',
  input: {index: 'action/src/index.ts', post: 'action/src/post.ts'},
  platform: 'node',
  external: ['typescript'],
  resolve: {mainFields: ['module', 'main'], conditionNames: ['import', 'module', 'node', 'default']},
  plugins: [
    builtins,
    bundledPlugins(root, ROOMS),
    ownSources(root),
    dataPackages,
    sdkCommands(join(root, 'plugins/core/src')),
    {
      // Half a megabyte and native code for `ssh://`, which `readEngineAddress` refuses before.
      name: 'no-ssh',
      resolveId: {filter: {id: /^ssh2$/}, handler: () => '\0no-ssh'},
      load: {filter: {id: /^\0no-ssh$/}, handler: () => 'exports.Client = undefined'},
    },
    {
      name: 'english-alone',
      load: {
        filter: {id: /zod[/\\]v4[/\\]locales[/\\]index\.js$/},
        handler: () => "export {default as en} from './en.js'",
      },
    },
  ],
  treeshake: {moduleSideEffects: [{test: /@actions[/\\]|plugins[/\\]\w+[/\\]src/, sideEffects: false}]},
  // CommonJS modules ask for these.
  transform: {target: 'node24', define: {__dirname: 'import.meta.dirname', __filename: 'import.meta.filename'}},
})
rmSync(out, {recursive: true, force: true})
const {output} = await build.write({
  dir: out,
  format: 'esm',
  minify: !process.env.PLAIN,
  keepNames: !process.env.PLAIN,
  chunkFileNames: '[name]-[hash].js',
  codeSplitting: {
    groups: [
      {name: 'vast', test: /plugins[/\\]vast[/\\]src/, priority: 3, includeDependenciesRecursively: false},
      {name: 'substation', test: /plugins[/\\]substation[/\\]src/, priority: 3, includeDependenciesRecursively: false},
      {name: 'everyday', test: /plugins[/\\]kit[/\\]src[/\\]app-commands[/\\](plan|deploy)-command\.ts$|action[/\\]src[/\\]main\.ts$|config[/\\]check-settings/, priority: 2},
      {name: 'aws', test: /client-(sts|cloudformation)[/\\]dist-es[/\\]index/, priority: 1},
    ],
  },
})
await build.close()
const {writeFileSync: w} = await import('node:fs')
w('/tmp/h4-roll.json', JSON.stringify(output.filter(o=>o.type==='chunk').map(({fileName,imports,dynamicImports,code,modules,facadeModuleId})=>({fileName,imports,dynamicImports,bytes:code.length,facadeModuleId,modules:Object.entries(modules).map(([id,{renderedLength}])=>[id,renderedLength])}))))
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
console.error(output.length, output.reduce((s,o)=>s+(o.code?.length??0),0))
