import {spawn} from 'node:child_process'
import {text} from 'node:stream/consumers'

import {StackError} from '@aws-stack/core'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What npm prints of its failure with `--json`. */
interface NpmFailure {
  readonly error?: {readonly code?: string; readonly summary?: string}
}

/** npm needs its own settings and tokens; not those of AWS, of GitHub's services and of this step. */
const NOT_FOR_NPM = /^(AWS_|INPUT_|STATE_|ACTIONS_)/i

/**
 * `npm install` of `name@version` into `folder`, no scripts run. Throws `PLUGIN_NOT_INSTALLED` where there is no such package or no npm,
 * `REGISTRY_DENIED`, `REGISTRY_UNREACHABLE`, and `PLUGIN_ALTERED` for content that is not what the registry says of it.
 */
export async function npmInstall(name: string, version: string, folder: string): Promise<void> {
  const args = ['--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev', '--no-update-notifier']
  const ended = await npm(['install', ...args, '--json', '--loglevel=error', `${name}@${version}`], folder)
  if (ended.code !== 0) throw failed(`${name}@${version}`, reasonOf(ended), await registryOf(name, folder))
}

async function npm(args: readonly string[], folder: string): Promise<Ended> {
  // On Windows it is a script, which only a shell runs; no argument has anything that a shell would read.
  const child = spawn('npm', args, {
    cwd: folder,
    env: Object.fromEntries(Object.entries(process.env).filter(([variable]) => !NOT_FOR_NPM.test(variable))),
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
  try {
    const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
    return {code, stdout, stderr}
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const message =
      'a plugin cannot be installed: there is no npm on the PATH of this runner; actions/setup-node brings it'
    throw new StackError('PLUGIN_NOT_INSTALLED', message, {cause: error})
  }
}

/** A scope may have a registry of its own, in any of npm's settings. Without what is secret in its address. */
async function registryOf(name: string, folder: string): Promise<string> {
  const [scope] = name.split('/')
  const keys = [...(name.startsWith('@') ? [`${scope}:registry`] : []), 'registry']
  const answers = await Promise.all(keys.map((key) => npm(['config', 'get', key, '--loglevel=error'], folder)))
  const url = answers.map(({stdout}) => stdout.trim()).find((answer) => URL.canParse(answer))
  if (!url) return 'its registry'
  const {origin, pathname} = new URL(url)
  return origin + pathname
}

function reasonOf({stdout, stderr}: Ended): {code: string; summary: string} {
  const [first = ''] = stderr.trim().split('\n')
  const {code = '', summary = first} = failureIn(stdout).error ?? {}
  return {code, summary: summary.replaceAll(/\s*\n\s*/g, ' ').trim()}
}

function failureIn(stdout: string): NpmFailure {
  try {
    return JSON.parse(stdout) as NpmFailure
  } catch {
    return {}
  }
}

function failed(what: string, {code, summary}: {code: string; summary: string}, registry: string): StackError {
  const options = {details: {package: what, registry, npm: code}}
  switch (code) {
    case 'E404':
      return new StackError('PLUGIN_NOT_INSTALLED', `there is no package ${what} in ${registry}`, options)
    case 'ETARGET':
      return new StackError('PLUGIN_NOT_INSTALLED', `${what} is not in ${registry}: ${summary}`, options)
    case 'E401':
    case 'E403':
    case 'ENEEDAUTH':
      return new StackError('REGISTRY_DENIED', `${registry} does not give ${what} to this runner: ${summary}`, options)
    case 'EINTEGRITY':
      return new StackError(
        'PLUGIN_ALTERED',
        `${what} of ${registry} is not what it is said to be: ${summary}`,
        options,
      )
    default:
      if (/^E(CONN|NOTFOUND|AI_|TIMEDOUT|PROTO|5\d\d|RR_SOCKET|IDLETIMEOUT|HOSTUNREACH|NETUNREACH)/.test(code))
        return new StackError('REGISTRY_UNREACHABLE', `${registry} cannot be asked for ${what}: ${summary}`, options)
      return new StackError('PLUGIN_NOT_INSTALLED', `npm cannot install ${what} of ${registry}: ${summary}`, options)
  }
}
