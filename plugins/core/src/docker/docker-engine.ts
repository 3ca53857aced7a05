import type {DockerEngine} from '../ports/docker.js'
import {StackError} from '../errors.js'
import {createSecrets, type Secrets} from '../secrets/secrets.js'
import type {EngineOptions} from './engine-address.js'

/** A healthy engine says its version at once. */
const PATIENCE = 20_000

/** The engine at `dockerHost`, else at `/var/run/docker.sock`. Nothing is loaded or contacted before a method is called. */
export function createDockerEngine(options: EngineOptions, secrets: Secrets = createSecrets()): DockerEngine {
  return {
    version: () => version(options),
    async find(reference, platform, signal) {
      const [{readEngineAddress}, {findImage}] = await Promise.all([
        import('./engine-address.js'),
        import('./find-image.js'),
      ])
      return findImage(await readEngineAddress(options), {reference, platform}, signal)
    },
    async build(input, progress, signal) {
      const [{readEngineAddress}, {buildImage}] = await Promise.all([
        import('./engine-address.js'),
        import('./build.js'),
      ])
      const {dockerConfig} = options
      return buildImage(await readEngineAddress(options), {...input, dockerConfig, secrets}, progress, signal)
    },
    async push(input, progress, signal) {
      const [{readEngineAddress}, {pushImage}] = await Promise.all([import('./engine-address.js'), import('./push.js')])
      return pushImage(await readEngineAddress(options), {...input, secrets}, progress, signal)
    },
  }
}

async function version(options: EngineOptions): ReturnType<DockerEngine['version']> {
  const [{readEngineAddress}, {useEngine}] = await Promise.all([
    import('./engine-address.js'),
    import('./use-engine.js'),
  ])
  const address = await readEngineAddress(options)
  const patience = AbortSignal.timeout(PATIENCE)
  try {
    const {Version, ApiVersion, Arch} = await useEngine(address, patience, (docker) => docker.version())
    if (!Version) throw new Error('it tells no version')
    return {version: Version, apiVersion: ApiVersion, architecture: Arch, host: address.host}
  } catch (error) {
    if (StackError.is(error) && error.code === 'DOCKER_UNAVAILABLE') throw error
    const reason = patience.aborted ? `it was silent for ${PATIENCE / 1000} s` : (error as Error).message.trim()
    throw new StackError('DOCKER_UNAVAILABLE', `what answers at ${address.host} is no Docker engine: ${reason}`, {
      details: {host: address.host},
      suggestions: ['aws-stack doctor'],
      cause: error,
    })
  }
}
