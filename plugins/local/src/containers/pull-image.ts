import type Docker from 'dockerode'
import type {Readable} from 'node:stream'

import {type ContainerSpec, StartFailure} from './container-runtime.js'

/** From a registry of ours always, as Fargate does; of another only what the engine does not have yet. */
export async function pullImage(
  docker: Docker,
  {image, credentials}: ContainerSpec,
  signal: AbortSignal,
): Promise<void> {
  if (!credentials && (await isThere(docker, image))) return
  try {
    const options = {...(credentials && {authconfig: credentials}), abortSignal: signal}
    await finished(docker, (await docker.pull(image, options)) as Readable)
  } catch (error) {
    throw new StartFailure(`CannotPullContainerError: ${(error as Error).message}`, {cause: error})
  }
}

async function isThere(docker: Docker, image: string): Promise<boolean> {
  return docker
    .getImage(image)
    .inspect()
    .then(
      () => true,
      () => false,
    )
}

/** A failed pull ends with an object that has `error`; the call itself succeeds. */
function finished(docker: Docker, stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    docker.modem.followProgress(stream, (error, messages: {error?: string}[]) => {
      const failure = error?.message ?? messages.find((message) => message.error)?.error
      if (failure) reject(new Error(failure))
      else resolve()
    })
  })
}
