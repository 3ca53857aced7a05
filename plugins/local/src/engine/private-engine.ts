import {spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {closeSync, openSync, readFileSync} from 'node:fs'
import {mkdir, readFile, rm, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

import {findProgram} from '../folder/find-program.js'
import {lastLines} from '../folder/last-lines.js'
import {endProcess, recordProcess} from '../folder/process-records.js'
import type {EcrHostName} from '../registry-host/ecr-host-name.js'
import {bridgeMark, hasBridge} from './bridge.js'
import {engineVersion} from './connect-engine.js'
import type {Engine, NoEngine} from './engine.js'
import {countDaemons, networkFlags} from './network-flags.js'

/** A unix socket's address ends at 108 bytes, a zero included; containerd's is the longest below the engine's home. */
const LONGEST_HOME = 107 - '/exec/containerd/containerd-debug.sock'.length

/** With its own mounts, so that none outlives it, and its own view of /etc/docker and, for an ECR host name, of /etc/hosts. */
const OWN_NAMESPACE = `
set -e
mkdir -p /etc/docker
mount --bind "$1/etc" /etc/docker
if [ -e "$1/hosts" ]; then mount --bind "$1/hosts" /etc/hosts; fi
shift
exec dockerd "$@"
`

export interface PrivateEngineOptions {
  /** The data folder of the local AWS. */
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** A registry of ours that dockerd is to know under an ECR host name. */
  readonly ecrHost?: EcrHostName
}

export interface PrivateEngineNeeds {
  readonly platform: NodeJS.Platform
  readonly userId: number | undefined
  readonly has: (program: string) => boolean
}

/** Why no engine of our own can be started here; `undefined` where it can. */
export function whyNoPrivateEngine({platform, userId, has}: PrivateEngineNeeds): string | undefined {
  if (platform !== 'linux') return 'one is started here only on Linux; start Docker Desktop or Colima'
  if (!has('dockerd')) return 'dockerd is not on PATH; on Debian: apt-get install docker.io'
  if (userId !== 0) return 'only root can start one here; start your Docker service, or be root'
  if (!has('unshare')) return 'unshare is not on PATH; on Debian: apt-get install util-linux'
  return undefined
}

/** Where the private engine of this folder listens. */
export function privateEngineHost(folder: string): string {
  return `unix://${join(engineHome(folder), 'docker.sock')}`
}

/** The folder's own `engine`; by a short second name where the sockets' addresses would be too long. */
export function engineHome(folder: string): string {
  const home = join(folder, 'engine')
  if (home.length <= LONGEST_HOME) return home
  return `/run/aws-stack-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`
}

/** Starts a dockerd whose socket, data and state are all in the data folder, and waits until it answers. */
export async function startPrivateEngine(options: PrivateEngineOptions): Promise<Engine | NoEngine> {
  const {folder, environment} = options
  const reason = whyNoPrivateEngine({
    platform: process.platform,
    userId: process.getuid?.(),
    has: (program) => findProgram(program, environment) !== undefined,
  })
  if (reason) return {kind: 'missing', reason}

  const home = engineHome(folder)
  await prepare(folder, home, options.ecrHost)
  const log = join(folder, 'dockerd.log')
  const output = openSync(log, 'a')
  const child = spawn(
    'unshare',
    ['-m', '--propagation', 'slave', 'sh', '-c', OWN_NAMESPACE, 'sh', home, ...daemonFlags(home)],
    {stdio: ['ignore', output, output], env: environment},
  )
  closeSync(output)
  child.on('error', () => undefined)
  if (child.pid === undefined) return {kind: 'missing', reason: 'unshare could not be started'}
  const record = await recordProcess(folder, 'dockerd', child.pid)

  const host = privateEngineHost(folder)
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && child.exitCode === null; await sleep(100)) {
    const version = await engineVersion(host, environment)
    if (!version) continue
    await recordContainerd(folder)
    return {kind: 'private', host, version}
  }
  await endProcess(record, 15_000)
  return {kind: 'missing', reason: `dockerd did not start; the end of ${log}:\n${await lastLines(log)}`}
}

async function prepare(folder: string, home: string, ecrHost: EcrHostName | undefined): Promise<void> {
  await mkdir(join(folder, 'engine', 'etc'), {recursive: true})
  if (home !== join(folder, 'engine')) {
    await rm(home, {force: true})
    await symlink(join(folder, 'engine'), home)
  }
  if (!hasBridge()) await writeFile(bridgeMark(folder), '')
  await writeFile(join(home, 'etc', 'daemon.json'), '{}')
  // A crash leaves them, and by now another process may have the number.
  await rm(join(home, 'docker.pid'), {force: true})
  await rm(join(home, 'exec', 'containerd', 'containerd.pid'), {force: true})
  await rm(join(home, 'hosts'), {force: true})
  if (!ecrHost) return
  await writeFile(join(home, 'hosts'), `${await readFile('/etc/hosts', 'utf8')}\n${ecrHost.address} ${ecrHost.name}\n`)
  const trusted = join(home, 'etc', 'certs.d', ecrHost.name)
  await mkdir(trusted, {recursive: true})
  await writeFile(join(trusted, 'ca.crt'), ecrHost.certificate)
}

function daemonFlags(home: string): string[] {
  return [
    ...['--host', `unix://${join(home, 'docker.sock')}`],
    ...['--data-root', join(home, 'data')],
    ...['--exec-root', join(home, 'exec')],
    ...['--pidfile', join(home, 'docker.pid')],
    ...['--log-level', 'warn'],
    ...networkFlags(countDaemons(), readFileSync('/proc/net/route', 'utf8')),
  ]
}

/** It ends with its dockerd; after a crash of that one it may be left. */
async function recordContainerd(folder: string): Promise<void> {
  const pidFile = join(folder, 'engine', 'exec', 'containerd', 'containerd.pid')
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''))
  if (pid) await recordProcess(folder, 'containerd', pid)
}
