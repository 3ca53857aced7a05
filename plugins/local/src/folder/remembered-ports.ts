import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {writeFileAtomically} from './write-file-atomically.js'

export interface Ports {
  readonly aws: number
  readonly registry: number
}

export async function readPorts(folder: string): Promise<Partial<Ports>> {
  try {
    return JSON.parse(await readFile(portFile(folder), 'utf8')) as Partial<Ports>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** The next start takes the same, so that addresses in shells and images stay good. */
export async function rememberPorts(folder: string, ports: Ports): Promise<void> {
  await writeFileAtomically(portFile(folder), JSON.stringify(ports))
}

function portFile(folder: string): string {
  return join(folder, 'ports.json')
}
