import {LambdaClient} from '@aws-sdk/client-lambda'

import {createFakeRuntime, type FakeRuntime} from '../../containers/fake-runtime.test.fixture.js'
import {ServiceError} from '../../server/service.js'
import {frontOf} from '../../testing/front-of.test.fixture.js'
import {listening} from '../../testing/listening.test.fixture.js'
import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'
import {createClients} from '../cloudformation/create-clients.js'
import {createLambda} from './create-lambda.js'
import type {LambdaOptions} from './state/world.js'

const REGION = 'eu-west-1'
const KEYS = {accessKeyId: 'test', secretAccessKey: 'test'}

/** What the program in a container does with an event. `hang`: it never answers. */
export type Program = (event: unknown, headers: Headers) => Promise<Behaviour> | Behaviour
export type Behaviour =
  | {readonly response: string}
  | {readonly error: {readonly errorType: string; readonly errorMessage: string}}
  | {readonly exit: number}
  | 'hang'

export interface LambdaUnderTest {
  readonly lambda: LambdaClient
  readonly runtime: FakeRuntime
  readonly endpoint: string
  /** What the Runtime API answered to the programs' answers. */
  readonly statuses: number[]
}

/** The Lambda API over HTTP as the server has it; containers are fakes in which `program` speaks the real Runtime API. */
export async function withLambda(
  program: Program,
  work: (under: LambdaUnderTest) => Promise<void>,
  options: Partial<LambdaOptions> = {},
): Promise<void> {
  const statuses: number[] = []
  const runtime = createFakeRuntime()
  const start = runtime.start.bind(runtime)
  runtime.start = async (spec, signal) => {
    const started = await start(spec, signal)
    const container = runtime.containers.find(({id}) => id === started.id)!
    void runProgram(program, spec.environment['AWS_LAMBDA_RUNTIME_API'] ?? '', statuses, (code) =>
      container.end(code),
    ).catch(() => {})
    return started
  }
  await inTemporaryFolder(async (folder) => {
    let endpoint = ''
    const service = createLambda({
      accountId: '123456789012',
      folder,
      clients: (region) => createClients({...KEYS, endpoint, region}),
      sources: (region) => createClients({...KEYS, endpoint, region}),
      runtime: () => Promise.resolve(runtime),
      elsewhere: () => Promise.reject(new ServiceError('NotImplemented', 'no moto in this test', 501)),
      endpoint: () => endpoint,
      credentials: KEYS,
      findImage: (uri) => Promise.resolve(uri),
      pace: {stateMs: 1, pollMs: 2, lookMs: 5, retryMs: 1, tailMs: 20},
      ...options,
    })
    await listening(frontOf({lambda: service}, REGION), async (origin) => {
      endpoint = origin
      const lambda = new LambdaClient({endpoint, region: REGION, credentials: KEYS, maxAttempts: 1})
      try {
        await work({lambda, runtime, endpoint, statuses})
      } finally {
        service.clear()
        lambda.destroy()
      }
    })
  })
}

/** The loop of a runtime, until it exits or the Runtime API is closed. */
async function runProgram(
  program: Program,
  api: string,
  statuses: number[],
  exit: (code: number) => void,
): Promise<void> {
  const invocation = `http://${api}/2018-06-01/runtime/invocation`
  for (;;) {
    const next = await fetch(`${invocation}/next`)
    const does = await program(await next.json(), next.headers)
    if (does === 'hang') return
    if ('exit' in does) return exit(does.exit)
    const id = next.headers.get('lambda-runtime-aws-request-id')
    const [kind, body] = 'response' in does ? ['response', does.response] : ['error', JSON.stringify(does.error)]
    const {status} = await fetch(`${invocation}/${id}/${kind}`, {method: 'POST', body})
    statuses.push(status)
  }
}
