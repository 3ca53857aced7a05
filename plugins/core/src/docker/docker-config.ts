import {spawn} from 'node:child_process'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {StackError} from '../errors.js'

/** As `docker login` has kept them. */
export type HostCredentials =
  | {readonly username: string; readonly password: string}
  /** Exchanged at the registry's token service. */
  | {readonly identityToken: string}

interface DockerConfig {
  readonly auths?: Readonly<Record<string, {auth?: string; identitytoken?: string} | undefined>>
  readonly credsStore?: string
  readonly credHelpers?: Readonly<Record<string, string | undefined>>
}

const HUB = 'https://index.docker.io/v1/'
const PATIENCE = 10_000

/**
 * What `config.json` of that folder knows for a registry, or the credential helper that it names ("Credential helpers" in the `docker login`
 * reference). `undefined`: nothing. Throws `REGISTRY_DENIED` for a file that cannot be read.
 */
export async function dockerCredentials(
  folder: string | undefined,
  host: string,
): Promise<HostCredentials | undefined> {
  const config = folder === undefined ? undefined : await readConfig(join(folder, 'config.json'))
  if (!config) return undefined
  const {auths = {}, credsStore, credHelpers = {}} = config
  const key = hostOf(host) === hostOf(HUB) ? HUB : host
  const helper = Object.entries(credHelpers).find(([name]) => hostOf(name) === hostOf(key))?.[1] ?? credsStore
  if (helper) return fromHelper(helper, key)
  const [, {auth, identitytoken} = {}] = Object.entries(auths).find(([name]) => hostOf(name) === hostOf(key)) ?? []
  if (identitytoken) return {identityToken: identitytoken}
  const [, username, password] = /^([^:]+):([^]*)$/.exec(Buffer.from(auth ?? '', 'base64').toString('utf8')) ?? []
  return username && password ? {username, password} : undefined
}

async function readConfig(file: string): Promise<DockerConfig | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DockerConfig
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined
    throw new StackError('REGISTRY_DENIED', `cannot read the credentials in ${file}: ${(cause as Error).message}`, {
      cause,
    })
  }
}

/** Old clients wrote addresses, newer ones hosts. */
function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return ['docker.io', 'registry-1.docker.io'].includes(host) ? 'index.docker.io' : host
}

/** A helper that is not there, or that knows nothing, is as good as none. */
async function fromHelper(helper: string, server: string): Promise<HostCredentials | undefined> {
  const said = await new Promise<string | undefined>((resolve) => {
    const child = spawn(`docker-credential-${helper}`, ['get'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE,
    })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    child.on('error', () => resolve(undefined))
    child.on('close', (code) => resolve(code === 0 ? text : undefined))
    child.stdin.on('error', () => {}).end(`${server}\n`)
  })
  const {Username = '', Secret = ''} = toAnswer(said)
  if (!Secret) return undefined
  return Username === '<token>' ? {identityToken: Secret} : {username: Username, password: Secret}
}

function toAnswer(text = '{}'): {Username?: string; Secret?: string} {
  try {
    return JSON.parse(text) as {Username?: string; Secret?: string}
  } catch {
    return {}
  }
}
