import {readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {removeBridge} from '../engine/bridge.js'
import {connectEngine} from '../engine/connect-engine.js'
import {engineHome} from '../engine/private-engine.js'
import {
  endProcess,
  isRunning,
  type ProcessRecord,
  readProcessRecords,
  removeProcessRecords,
} from '../folder/process-records.js'
import {removeState} from '../folder/state-file.js'
import {removeMotoContainers} from '../moto/moto-in-container.js'
import {endContainers, forgetContainers} from '../containers/containers.js'

/** dockerd waits up to 15 s for its containers, the server for all the others. */
const GRACE_MS: Readonly<Record<ProcessRecord['name'], number>> = {
  server: 40_000,
  moto: 3000,
  dockerd: 20_000,
  containerd: 5000,
}

/**
 * Ends what the folder's records name, also after a crash; the caller itself is left out. The server ends the others when it is asked to;
 * what it has left is ended here. Says what was running.
 */
export async function endProcesses(folder: string, environment: NodeJS.ProcessEnv): Promise<ProcessRecord['name'][]> {
  const records = (await readProcessRecords(folder)).filter((record) => record.pid !== process.pid && isRunning(record))

  await removeState(folder)
  await endMotoContainer(folder, environment)
  await end('server')
  // After the server, which would start them again, and before the engine that runs them.
  await endContainers(folder, environment)
  for (const name of ['moto', 'dockerd', 'containerd'] as const) await end(name)
  await forgetContainers(folder)

  await removeBridge(folder)
  const home = engineHome(folder)
  if (home !== join(folder, 'engine')) await rm(home, {force: true})
  await removeProcessRecords(folder)
  return records.map(({name}) => name)

  async function end(ended: ProcessRecord['name']): Promise<void> {
    for (const record of records) if (record.name === ended) await endProcess(record, GRACE_MS[ended])
  }
}

/** moto in a container is no process of ours: the engine that runs it is noted. */
export async function noteMotoContainer(folder: string, dockerHost: string): Promise<void> {
  await writeFile(join(folder, 'moto-container'), dockerHost)
}

async function endMotoContainer(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const file = join(folder, 'moto-container')
  const host = await readFile(file, 'utf8').catch(() => undefined)
  if (host === undefined) return
  await removeMotoContainers(await connectEngine(host, environment), folder)
  await rm(file, {force: true})
}
