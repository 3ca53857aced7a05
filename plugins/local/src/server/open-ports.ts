import {createServer, type Server} from 'node:http'

import {readPorts, rememberPorts} from '../folder/remembered-ports.js'
import {listen} from './listen.js'

export interface OpenPortsOptions {
  readonly folder: string
  /** Asked for by the user: this one or none. */
  readonly port?: number | undefined
  readonly registryPort?: number | undefined
}

export interface OpenPorts {
  readonly front: Server
  readonly frontPort: number
  readonly registry: Server
  readonly registryPort: number
}

const FIRST_FRONT = 4566
const FIRST_REGISTRY = 5466

/** The ports of last time, else the first free ones; without handlers yet, as what the handlers answer names the ports. */
export async function openPorts({folder, port, registryPort}: OpenPortsOptions): Promise<OpenPorts> {
  const last = await readPorts(folder)
  // Longer than clients keep a connection, so that none is cut when they use it again.
  const front = createServer({keepAliveTimeout: 75_000})
  const registry = createServer({keepAliveTimeout: 75_000})
  const opened = {
    front,
    frontPort: await open(front, port, last.aws ?? FIRST_FRONT),
    registry,
    registryPort: await open(registry, registryPort, last.registry ?? FIRST_REGISTRY),
  }
  await rememberPorts(folder, {aws: opened.frontPort, registry: opened.registryPort})
  return opened
}

async function open(server: Server, asked: number | undefined, usual: number): Promise<number> {
  return listen(server, '127.0.0.1', asked ?? usual, asked === undefined ? 'or above' : 'exactly')
}
