// Bundles what every start loads: each entry of core, kit and jsonnet becomes one file, with oclif, zod and yaml in it. The other packages stay outside.
// Beside them the licences of what is in them.
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {build} from 'esbuild'

import {root} from './install.mjs'
import {licencesOf, packagesOf} from './licences-of.mjs'

const ROOMS = ['core', 'kit', 'jsonnet']
const INSIDE = ['@oclif/core', 'yaml', 'zod']

// CommonJS modules ask for these three.
const COMMONJS = `import {createRequire as requireFor} from 'node:module'
const require = requireFor(import.meta.url)
const {filename: __filename, dirname: __dirname} = import.meta`

/** Zod's own messages in fifty languages are half of it; ours are English, and so are those that we never replace. */
const englishAlone = {
  name: 'english-alone',
  setup({onLoad}) {
    onLoad({filter: /zod\/v4\/locales\/index\.js$/}, () => ({contents: "export {default as en} from './en.js'"}))
  },
}

for (const room of ROOMS) {
  const folder = join(root, 'plugins', room)
  const {exports: entries, dependencies = {}} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const outdir = join(folder, 'bundle')
  rmSync(outdir, {recursive: true, force: true})
  const {metafile} = await build({
    absWorkingDir: root,
    entryPoints: Object.values(entries).map(({types}) =>
      join(folder, types.replace('/dist/', '/src/').replace('.d.ts', '.ts')),
    ),
    outdir,
    outbase: join(folder, 'src'),
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    mainFields: ['module', 'main'],
    banner: room === 'jsonnet' ? {} : {js: COMMONJS},
    // oclif asks for TypeScript where a plugin is linked from its sources.
    external: ['typescript', ...Object.keys(dependencies).filter((name) => !INSIDE.includes(name))],
    plugins: [englishAlone],
    metafile: true,
    logLevel: 'warning',
  })
  refuseUndeclared(room, metafile.inputs)
  const packages = packagesOf(Object.keys(metafile.inputs))
  if (packages.length > 0) writeFileSync(join(outdir, 'LICENSES.txt'), licencesOf(packages))
  console.error(`@aws-stack/${room}: ${Object.keys(entries).length} entries, ${packages.length} packages inside`)
}

/** What a room imports without naming it in its package.json would be bundled without a word. */
function refuseUndeclared(room, inputs) {
  const own = Object.entries(inputs).filter(([file]) => file.startsWith(`plugins/${room}/src/`))
  const imported = packagesOf(own.flatMap(([, {imports}]) => imports.map(({path}) => path)))
  const undeclared = imported.filter((path) => !INSIDE.some((name) => path.endsWith(`node_modules/${name}`)))
  if (undeclared.length > 0) throw new Error(`@aws-stack/${room} does not declare ${undeclared.join(', ')}`)
}
