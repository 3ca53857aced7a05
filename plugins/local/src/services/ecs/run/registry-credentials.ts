import type {RegistryCredentials} from '../runtime/container-runtime.js'
import type {World} from '../state/world.js'

/** The registry's own token for an image of ours, as the execution role would fetch it; other registries are asked without one. */
export async function registryCredentials(
  image: string,
  region: string,
  world: World,
): Promise<RegistryCredentials | undefined> {
  const {GetAuthorizationTokenCommand} = await import('@aws-sdk/client-ecr')
  const host = /^([^/]*[.:][^/]*)\//.exec(image)?.[1]
  if (host === undefined) return undefined
  const ecr = await world.options.clients(region).ecr()
  const {authorizationData} = await ecr.send(new GetAuthorizationTokenCommand({}))
  const {authorizationToken = '', proxyEndpoint = ''} = authorizationData?.[0] ?? {}
  if (new URL(proxyEndpoint).host !== host) return undefined
  const [username = '', password = ''] = Buffer.from(authorizationToken, 'base64').toString().split(':')
  return {username, password, serveraddress: host}
}
