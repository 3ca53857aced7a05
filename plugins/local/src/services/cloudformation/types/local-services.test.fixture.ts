import {execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'

import {createBackupPolicies} from '../../../server/corrections/efs-backup-policy.js'
import {corrections} from '../../../server/corrections/index.js'
import {createFaultList} from '../../../server/fault-list.js'
import {createFront} from '../../../server/front.js'
import {createJournal} from '../../../server/journal.js'
import {createAppConfig} from '../../appconfig/create-app-config.js'
import {readAlarms} from '../../appconfig/deployments/read-alarms.js'
import {askLambda} from '../../appconfig/validation/ask-lambda.js'
import {createBackup} from '../../backup/create-backup.js'
import {forward} from '../../../server/pass-on.js'
import {createEcs} from '../../ecs/create-ecs.js'
import {createKinesis} from '../../kinesis/create-kinesis.js'
import {createLambda} from '../../lambda/create-lambda.js'
import {ImageProblem} from '../../lambda/state/find-image.js'
import {createGateway, type Gateway} from '../../api-gateway/create-gateway.js'
import {createEncryptionConfig} from '../../xray/create-encryption-config.js'
import {createNotifications} from '../../s3/create-notifications.js'
import {createFunctionSubscriptions} from '../../sns/create-function-subscriptions.js'
import {createFakeRuntime} from '../../../containers/fake-runtime.test.fixture.js'
import {createClients} from '../create-clients.js'
import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {loadAwsSpec} from '../spec/aws-spec.js'
import {shapeProperties} from '../spec/shape-properties.js'
import {handlers} from './index.js'

const REGION = 'eu-west-1'
const ACCOUNT = '123456789012'
const KEYS = {accessKeyId: 'test', secretAccessKey: 'test'}

/** A real moto behind our front, with our ECS and containers that are none, one for all test files of a run. */
export interface LocalServices {
  readonly endpoint: string
  /** Where the files of file systems are. */
  readonly folder: string
  scope(over?: Partial<HandlerScope>): HandlerScope
  make(type: string, properties: Properties, over?: Partial<HandlerScope>): Promise<Made>
  /** The `aws` command's JSON. */
  aws<T>(...words: string[]): Promise<T>
}

/** A resource and what can become of it. */
export interface Made extends HandledResource {
  update(next: Properties): Promise<Made>
  /** Back to what it was made with, as a rollback does after an update to `attempted` failed. */
  undo(attempted: Properties): Promise<Made>
  delete(): Promise<void>
}

let started: Promise<LocalServices | undefined> | undefined
const cleanups: (() => void)[] = []

after(() => {
  for (const cleanup of cleanups) cleanup()
})

/** To be called in a `describe`: without moto its tests are skipped, loudly, and fail where CI=true. */
export function useLocalServices(): () => LocalServices {
  let services: LocalServices | undefined
  before(async function () {
    this.timeout(60_000)
    services = await (started ??= start())
    if (services) return
    if (process.env['CI'] === 'true') throw new Error('moto_server is not on PATH')
    console.warn('SKIPPED: moto_server is not on PATH, the resource handlers are not tested')
    this.skip()
  })
  return () => services!
}

async function start(): Promise<LocalServices | undefined> {
  const port = await startMoto()
  if (port === undefined) return undefined

  let endpoint = ''
  const runtime = createFakeRuntime()
  runtime.broken.set('broken', 'CannotPullContainerError: not found')
  const folder = await mkdtemp(join(tmpdir(), 'local-services-'))
  const clients = (region: string) => createClients({endpoint, region, ...KEYS})
  const backup = createBackup({accountId: ACCOUNT, folder, clients, stateMs: 20})
  const appconfig = createAppConfig({
    accountId: ACCOUNT,
    functions: askLambda(clients),
    alarms: readAlarms(clients),
    pace: {settleMs: 20, lookMs: 20},
  })
  const ecs = createEcs({
    accountId: ACCOUNT,
    folder,
    clients,
    runtime: () => Promise.resolve(runtime),
    pace: {stateMs: 1, lookMs: 10, retryMs: 10},
  })
  const lambda = createLambda({
    accountId: ACCOUNT,
    folder: tmpdir(),
    clients,
    sources: clients,
    runtime: () => Promise.resolve(runtime),
    elsewhere: (request) => forward({port, missing: ''}, request),
    endpoint: () => endpoint,
    credentials: KEYS,
    findImage,
    pace: {stateMs: 10, pollMs: 50, initMs: 100},
  })
  const events = {accountId: ACCOUNT, lambda}
  const notifications = createNotifications({...events, clients})
  const moto = (region: string) => createClients({endpoint: `http://127.0.0.1:${port}`, region, ...KEYS})
  const subscriptions = createFunctionSubscriptions({...events, clients: moto})
  const gateway: Gateway = createGateway({
    ...events,
    region: REGION,
    clients,
    get endpoint() {
      return endpoint
    },
  })
  const server = createServer(
    createFront({
      accountId: ACCOUNT,
      region: REGION,
      services: {appconfig, ecs, kinesis: createKinesis({accountId: ACCOUNT, stateMs: 10}), lambda, backup},
      corrections: {
        ...corrections,
        ...createBackupPolicies().corrections,
        ...notifications.corrections,
        ...subscriptions,
        ...gateway.corrections,
        ...createEncryptionConfig({clients, stateMs: 300}).corrections,
      },
      gateway,
      s3Taken: (call) => notifications.taken(call),
      moto: {port, missing: ''},
      faults: createFaultList(),
      journal: createJournal(),
      prepareRegion: () => Promise.resolve(),
      control: () => Promise.reject(new Error('no control in a test')),
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  cleanups.push(() => {
    ecs.clear()
    backup.close()
    appconfig.clear()
    void rm(folder, {recursive: true, force: true})
    lambda.clear()
    server.close()
    server.closeAllConnections()
  })
  return localServices(endpoint, folder)
}

/** A registry that has every image but those called `missing`. */
async function findImage(uri: string): Promise<string> {
  if (uri.includes('missing')) throw new ImageProblem('ImageDeleted', `Source image ${uri} does not exist.`)
  return uri.includes('@') ? uri : `${uri.replace(/:[^:/]+$/, '')}@sha256:${'0'.repeat(64)}`
}

async function startMoto(): Promise<number | undefined> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {...process.env, PYTHONUNBUFFERED: '1', MOTO_IAM_LOAD_MANAGED_POLICIES: 'true'},
  })
  cleanups.push(() => child.kill())
  const missing = new Promise<undefined>((resolve) => child.on('error', () => resolve(undefined)))
  const announced = new Promise<number>((resolve) => {
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const port = /Running on http:\/\/[^:]+:(\d+)/.exec(text)?.[1]
      if (port) resolve(Number(port))
    })
  })
  return Promise.race([announced, missing])
}

function localServices(endpoint: string, folder: string): LocalServices {
  const clients = createClients({endpoint, region: REGION, ...KEYS})
  const scope = (over: Partial<HandlerScope> = {}): HandlerScope => ({
    region: REGION,
    accountId: ACCOUNT,
    stackName: 'vast-dev-test',
    stackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/vast-dev-test/1`,
    logicalId: 'It',
    tags: [
      {Key: 'aws-stack:app', Value: 'vast'},
      {Key: 'aws:cloudformation:stack-name', Value: 'vast-dev-test'},
    ],
    clients,
    generatedName: (max) => `vast-dev-test-It-${Math.random().toString(36).slice(2, 10)}`.slice(0, max),
    ...over,
  })

  function made(type: string, resource: HandledResource, properties: Properties): Made {
    const handler = handlers[type] as Required<ResourceHandler>
    const change = async (next: Properties, previous: Properties) =>
      made(type, await handler.update(resource, next, previous, scope()), next)
    return {
      ...resource,
      update: async (next) => change(await shaped(type, next), properties),
      undo: async (attempted) => change(properties, await shaped(type, attempted)),
      delete: () => handler.delete(resource, properties, scope()),
    }
  }

  return {
    folder,
    endpoint,
    scope,
    async make(type, given, over) {
      const properties = await shaped(type, given)
      return made(type, await handlers[type]!.create(properties, scope(over)), properties)
    },
    async aws<T>(...words: string[]) {
      const {stdout} = await promisify(execFile)('aws', [...words, '--output', 'json'], {
        env: {
          ...process.env,
          AWS_ENDPOINT_URL: endpoint,
          AWS_REGION: REGION,
          AWS_DEFAULT_REGION: REGION,
          AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
          AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
        },
      })
      return JSON.parse(stdout || 'null') as T
    },
  }
}

/** As the engine hands them to a handler: checked against AWS's data, and in its types. */
async function shaped(type: string, properties: Properties): Promise<Properties> {
  const {value, problems} = shapeProperties(properties, (await loadAwsSpec()).resource(type)!)
  if (problems.length > 0) throw new Error(problems.join('; '))
  return value as Properties
}

/** The tags of the test's stack, as a service shows them, and more. */
export function withStackTags(...own: {Key: string; Value: string}[]): {Key: string; Value: string}[] {
  return [{Key: 'aws-stack:app', Value: 'vast'}, {Key: 'aws:cloudformation:stack-name', Value: 'vast-dev-test'}, ...own]
}
