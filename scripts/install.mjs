// Everything a fresh clone needs: the npm packages of the lock file, and the system packages below where apt may install them.
import {spawnSync} from 'node:child_process'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {createHash} from 'node:crypto'
import {delimiter, join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {step} from './step.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Installs the lock file's packages; nothing to do where they are the ones of the last install. */
export function installNpmPackages(environment) {
  const marker = join(root, 'node_modules', '.aws-stack-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return
  step('npm packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], environment, {cwd: root})
  writeFileSync(marker, lock)
}

/** A program and the Debian package that brings it. */
const PROGRAMS = {
  demo: [
    ['dockerd', 'docker.io', () => !engineAnswers()],
    ['mmdebstrap', 'mmdebstrap'],
    ['unshare', 'util-linux'],
    ['python3', 'python3-venv', () => !onPath('moto_server')],
  ],
  test: [
    ['docker-registry', 'docker-registry'],
    ['htpasswd', 'apache2-utils'],
    ['busybox', 'busybox-static'],
    ['docker', 'docker.io'],
    ['aws', 'awscli'],
    ['jq', 'jq'],
    ['openssl', 'openssl'],
    ['strace', 'strace'],
    ['bash', 'bash'],
    ['chromium', 'chromium'],
  ],
  // A client of AppConfig that is not ours.
  boto3: [['boto3', 'python3-boto3', () => !hasBoto3()]],
  // By its path: ours has the same name.
  jsonnet: [['/usr/bin/jsonnet', 'jsonnet', () => !existsSync('/usr/bin/jsonnet')]],
}

/** Installs the missing ones as root on Debian; elsewhere says which are missing. */
export function installSystemPackages(sets) {
  const missing = sets
    .flatMap((set) => PROGRAMS[set])
    .filter(([program, , needed = () => true]) => needed() && !onPath(program))
  if (missing.length === 0) return
  const packages = [...new Set(missing.map(([, name]) => name))]
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    console.error(
      `missing: ${missing.map(([program]) => program).join(', ')}. On Debian, as root: apt-get install ${packages.join(' ')}`,
    )
    console.error('What needs them is left out, and says so.')
    return
  }
  const environment = {...process.env, DEBIAN_FRONTEND: 'noninteractive'}
  const quiet = {stdio: ['ignore', 'ignore', 'inherit']}
  step('apt-get update', 'apt-get', ['update', '-qq'], environment, quiet)
  step(
    `apt-get install ${packages.join(' ')}`,
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    environment,
    quiet,
  )
}

export function build(environment) {
  step('build', 'node', [join(root, 'scripts', 'build.mjs')], environment, {cwd: root})
}

function engineAnswers() {
  return (
    spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {stdio: 'ignore', timeout: 5000}).status === 0
  )
}

/** Of any python3: the first on PATH need not be the one that Debian's package is for. */
function hasBoto3() {
  return ['python3', '/usr/bin/python3'].some((python) => spawnSync(python, ['-c', 'import boto3']).status === 0)
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}
