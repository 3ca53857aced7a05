import type Docker from 'dockerode'
import {setTimeout as sleep} from 'node:timers/promises'

import {type Moto, MOTO_SETTINGS, MOTO_VERSION} from './moto.js'

export interface MotoInContainerOptions {
  readonly folder: string
  readonly report: (message: string) => void
  /** A client of the engine, or the reason why there is none. */
  readonly engine: () => Promise<Docker | string>
  readonly answers: (port: number) => Promise<boolean>
}

const IMAGE = `motoserver/moto:${MOTO_VERSION}`
/** How a container of this folder is found again, also one that a crash has left. */
const CONTAINER_LABEL = 'aws-stack.local.folder'

/** moto's own image, through the engine. */
export async function motoInContainer(options: MotoInContainerOptions): Promise<Moto | string> {
  const docker = await options.engine()
  if (typeof docker === 'string') return docker
  try {
    return await run(docker, options)
  } catch (error) {
    return `the container of ${IMAGE} did not start: ${(error as Error).message}`
  }
}

/** Removes what a crash has left of this folder. */
export async function removeMotoContainers(docker: Docker, folder: string): Promise<void> {
  const filters = {label: [`${CONTAINER_LABEL}=${folder}`]}
  for (const {Id} of await docker.listContainers({all: true, filters}))
    await docker.getContainer(Id).remove({force: true})
}

async function run(docker: Docker, {folder, report, answers}: MotoInContainerOptions): Promise<Moto | string> {
  await pull(docker, report)
  const container = await docker.createContainer({
    Image: IMAGE,
    Env: Object.entries(MOTO_SETTINGS).map(([name, value]) => `${name}=${value}`),
    Labels: {[CONTAINER_LABEL]: folder},
    ExposedPorts: {'5000/tcp': {}},
    HostConfig: {AutoRemove: true, PortBindings: {'5000/tcp': [{HostIp: '127.0.0.1', HostPort: ''}]}},
  })
  await container.start()
  const {NetworkSettings} = await container.inspect()
  const port = Number(NetworkSettings.Ports['5000/tcp']?.[0]?.HostPort)

  for (let tries = 0; tries < 300; tries += 1) {
    if (await answers(port)) {
      const stop = () => removeMotoContainers(docker, folder)
      return {lane: 'container', version: MOTO_VERSION, port, ended: container.wait(), stop}
    }
    await sleep(200)
  }
  await container.remove({force: true})
  return `moto in a container of ${IMAGE} did not answer on port ${port}`
}

async function pull(docker: Docker, report: (message: string) => void): Promise<void> {
  const isThere = await docker
    .getImage(IMAGE)
    .inspect()
    .then(
      () => true,
      () => false,
    )
  if (isThere) return
  report(`pulling ${IMAGE}`)
  const stream = await docker.pull(IMAGE)
  // A failed pull ends with an object that has `error`; the call itself succeeds.
  await new Promise<void>((resolve, reject) =>
    docker.modem.followProgress(stream, (error, messages: {error?: string}[]) => {
      const failure = error?.message ?? messages.find((message) => message.error)?.error
      if (failure) reject(new Error(failure))
      else resolve()
    }),
  )
}
