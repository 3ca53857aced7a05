import type {RequestListener} from 'node:http'

import {createEcr} from '../services/ecr/create-ecr.js'
import {createRegistry} from '../services/registry/create-registry.js'
import type {LayerStore} from '../services/registry/store/layer-store.js'
import {createRepositories, ecrRegion} from '../services/registry/store/repositories.js'
import {createTokens} from '../services/registry/tokens.js'
import type {Service} from './service.js'

export interface ImageServicesOptions {
  readonly accountId: string
  readonly region: string
  /** `127.0.0.1`, a name by which a Docker elsewhere reaches this machine, or an ECR host name. */
  readonly registryHost: string
  readonly registryPort: number
  readonly layers: LayerStore
}

export interface ImageServices {
  readonly ecr: Service
  readonly registry: RequestListener
  clear(): Promise<void>
}

/** The ECR API and the registry, over one store, so that what is pushed is what `DescribeImages` shows. */
export function createImageServices(options: ImageServicesOptions): ImageServices {
  const {accountId, layers, region, registryHost, registryPort} = options
  const hostRegion = ecrRegion(registryHost)
  const authority = `${hostRegion ? '127.0.0.1' : registryHost}:${registryPort}`
  const ecrHost = hostRegion && {ecrHost: registryHost}

  const repositories = createRepositories({accountId, region, authority, ...ecrHost})
  const tokens = createTokens()
  const registryUrl = (of: string) => (of === hostRegion ? `https://${registryHost}` : `http://${authority}`)

  return {
    ecr: createEcr({repositories, layers, tokens, accountId, registryUrl, uploads: new Map()}),
    registry: createRegistry({repositories, layers, tokens}),
    async clear() {
      repositories.clear()
      await layers.clear()
    },
  }
}
