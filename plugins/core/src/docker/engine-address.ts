import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import type {DockerOptions} from 'dockerode'

import {StackError} from '../errors.js'

const DEFAULT = 'unix:///var/run/docker.sock'

export interface EngineOptions {
  /** `unix:///path`, `tcp://host:port`, `http(s)://host:port`. */
  readonly dockerHost?: string | undefined
  /** A folder with `ca.pem`, `cert.pem` and `key.pem`, for an engine behind TLS. */
  readonly certPath?: string | undefined
  /** Folder of Docker's `config.json`, for base images in other registries. */
  readonly dockerConfig?: string | undefined
}

export interface EngineAddress {
  /** For messages: no user name, no password. */
  readonly host: string
  readonly connection: DockerOptions & {readonly protocol: 'http' | 'https'}
}

/** Reads a `DOCKER_HOST`. Throws `DOCKER_UNAVAILABLE` for what cannot be connected to. */
export async function readEngineAddress({dockerHost, certPath}: EngineOptions): Promise<EngineAddress> {
  const text = dockerHost || DEFAULT
  if (text.startsWith('unix://')) {
    // An undefined host keeps docker-modem from taking one out of the environment.
    return {host: text, connection: {socketPath: text.slice('unix://'.length), host: undefined, protocol: 'http'}}
  }

  const url = parse(text)
  const isSecure = url.protocol === 'https:' || (url.protocol === 'tcp:' && certPath !== undefined)
  const protocol = isSecure ? 'https' : 'http'
  const port = url.port || (isSecure ? '2376' : '2375')
  const files = isSecure && certPath !== undefined ? await readCertificates(certPath) : NO_CERTIFICATES
  return {host: `${url.protocol}//${url.host}`, connection: {host: url.hostname, port, protocol, ...files}}
}

const NO_CERTIFICATES = {ca: undefined, cert: undefined, key: undefined}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && ['tcp:', 'http:', 'https:'].includes(url.protocol) && url.hostname) return url
  const reason =
    url?.protocol === 'ssh:'
      ? 'ssh is not spoken here; forward the socket with `ssh -NL /tmp/docker.sock:/var/run/docker.sock HOST` and use unix:///tmp/docker.sock'
      : 'it must be unix:///path, tcp://host:port, http://host:port or https://host:port'
  throw new StackError('DOCKER_UNAVAILABLE', `cannot use the Docker host ${withoutUser(text)}: ${reason}`, {
    suggestions: ['aws-stack doctor'],
  })
}

function withoutUser(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//')
}

async function readCertificates(folder: string) {
  const read = (file: string) => readFile(join(folder, file), 'utf8')
  try {
    const [ca, cert, key] = await Promise.all([read('ca.pem'), read('cert.pem'), read('key.pem')])
    return {ca, cert, key}
  } catch (error) {
    const {path, message} = error as NodeJS.ErrnoException
    throw new StackError(
      'DOCKER_UNAVAILABLE',
      `cannot read the certificate ${path ?? folder} of the Docker host: ${message}`,
      {suggestions: ['aws-stack doctor'], cause: error},
    )
  }
}
