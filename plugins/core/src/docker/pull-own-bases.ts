import type Docker from 'dockerode'

import type {RegistryAuthorization} from '../context.js'
import {baseImages} from './base-image.js'
import {baseImageNotFound} from './build-failed.js'
import type {ImageInputs} from './build-options.js'
import {EngineFailure, readProgress} from './progress.js'

export interface PullOwnBasesInput {
  readonly inputs: ImageInputs
  readonly dockerfileText: string
  readonly authorization: RegistryAuthorization
}

/**
 * Fetches the base images that live in the registry of `authorization`. A build is not given the token itself: dockerode's build session
 * hands it to every registry that asks, Docker Hub included.
 */
export async function pullOwnBases(docker: Docker, {inputs, dockerfileText, authorization}: PullOwnBasesInput) {
  const {host} = new URL(authorization.endpoint)
  const {username, password, endpoint: serveraddress} = authorization
  const bases = baseImages(dockerfileText, inputs.buildArgs, inputs.platform)
  for (const {reference} of bases.filter((base) => base.reference.startsWith(`${host}/`))) {
    if (await isHere(docker, reference, inputs.platform)) continue
    try {
      const authconfig = {username, password, serveraddress}
      const stream = await docker.pull(reference, {authconfig, platform: inputs.platform})
      for await (const message of readProgress(stream as AsyncIterable<Uint8Array>)) void message
    } catch (error) {
      if (!isRefusal(error)) throw error
      throw baseImageNotFound(reference, error.message.replaceAll(password, '****'), inputs)
    }
  }
}

async function isHere(docker: Docker, reference: string, platform: string): Promise<boolean> {
  try {
    const {Os, Architecture} = await docker.getImage(reference).inspect()
    return platform.startsWith(`${Os}/${Architecture}`)
  } catch (error) {
    if ((error as {statusCode?: number}).statusCode === 404) return false
    throw error
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof EngineFailure || (error as {statusCode?: number}).statusCode !== undefined
}
