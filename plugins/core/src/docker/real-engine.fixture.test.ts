import {execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {cp, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {promisify} from 'node:util'

import type {RegistryAuthorization} from '../context.js'
import {createDockerEngine} from './docker-engine.js'

const run = promisify(execFile)

/** A Docker engine that answers, and the `docker` CLI as a witness that is independent of our client. */
export interface RealEngine {
  readonly dockerHost: string
  /** A busybox image for this machine's platform. */
  readonly base: string
  docker(...args: string[]): Promise<string>
}

export interface RealRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string
  readonly authorization: RegistryAuthorization
  /** The digest that the registry itself has for a tag. */
  digest(repository: string, tag: string): Promise<string | null>
  close(): Promise<void>
}

const BASE = 'aws-stack-test/busybox:1'

const folders: string[] = []

after(() => Promise.all(folders.map((folder) => rm(folder, {recursive: true, force: true}))))

/** The engine of `DOCKER_HOST`, else of the usual socket. Skips loudly where there is none; under CI that is a failure. */
export async function requireEngine(test: Mocha.Context): Promise<RealEngine> {
  const dockerHost = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock'
  const docker = async (...args: string[]) => (await run('docker', ['--host', dockerHost, ...args])).stdout.trim()
  try {
    await createDockerEngine({dockerHost}).version()
    await docker('version')
  } catch (error) {
    skipLoudly(test, `no Docker engine with its CLI: ${(error as Error).message}`)
  }
  await docker('image', 'inspect', BASE).catch(() => importBase(dockerHost))
  return {dockerHost, base: BASE, docker}
}

/** A `docker build` that speaks BuildKit, as the oracle for what a context holds. */
export async function requireBuildKitCli(test: Mocha.Context): Promise<string> {
  for (const program of ['docker', '/usr/bin/docker']) {
    const {stdout = ''} = await run(program, ['--version']).catch(() => ({stdout: ''}))
    const major = Number(/version (\d+)/.exec(stdout)?.[1] ?? 0)
    const hasBuildx = () => run(program, ['buildx', 'version']).then(Boolean, () => false)
    if ((major >= 18 && major < 23) || (major >= 23 && (await hasBuildx()))) return program
  }
  return skipLoudly(test, 'no docker CLI with BuildKit')
}

/** Debian's `docker-registry` with one user, as ECR has. */
export async function requireRegistry(test: Mocha.Context): Promise<RealRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'))
  const password = `token-${process.pid}-of-the-registry`
  const users = await run('htpasswd', ['-Bbn', 'AWS', password]).catch(() => skipLoudly(test, 'no htpasswd'))
  await run('docker-registry', ['--version']).catch(() => skipLoudly(test, 'no docker-registry'))
  await writeFile(join(folder, 'htpasswd'), users.stdout)
  const host = `127.0.0.1:${await freePort()}`
  const storage = `storage: {filesystem: {rootdirectory: ${folder}/data}}`
  const auth = `auth: {htpasswd: {realm: ecr, path: ${folder}/htpasswd}}`
  await writeFile(join(folder, 'registry.yml'), `version: 0.1\n${storage}\nhttp: {addr: "${host}"}\n${auth}\n`)
  const server = spawn('docker-registry', ['serve', join(folder, 'registry.yml')], {stdio: 'ignore'})
  while (!(await fetch(`http://${host}/v2/`).catch(() => undefined))) await setTimeout(50)

  const headers = {
    authorization: `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`,
    accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json',
  }
  return {
    host,
    authorization: {username: 'AWS', password, endpoint: `http://${host}`},
    async digest(repository, tag) {
      const url = `http://${host}/v2/${repository}/manifests/${tag}`
      return (await fetch(url, {method: 'HEAD', headers})).headers.get('docker-content-digest')
    },
    async close() {
      const closed = once(server, 'exit')
      server.kill()
      await closed
      await rm(folder, {recursive: true})
    },
  }
}

/** A folder with these files; a name that ends in `/` is an empty folder. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'context-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(name.endsWith('/') ? path : dirname(path), {recursive: true})
    if (!name.endsWith('/')) await writeFile(path, text)
  }
  return folder
}

export function skipLoudly(test: Mocha.Context, why: string): never {
  if (process.env['CI'] === 'true') throw new Error(`cannot be skipped under CI: ${why}`)
  console.error(`SKIPPED: ${why}`)
  return test.skip()
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

async function importBase(dockerHost: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'busybox-'))
  const {stdout: applets} = await run('busybox', ['--list'])
  await mkdir(join(folder, 'bin'))
  await mkdir(join(folder, 'tmp'))
  await cp('/bin/busybox', join(folder, 'bin', 'busybox'), {dereference: true})
  for (const applet of applets.trim().split('\n')) {
    if (applet !== 'busybox') await symlink('busybox', join(folder, 'bin', applet))
  }
  await run('tar', ['-C', folder, '-cf', `${folder}.tar`, '.'])
  await run('docker', ['--host', dockerHost, 'import', '-c', 'ENV PATH=/bin', `${folder}.tar`, BASE])
  await rm(folder, {recursive: true})
  await rm(`${folder}.tar`)
}
