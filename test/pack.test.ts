import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {mkdir, mkdtemp, readFile, realpath, stat, symlink, writeFile} from 'node:fs/promises'
import {isBuiltin} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'

import type {AppDefinition} from '@aws-stack/core'

import {install, type Packed, packAll} from './fixtures/packed.js'
import {finished, root} from './fixtures/project.js'

/** What a user has no use for. */
const NOT_PUBLISHED =
  /\.(test|fixture)\.|(^|\/)test_|\.map$|^src\/|^node_modules\/|tsconfig|tsbuildinfo|package-lock|\.env$/

/** Wrong types would be `any`, which the last two lines refuse. */
const PLUGIN = `import {defineApp} from '@aws-stack/core'
import {z} from '@aws-stack/core/zod'
import {Flags, planCommand, StackCommand} from '@aws-stack/kit'

const settings = z.strictObject({topic: z.string()})
export const app = defineApp<z.infer<typeof settings>>({
  name: 'own', title: 'Own', settings, images: [], stacks: [],
})
export const Plan = planCommand(app)
export class Own extends StackCommand {
  static override flags = {count: Flags.integer({default: 1})}
  async run() { return (await this.parse(Own)).flags.count }
}
// @ts-expect-error: the topic is a text
export const topic: z.infer<typeof settings> = {topic: 1}
// @ts-expect-error: the count is a number
export const count: string = await new Own([], {} as ConstructorParameters<typeof Own>[1]).run()
`

/** What a user of Jsonnet alone writes. Wrong types would be `any`, which the last line refuses. */
const CONSUMER = {
  'main.jsonnet': "(import 'lib.libsonnet') + {b: self.a}",
  'lib.libsonnet': '{a:: 1}',
  'import.mjs': "import {compile} from '@aws-stack/jsonnet'\nconsole.log(compile('main.jsonnet'))",
  'require.cjs': "const {compile} = require('@aws-stack/jsonnet')\nconsole.log(compile('main.jsonnet'))",
  'consumer.mts': `import {compile, Compiler, type EvaluateOptions, JsonnetError} from '@aws-stack/jsonnet'
import {main, type World} from '@aws-stack/jsonnet/cli'
const options: EvaluateOptions = {native: {twice: {params: ['x'], call: (x) => [x, x]}}, importer: () => undefined}
const texts: string[] = [compile('main.jsonnet', options), ...new Compiler(options).stale()]
const lines = (error: JsonnetError) => error.diagnostics.map(({file, span}) => \`\${file}:\${span.begin}\`)
export const code: (world: World & {stdout(text: string): void}) => number = (world) => main(texts, world)
// @ts-expect-error: the trace is no text
export const trace: string = lines
`,
}

/** The package's name in `from '…'` and `import('…')`. */
const IMPORTED = /\b(?:from |import\()["']((?:@[\w-]+\/)?[\w-][\w.-]*)(?:\/[\w./-]+)?["']/g

const BAD_SETTINGS = {VAST_CIDR: '10.42.0.0', VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0', VAST_AWS_REGION: 'eu-west-1'}

describe('the packages as they are published', function () {
  this.timeout(120_000)
  let packages: Packed[]
  /** A user's project with all of them. */
  let project: string

  before(async () => {
    packages = await packAll()
    project = await emptyFolder()
    const plugins = {
      '@aws-stack/local': '*',
      '@aws-stack/plugin-substation': '*',
      '@aws-stack/plugin-vast': '*',
      'aws-stack': '*',
    }
    const own = {private: true, type: 'module', devDependencies: plugins}
    await writeFile(join(project, 'package.json'), JSON.stringify(own))
    await install(packages, join(project, 'node_modules'))
  })

  /** What is said of each package that breaks a rule. */
  const broken = (rule: (packed: Packed) => string[]) =>
    packages.flatMap((packed) => rule(packed).map((text) => `${packed.manifest.name}: ${text}`))

  it('hold what their package.json names, a README and the licence', () => {
    const missing = broken(({manifest: {exports = {}, bin = {}, oclif}, files, folder}) => {
      const exported = Object.values(exports).flatMap((entry) =>
        typeof entry === 'string' ? entry : Object.values(entry),
      )
      const entries = [...exported, ...Object.values(bin)]
      const commands = oclif ? [oclif.commands, oclif.helpClass ?? '.', 'oclif.manifest.json'] : []
      const named = ['README.md', 'LICENSE', ...entries, ...commands].filter((file) => !existsSync(join(folder, file)))
      return files.length === 0 ? ['nothing at all'] : named
    })

    assert.deepEqual(missing, [])
  })

  it('hold no test, no fixture, no source map and nothing of the workspace', () => {
    const needless = broken(({files}) => files.filter((file) => NOT_PUBLISHED.test(file)))

    assert.deepEqual(needless, [])
  })

  it('ask for each other in the version that they have', () => {
    const versions = new Map(packages.map(({manifest: {name, version}}) => [name, version]))

    const wrong = broken(({manifest: {dependencies = {}}}) =>
      Object.entries(dependencies)
        .filter(([name, range]) => name.startsWith('@aws-stack/') && range !== `^${versions.get(name)}`)
        .map(([name, range]) => `${name} ${range}, which is ${versions.get(name) ?? 'not published'}`),
    )

    assert.deepEqual(wrong, [])
  })

  it('have a program that may be executed', async () => {
    for (const {manifest, folder} of packages) {
      for (const file of Object.values(manifest.bin ?? {})) {
        assert.equal((await stat(join(folder, file))).mode & 0o111, 0o111, file)
        assert.match(await readFile(join(folder, file), 'utf8'), /^#!\/usr\/bin\/env node\n/)
      }
    }
  })

  it('hold the licences of what is bundled in them', async () => {
    for (const [name, inside] of [
      ['@aws-stack/core', ['yaml', 'zod']],
      ['@aws-stack/kit', ['@oclif/core', 'ejs', 'minimatch']],
    ] as const) {
      const text = await readFile(join(project, 'node_modules', name, 'bundle', 'LICENSES.txt'), 'utf8')

      for (const library of inside) assert.match(text, new RegExp(`^${library} \\d+\\.\\d+\\.\\d+, `, 'm'))
    }
  })

  it('load with what they declare, every entry and every command', async () => {
    const failures: string[] = []
    for (const {manifest, files} of packages) {
      const entries = Object.values(manifest.exports ?? {}).flatMap((entry) => entry['default'] ?? [])
      const commands = files.filter((file) => manifest.oclif && /^dist\/commands\/.*\.js$/.test(file))
      for (const file of [...entries, ...commands]) {
        const path = join(project, 'node_modules', manifest.name, file)
        await import(pathToFileURL(path).href).catch((error: unknown) => failures.push(`${path}: ${String(error)}`))
      }
    }

    assert.deepEqual(failures, [])
  })

  it('declare every package that they ever import', async () => {
    const undeclared = new Set<string>()
    for (const {manifest, folder, files} of packages) {
      const known = new Set([manifest.name, ...Object.keys(manifest.dependencies ?? {})])
      for (const file of files.filter((path) => path.endsWith('.js'))) {
        for (const [, name = ''] of (await readFile(join(folder, file), 'utf8')).matchAll(IMPORTED))
          if (!known.has(name) && !isBuiltin(name)) undeclared.add(`${manifest.name}: ${name} in ${file}`)
      }
    }

    assert.deepEqual([...undeclared], [])
  })

  it('have types that the author of a plugin compiles against', async () => {
    const options = {strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [], skipLibCheck: true}
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({compilerOptions: options, files: ['plugin.ts']}))
    await writeFile(join(project, 'plugin.ts'), PLUGIN)

    const compiled = await finished(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc')], {
      cwd: project,
    })

    assert.deepEqual([compiled.code, compiled.stdout], [0, ''])
  })

  it('find the templates and Dockerfiles of each app beside them', async () => {
    const plugins = packages.filter(({manifest}) => manifest.name.startsWith('@aws-stack/plugin-'))
    const named: string[] = []
    for (const {manifest} of plugins) {
      const main = join(project, 'node_modules', manifest.name, manifest.exports?.['.']?.['default'] ?? '')
      for (const app of Object.values((await import(pathToFileURL(main).href)) as Record<string, unknown>)) {
        if (!isApp(app)) continue
        named.push(...app.stacks.map(({template}) => template))
        named.push(...app.images.flatMap(({dockerfile, context}) => [dockerfile, context]))
      }
    }

    const wrong = named.filter((file) => !file.startsWith(project) || !existsSync(file))

    assert.ok(named.length > 0)
    assert.deepEqual(wrong, [])
  })

  it('are a program that npx finds from a sub-folder of the project', async () => {
    const folder = join(project, 'packages', 'site')
    await mkdir(folder, {recursive: true})

    const {code, stdout} = await finished('npx', ['--no', 'aws-stack', 'vast:plan', '--help'], {cwd: folder})

    assert.equal(code, 0)
    assert.match(stdout, /^ {2}\$ aws-stack vast:plan/m)
  })

  it('read settings and report them, as text and as one document', async () => {
    const program = join(project, 'node_modules', '.bin', 'aws-stack')

    const [text, json] = await Promise.all(
      [['vast:plan'], ['vast:plan', '--json']].map((args) =>
        finished(program, args, {cwd: project, environment: BAD_SETTINGS}),
      ),
    )

    assert.deepEqual([text?.code, text?.stdout, json?.code, json?.stderr], [2, '', 2, ''])
    assert.match(text?.stderr ?? '', /^Error: VAST_CIDR: cidr: "10\.42\.0\.0" is no IPv4 block/)
    const {error} = JSON.parse(json?.stdout ?? '') as {error: {code: string}}
    assert.equal(error.code, 'SETTINGS_INVALID')
  })

  it('find each other where they are installed globally', async () => {
    const prefix = await emptyFolder()
    await install(packages, join(prefix, 'lib', 'node_modules'))
    await mkdir(join(prefix, 'bin'))
    await symlink(join('..', 'lib', 'node_modules', 'aws-stack', 'bin', 'run.js'), join(prefix, 'bin', 'aws-stack'))

    const {code, stdout} = await finished(join(prefix, 'bin', 'aws-stack'), ['version', '--json'], {
      cwd: await emptyFolder(),
    })

    const {plugins} = JSON.parse(stdout) as {plugins: {name: string; from: string}[]}
    const expected = packages.filter(({manifest}) => manifest.oclif && !manifest.bin).map(({manifest}) => manifest.name)
    assert.equal(code, 0)
    assert.deepEqual(plugins.map(({name}) => name).toSorted(), expected.toSorted())
    assert.ok(plugins.every(({from}) => from.startsWith(prefix)))
  })

  it('say which of them is missing', async () => {
    const folder = await emptyFolder()
    const needed = new Set(['aws-stack', '@aws-stack/kit', '@aws-stack/core'])
    await install(
      packages.filter(({manifest}) => needed.has(manifest.name)),
      join(folder, 'node_modules'),
    )

    const {code, stderr} = await finished(join(folder, 'node_modules', '.bin', 'aws-stack'), ['vast:deploy'], {
      cwd: folder,
    })

    assert.equal(code, 2)
    assert.match(stderr, /Try:\n {2}npm install --save-dev @aws-stack\/plugin-vast\n$/)
  })
})

describe('the package of Jsonnet alone', function () {
  this.timeout(120_000)
  let packed: Packed
  /** A user's empty project, in which npm has installed the tarball without asking a registry. */
  let folder: string
  const node = (...args: string[]) => finished(process.execPath, args, {cwd: folder})

  before(async () => {
    packed = (await packAll()).find(({manifest}) => manifest.name === '@aws-stack/jsonnet')!
    folder = await emptyFolder()
    await writeFile(join(folder, 'package.json'), JSON.stringify({private: true}))
    await finished('npm', ['install', '--offline', '--no-audit', '--no-fund', packed.tarball], {cwd: folder})
    for (const [name, text] of Object.entries(CONSUMER)) await writeFile(join(folder, name), text)
  })

  it('holds a program, what it loads, types, a README and the licence, and nothing else', () => {
    const rest = packed.files.filter((file) => !/^(bin|bundle)\/.*\.js$|^dist\/.*\.d\.ts$/.test(file))

    assert.deepEqual(rest.toSorted(), ['LICENSE', 'README.md', 'package.json'])
    assert.deepEqual(packed.manifest.dependencies ?? {}, {})
  })

  for (const program of ['import.mjs', 'require.cjs']) {
    it(`compiles a file with imports for ${program}`, async () => {
      const {code, stdout, stderr} = await node(program)

      assert.deepEqual({code, stdout, stderr}, {code: 0, stdout: '{\n   "b": 1\n}\n', stderr: ''})
    })
  }

  it('has two programs that npx finds', async () => {
    const npx = (program: string) => finished('npx', ['--no', program, 'main.jsonnet'], {cwd: folder})

    const [compiled, formatted] = [await npx('jsonnet'), await npx('jsonnetfmt')]

    assert.deepEqual([compiled.code, compiled.stdout], [0, '{\n   "b": 1\n}\n'])
    assert.deepEqual([formatted.code, formatted.stdout], [0, "(import 'lib.libsonnet') + { b: self.a }\n"])
  })

  it('has types that a program compiles against', async () => {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023']

    const {code, stdout} = await node(tsc, ...options, 'consumer.mts')

    assert.deepEqual([code, stdout], [0, ''])
  })
})

async function emptyFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'aws-stack-installed-')))
}

function isApp(value: unknown): value is AppDefinition {
  return typeof value === 'object' && value !== null && 'stacks' in value && 'images' in value
}
