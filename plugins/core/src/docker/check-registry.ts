import type {RegistryAuthorization} from '../context.js'
import {StackError} from '../errors.js'
import type {EngineOptions} from './engine-address.js'

/** An engine asks the registry once; one that cannot be reached is given up by the engine after some 15 s. */
const PATIENCE = 30_000

/**
 * Whether the engine, wherever it runs, reaches the registry and is let in: `POST /auth` of the Docker Engine API.
 * Throws `REGISTRY_UNREACHABLE`, `REGISTRY_DENIED`, `DOCKER_UNAVAILABLE`.
 */
export async function checkRegistry(
  options: EngineOptions,
  {username, password, endpoint}: RegistryAuthorization,
): Promise<void> {
  const [{readEngineAddress}, {useEngine}] = await Promise.all([
    import('./engine-address.js'),
    import('./use-engine.js'),
  ])
  const address = await readEngineAddress(options)
  const login = {username, password, serveraddress: endpoint, abortSignal: AbortSignal.timeout(PATIENCE)}
  try {
    await useEngine(address, new AbortController().signal, (docker) => docker.checkAuth(login))
  } catch (cause) {
    if (StackError.is(cause)) throw cause
    throw refused(address.host, endpoint, cause as Error & {statusCode?: number})
  }
}

/** An engine answers 401, or 500 with the registry's 401 in its words, depending on its version. */
const DENIED = /\b401\b|unauthorized|denied/i

function refused(host: string, endpoint: string, cause: Error & {statusCode?: number}): StackError {
  const details = {host, endpoint}
  const reason = cause.message.trim()
  return cause.statusCode === 401 || DENIED.test(reason)
    ? new StackError('REGISTRY_DENIED', `the registry ${endpoint} refused its own token: ${reason}`, {
        blame: 'aws',
        details,
        cause,
      })
    : new StackError(
        'REGISTRY_UNREACHABLE',
        `the Docker engine at ${host} does not reach the registry ${endpoint}: ${reason}`,
        {blame: 'aws', details, cause},
      )
}
