import type Docker from 'dockerode'
import {createServer, isIPv4} from 'node:net'

import {
  type ContainerRuntime,
  type ContainerSpec,
  type Health,
  StartFailure,
  type StartedContainer,
} from './container-runtime.js'
import {containerOptions} from './container-options.js'
import {ensureNetwork, labelsOf, networkName} from './leftovers.js'
import {outputLines} from './output-lines.js'
import {pullImage} from './pull-image.js'

const HOST_NAME = 'host.docker.internal'

/** Containers in a Docker engine, labelled with the folder of the local AWS. */
export function createDockerRuntime(docker: Docker, folder: string): ContainerRuntime {
  /** Made by one start at a time; a reset takes it away. */
  let network = Promise.resolve()

  function haveNetwork(): Promise<void> {
    network = network.catch(() => undefined).then(() => ensureNetwork(docker, folder))
    return network
  }

  async function start(spec: ContainerSpec, signal: AbortSignal): Promise<StartedContainer> {
    await pullImage(docker, spec, signal)
    await haveNetwork()
    const container = await docker
      .createContainer(containerOptions(spec, networkName(folder), labelsOf(folder)))
      .catch(failing('CannotCreateContainerError'))
    try {
      if (signal.aborted) throw new StartFailure('the task was stopped')
      await container.start().catch(failing('CannotStartContainerError'))
      const {NetworkSettings, Image} = await container.inspect()
      const address = NetworkSettings.Networks[networkName(folder)]?.IPAddress
      return {id: container.id, imageDigest: await digestOf(spec.image, Image), ...(address && {address})}
    } catch (error) {
      await container.remove({force: true, v: true}).catch(() => undefined)
      throw error
    }
  }

  /** By which the registry knows it; an image that was never in one has none. */
  async function digestOf(reference: string, image: string): Promise<string | undefined> {
    const {RepoDigests = []} = await docker.getImage(image).inspect()
    const repository = reference.replace(/@.*$/, '').replace(/:[^:/]+$/, '')
    const known = RepoDigests.find((digest) => digest.startsWith(`${repository}@`)) ?? RepoDigests[0]
    return known?.slice(known.indexOf('@') + 1)
  }

  return {
    start,

    async wait(id) {
      const {StatusCode} = (await docker.getContainer(id).wait()) as {StatusCode: number}
      return StatusCode
    },

    async stop(id, seconds) {
      // 304: has ended; 404: is gone.
      await docker.getContainer(id).stop({t: seconds}).catch(unless(304, 404))
    },

    async health(id) {
      const {State} = await docker.getContainer(id).inspect()
      return shownHealth(State.Health?.Status)
    },

    logs: (id) => outputLines(docker, id),

    async remove(id) {
      await docker.getContainer(id).remove({force: true, v: true}).catch(unless(404))
    },

    async removeVolume(name) {
      await docker.getVolume(name).remove().catch(unless(404))
    },

    async hostAddress() {
      await haveNetwork()
      const {IPAM} = await docker.getNetwork(networkName(folder)).inspect()
      const gateway = IPAM?.Config?.map(({Gateway}) => Gateway).find((address) => address && isIPv4(address))
      // The network of an engine in a virtual machine (Docker Desktop, Colima) has no end here.
      return gateway && (await isOurs(gateway))
        ? {listenOn: gateway, address: gateway}
        : {listenOn: '127.0.0.1', address: HOST_NAME, hostName: HOST_NAME}
    },
  }
}

/** Whether it is an address of this machine. A bridge without containers is down, and not among the interfaces that Node lists. */
function isOurs(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(0, address, () => server.close(() => resolve(true)))
  })
}

function shownHealth(status: string | undefined): Health {
  if (status === 'healthy') return 'HEALTHY'
  return status === 'unhealthy' ? 'UNHEALTHY' : 'UNKNOWN'
}

function failing(name: string): (error: Error) => never {
  return (error) => {
    throw new StartFailure(`${name}: ${error.message}`, {cause: error})
  }
}

function unless(...statuses: number[]): (error: Error & {statusCode?: number}) => void {
  return (error) => {
    if (!statuses.includes(error.statusCode ?? 0)) throw error
  }
}
