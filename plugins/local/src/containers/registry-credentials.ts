import type {ServiceClients} from '../services/cloudformation/clients.js'
import type {RegistryCredentials} from './container-runtime.js'

/** The registry's own token for an image of ours, as an execution role would fetch it; other registries are asked without one. */
export async function registryCredentials(
  image: string,
  clients: ServiceClients,
): Promise<RegistryCredentials | undefined> {
  const {GetAuthorizationTokenCommand} = await import('@aws-sdk/client-ecr')
  const host = /^([^/]*[.:][^/]*)\//.exec(image)?.[1]
  if (host === undefined) return undefined
  const ecr = await clients.ecr()
  const {authorizationData} = await ecr.send(new GetAuthorizationTokenCommand({}))
  const {authorizationToken = '', proxyEndpoint = ''} = authorizationData?.[0] ?? {}
  if (new URL(proxyEndpoint).host !== host) return undefined
  const [username = '', password = ''] = Buffer.from(authorizationToken, 'base64').toString().split(':')
  return {username, password, serveraddress: host}
}
