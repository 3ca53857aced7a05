import type Docker from 'dockerode'
import type {AuthConfigObject} from 'dockerode'

import type {BuildInput} from '../ports/docker.js'
import type {Secrets} from '../secrets/secrets.js'
import {baseImages} from './base-image.js'
import {baseImageNotFound} from './build-failed.js'
import {dockerCredentials} from './docker-config.js'
import {imageOf} from './find-image.js'
import {EngineFailure, readProgress} from './progress.js'

export interface PullPrivateBasesInput {
  readonly inputs: BuildInput
  readonly dockerfileText: string
  readonly dockerConfig: string | undefined
  readonly secrets: Secrets
}

/**
 * Fetches the base images for whose registry there are credentials: the app's own by its token, others by Docker's configuration. A build
 * is not given them itself: dockerode's build session hands them to every registry that asks, Docker Hub included.
 */
export async function pullPrivateBases(
  docker: Docker,
  {inputs, dockerfileText, dockerConfig, secrets}: PullPrivateBasesInput,
): Promise<void> {
  const {platform} = inputs
  for (const {reference} of baseImages(dockerfileText, inputs.buildArgs, platform)) {
    // A name that came to nothing is the build's to tell.
    if (reference === '' || (await imageOf(docker, {reference, platform}))) continue
    const authconfig = await credentialsFor(reference, inputs, dockerConfig)
    if (!authconfig) continue
    secrets.add(authconfig.password ?? authconfig.identitytoken)
    try {
      const stream = await docker.pull(reference, {authconfig, platform})
      for await (const message of readProgress(stream as AsyncIterable<Uint8Array>)) void message
    } catch (error) {
      if (!isRefusal(error)) throw error
      throw baseImageNotFound(reference, secrets.mask(error.message), inputs)
    }
  }
}

async function credentialsFor(
  reference: string,
  {authorization}: BuildInput,
  dockerConfig: string | undefined,
): Promise<AuthConfigObject | undefined> {
  const host = hostOf(reference)
  if (authorization && new URL(authorization.endpoint).host === host) {
    const {username, password, endpoint: serveraddress} = authorization
    return {username, password, serveraddress}
  }
  const kept = await dockerCredentials(dockerConfig, host)
  if (!kept) return undefined
  const serveraddress = host
  return 'password' in kept
    ? {username: kept.username, password: kept.password, serveraddress}
    : {identitytoken: kept.identityToken, serveraddress}
}

function hostOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/')
  return rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost') ? first : 'docker.io'
}

function isRefusal(error: unknown): error is Error {
  return error instanceof EngineFailure || (error as {statusCode?: number}).statusCode !== undefined
}
