import {Agent as HttpAgent} from 'node:http'
import {Agent as HttpsAgent} from 'node:https'
import type {Duplex} from 'node:stream'

import type Docker from 'dockerode'

import {cancelled, StackError} from '../errors.js'
import type {EngineAddress} from './engine-address.js'

const DROPPED = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT']

/**
 * One dockerode client for one task. Its connections are closed when the signal aborts, which is how an engine learns of it, and at the
 * end: dockerode leaves the session of a failed build open, and the process would wait for it. An aborted signal becomes `CANCELLED`,
 * a missing engine `DOCKER_UNAVAILABLE`.
 */
export async function useEngine<Result>(
  address: EngineAddress,
  signal: AbortSignal,
  task: (docker: Docker) => Promise<Result>,
): Promise<Result> {
  if (signal.aborted) throw cancelled(signal)
  const {default: Dockerode} = await import('dockerode')
  const docker = new Dockerode(address.connection)
  const connections = trackConnections(docker, address)
  const close = () => connections.close()
  signal.addEventListener('abort', close)
  try {
    return await task(docker)
  } catch (error) {
    if (signal.aborted) throw cancelled(signal)
    throw StackError.is(error) ? error : (engineUnavailable(error, address) ?? error)
  } finally {
    signal.removeEventListener('abort', close)
    close()
  }
}

function trackConnections(docker: Docker, {connection}: EngineAddress): {close(): void} {
  const connections = new Set<Duplex>()
  let closed = false
  const agent = connection.protocol === 'https' ? new HttpsAgent() : new HttpAgent()
  const create = agent.createConnection.bind(agent)
  agent.createConnection = (...args) => {
    const socket = create(...args)
    if (socket) connections.add(socket)
    if (closed) socket?.destroy()
    return socket
  }
  ;(docker.modem as {agent?: HttpAgent}).agent = agent
  return {
    close() {
      closed = true
      for (const socket of connections) socket.destroy()
    },
  }
}

function engineUnavailable(error: unknown, {host}: EngineAddress): StackError | undefined {
  const {code = '', syscall = ''} = error as NodeJS.ErrnoException
  const reason = ['connect', 'getaddrinfo'].includes(syscall) ? whyUnreachable(code, host) : whyLost(error, code, host)
  return reason === undefined
    ? undefined
    : new StackError('DOCKER_UNAVAILABLE', reason, {
        details: {host},
        suggestions: ['aws-stack doctor'],
        cause: error,
      })
}

function whyUnreachable(code: string, host: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `you may not use the Docker engine at ${host}: join the group that owns the socket (\`sudo usermod -aG docker $USER\`, then log in again), or name an engine of your own in DOCKER_HOST`
    case 'ENOENT':
      return `there is no Docker engine at ${host}: start Docker, or name another engine in DOCKER_HOST`
    default:
      return `no Docker engine answers at ${host} (${code}): start Docker, or name another engine in DOCKER_HOST`
  }
}

function whyLost(error: unknown, code: string, host: string): string | undefined {
  if (DROPPED.includes(code)) return `the connection to the Docker engine at ${host} was lost (${code})`
  if (code.startsWith('HPE_')) return `what answers at ${host} is no Docker engine: it does not speak HTTP (${code})`
  const {message = ''} = error as Error
  const isTls =
    code.startsWith('ERR_TLS') ||
    code.startsWith('ERR_SSL') ||
    /certificate|self.signed|EPROTO/i.test(`${code} ${message}`)
  return isTls ? `cannot speak TLS with the Docker engine at ${host}: ${message}` : undefined
}
