import type Docker from 'dockerode'

import type {EngineImage} from '../ports/docker.js'
import type {EngineAddress} from './engine-address.js'
import {useEngine} from './use-engine.js'

export interface FindImageInput {
  /** As a Dockerfile names it. */
  readonly reference: string
  readonly platform: string
}

/** What the engine has under that name. `undefined`: nothing, or an image for another platform. */
export function findImage(
  engine: EngineAddress,
  input: FindImageInput,
  signal: AbortSignal,
): Promise<EngineImage | undefined> {
  return useEngine(engine, signal, (docker) => imageOf(docker, input))
}

/** The same of an engine that is in use. */
export async function imageOf(docker: Docker, {reference, platform}: FindImageInput): Promise<EngineImage | undefined> {
  try {
    const {Id: id, Os, Architecture, RepoDigests} = await docker.getImage(reference).inspect()
    // Absent where it was built here and never pushed.
    return platform.startsWith(`${Os}/${Architecture}`) ? {id, digests: RepoDigests ?? []} : undefined
  } catch (error) {
    if ((error as {statusCode?: number}).statusCode === 404) return undefined
    throw error
  }
}
