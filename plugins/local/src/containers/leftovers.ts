import type Docker from 'dockerode'
import {createHash} from 'node:crypto'

/** How containers, volumes and network of this folder are found again, also those that a crash has left. */
const LABEL = 'aws-stack.local.tasks-of'

export function labelsOf(folder: string): Readonly<Record<string, string>> {
  return {[LABEL]: folder}
}

export function networkName(folder: string): string {
  return `aws-stack-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`
}

/** The one network of all tasks and functions, in which they reach each other by name. */
export async function ensureNetwork(docker: Docker, folder: string): Promise<void> {
  const name = networkName(folder)
  const known = await docker.listNetworks({filters: {label: [`${LABEL}=${folder}`]}})
  if (known.some(({Name}) => Name === name)) return
  await docker.createNetwork({Name: name, Driver: 'bridge', Labels: labelsOf(folder)})
}

/** Removes all that this folder has in the engine. */
export async function removeContainers(docker: Docker, folder: string): Promise<void> {
  const filters = {label: [`${LABEL}=${folder}`]}
  for (const {Id} of await docker.listContainers({all: true, filters}))
    await docker.getContainer(Id).remove({force: true, v: true}).catch(gone)
  const {Volumes} = await docker.listVolumes({filters})
  for (const {Name} of Volumes) await docker.getVolume(Name).remove().catch(gone)
  for (const {Id} of await docker.listNetworks({filters})) await docker.getNetwork(Id).remove().catch(gone)
}

/** A task that ends at the same time removes its own. */
function gone(error: Error & {statusCode?: number}): void {
  if (error.statusCode !== 404 && error.statusCode !== 409) throw error
}
