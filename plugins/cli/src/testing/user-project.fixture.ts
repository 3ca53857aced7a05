import {spawn} from 'node:child_process'
import {cp, mkdir, mkdtemp, realpath, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {Plugin} from '@aws-stack/kit/bin'

/** Folder of the CLI's own package. */
export const cliRoot = fileURLToPath(new URL('../..', import.meta.url))

export interface Running {
  /** Resolves when standard error holds the text. */
  says(text: string): Promise<void>
  signal(name: NodeJS.Signals): void
  readonly end: Promise<Finished>
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A plugin's commands: id to the body of its `run`. */
export type Commands = Readonly<Record<string, string>>

/** A new folder with a `package.json` that names the plugins, and these plugins in its `node_modules`. */
export async function userProject(
  plugins: Readonly<Record<string, Commands>>,
  field = 'devDependencies',
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'aws-stack-user-')))
  const names = Object.fromEntries(Object.keys(plugins).map((name) => [name, '*']))
  await writeFile(join(folder, 'package.json'), JSON.stringify({private: true, [field]: names}))
  await installPlugins(join(folder, 'node_modules'), plugins)
  return folder
}

/** What `npm install --global aws-stack <plugins>` makes. Returns the folder of the CLI there. */
export async function globalInstall(plugins: Readonly<Record<string, Commands>>): Promise<string> {
  const modules = join(await realpath(await mkdtemp(join(tmpdir(), 'aws-stack-global-'))), 'lib', 'node_modules')
  await installPlugins(modules, plugins)
  const root = join(modules, 'aws-stack')
  for (const entry of ['package.json', 'bin', 'dist'])
    await cp(join(cliRoot, entry), join(root, entry), {recursive: true})
  return root
}

async function installPlugins(modules: string, plugins: Readonly<Record<string, Commands>>): Promise<void> {
  const scope = join(modules, '@aws-stack')
  await mkdir(scope, {recursive: true})
  for (const own of ['core', 'kit']) {
    const entry = fileURLToPath(import.meta.resolve(`@aws-stack/${own}`))
    await symlink(dirname(dirname(entry)), join(scope, own))
  }
  for (const [name, commands] of Object.entries(plugins)) await writePlugin(join(modules, name), name, commands)
}

export async function writePlugin(folder: string, name: string, commands: Commands): Promise<void> {
  await mkdir(folder, {recursive: true})
  const oclif = {bin: 'aws-stack', commands: './commands', topicSeparator: ' '}
  await writeFile(join(folder, 'package.json'), JSON.stringify({name, version: '1.0.0', type: 'module', oclif}))
  for (const [id, body] of Object.entries(commands)) {
    const file = join(folder, 'commands', `${id.replaceAll(':', '/')}.js`)
    await mkdir(dirname(file), {recursive: true})
    await writeFile(file, commandText(body))
  }
}

/** What is published with a plugin: the list of its commands. */
export async function writeManifest(folder: string): Promise<void> {
  const plugin = new Plugin({root: folder, isRoot: true, ignoreManifest: true})
  await plugin.load()
  await writeFile(join(folder, 'oclif.manifest.json'), JSON.stringify(plugin.manifest))
}

function commandText(body: string): string {
  return `import {paint, StackCommand} from '@aws-stack/kit'
export default class Own extends StackCommand {
  static summary = 'Do something.'
  async run() { await this.parse(Own); ${body} }
}
`
}

export function start(args: readonly string[], {cwd, root = cliRoot, environment = {}}: StartOptions): Running {
  const own = {...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment}
  const child = spawn(process.execPath, [join(root, 'bin', 'run.js'), ...args], {
    cwd,
    env: own,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const end = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({code, stdout, stderr}))
  })
  return {
    end,
    signal: (name) => void child.kill(name),
    says: (text) =>
      new Promise((resolve) => {
        const look = () => stderr.includes(text) && resolve()
        child.stderr.on('data', look)
        look()
      }),
  }
}

export interface StartOptions {
  readonly cwd: string
  /** Another copy of the CLI than this one. */
  readonly root?: string
  readonly environment?: NodeJS.ProcessEnv
}

export function finished(args: readonly string[], options: StartOptions): Promise<Finished> {
  return start(args, options).end
}
