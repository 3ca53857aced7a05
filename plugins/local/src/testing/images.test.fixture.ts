import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'

import {createFaultList, type FaultList} from '../server/fault-list.js'
import {createFront} from '../server/front.js'
import {createImageServices} from '../server/image-services.js'
import {createJournal} from '../server/journal.js'
import {watchedRegistry} from '../server/watched-registry.js'
import {openLayerStore} from '../services/registry/store/layer-store.js'
import {listening} from './listening.test.fixture.js'

export interface Images {
  /** Of the ECR API. */
  readonly endpoint: string
  /** `127.0.0.1:PORT` of the registry. */
  readonly authority: string
  readonly faults: FaultList
}

/** The ECR API and the registry as the server has them, on free ports. */
export async function withImages<T>(folder: string, work: (images: Images) => Promise<T>): Promise<T> {
  const registry = createServer()
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  const {port: registryPort} = registry.address() as AddressInfo

  const account = {accountId: '123456789012', region: 'eu-west-1'}
  const watch = {faults: createFaultList(), journal: createJournal()}
  const layers = await openLayerStore(join(folder, 'registry'))
  const images = createImageServices({...account, registryHost: '127.0.0.1', registryPort, layers})
  registry.on('request', watchedRegistry(images.registry, {...watch, region: account.region}))
  const front = createFront({
    ...account,
    ...watch,
    services: {ecr: images.ecr},
    corrections: {},
    moto: {port: undefined, missing: ''},
    prepareRegion: async () => undefined,
    control: async () => undefined,
  })

  try {
    const authority = `127.0.0.1:${registryPort}`
    return await listening(front, (endpoint) => work({endpoint, authority, faults: watch.faults}))
  } finally {
    registry.close()
    registry.closeAllConnections()
  }
}
