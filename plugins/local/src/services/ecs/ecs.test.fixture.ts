import {ECSClient} from '@aws-sdk/client-ecs'
import {setTimeout as sleep} from 'node:timers/promises'

import {frontOf} from '../../testing/front-of.test.fixture.js'
import {listening} from '../../testing/listening.test.fixture.js'
import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'
import {createClients} from '../cloudformation/create-clients.js'
import {createEcs} from './create-ecs.js'
import {createFakeRuntime, type FakeRuntime} from '../../containers/fake-runtime.test.fixture.js'
import type {EcsOptions} from './state/world.js'

const REGION = 'eu-west-1'
const KEYS = {accessKeyId: 'test', secretAccessKey: 'test'}

export interface EcsUnderTest {
  readonly ecs: ECSClient
  readonly runtime: FakeRuntime
  readonly endpoint: string
}

/** The ECS API over HTTP as the server has it, with a fake runtime and nothing beside it: no moto, so no logs and no names. */
export async function withEcs(
  work: (under: EcsUnderTest) => Promise<void>,
  options: Partial<EcsOptions> = {},
): Promise<void> {
  const runtime = createFakeRuntime()
  await inTemporaryFolder(async (folder) => {
    let endpoint = ''
    const service = createEcs({
      accountId: '123456789012',
      folder,
      clients: (region) => createClients({...KEYS, endpoint, region}),
      runtime: () => Promise.resolve(runtime),
      pace: {stateMs: 1, lookMs: 5, retryMs: 5},
      ...options,
    })
    await listening(frontOf({ecs: service}, REGION), async (origin) => {
      endpoint = origin
      const ecs = new ECSClient({endpoint, region: REGION, credentials: KEYS, maxAttempts: 1})
      try {
        await work({ecs, runtime, endpoint})
      } finally {
        service.clear()
        ecs.destroy()
      }
    })
  })
}

/** Asks until there is an answer. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const answer = await look()
    if (answer !== undefined) return answer
    await sleep(10)
  }
  throw new Error('it never came to pass')
}
