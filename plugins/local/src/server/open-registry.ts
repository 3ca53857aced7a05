import type {Server} from 'node:http'
import {createServer} from 'node:https'
import {join} from 'node:path'

import type {EcrHostName} from '../registry-host/ecr-host-name.js'
import {openLayerStore} from '../services/registry/store/layer-store.js'
import {createImageServices, type ImageServices} from './image-services.js'
import {listen} from './listen.js'
import {type RegistryWatch, watchedRegistry} from './watched-registry.js'

export interface OpenRegistryOptions {
  readonly folder: string
  readonly accountId: string
  readonly region: string
  readonly registryHost: string
  /** Listens with TLS under that name too. */
  readonly ecrHost?: EcrHostName | undefined
}

/** Serves the registry on its port, and on port 443 of the ECR host name's address. */
export async function openRegistry(
  options: OpenRegistryOptions,
  server: Server,
  registryPort: number,
  watch: RegistryWatch,
): Promise<ImageServices> {
  const layers = await openLayerStore(join(options.folder, 'registry'))
  const images = createImageServices({...options, registryPort, layers})
  const registry = watchedRegistry(images.registry, watch)
  server.on('request', registry)

  const {ecrHost} = options
  if (ecrHost) {
    const secure = createServer({cert: ecrHost.certificate, key: ecrHost.key}, registry)
    await listen(secure, ecrHost.address, 443, 'exactly')
  }
  return images
}
