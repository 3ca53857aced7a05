import {removeStandIns} from '../folder/state-file.js'
import type {ServiceClients} from '../services/cloudformation/clients.js'
import {createClients} from '../services/cloudformation/create-clients.js'
import {createCloudFormation, type RecordedResource} from '../services/cloudformation/create-cloudformation.js'
import {handlers} from '../services/cloudformation/types/index.js'
import {createAppConfig} from '../services/appconfig/create-app-config.js'
import {readAlarms} from '../services/appconfig/deployments/read-alarms.js'
import {askLambda} from '../services/appconfig/validation/ask-lambda.js'
import {createGateway} from '../services/api-gateway/create-gateway.js'
import {createBackup} from '../services/backup/create-backup.js'
import {createS3DataEvents} from '../services/cloudtrail/s3-data-events.js'
import {createEcs} from '../services/ecs/create-ecs.js'
import {createKinesis} from '../services/kinesis/create-kinesis.js'
import {createLiveTail} from '../services/logs/live-tail.js'
import {createLambda} from '../services/lambda/create-lambda.js'
import {createLayers} from '../services/lambda/layers.js'
import {createWebIdentity} from '../services/sts/create-web-identity.js'
import {createEncryptionConfig} from '../services/xray/create-encryption-config.js'
import {removeFileSystems} from '../containers/file-systems.js'
import type {Containers} from '../containers/containers.js'
import {createSessionService, type SessionServiceOptions} from '../services/ssm-session/session-service.js'
import {createControl} from './control.js'
import {createNotifications} from '../services/s3/create-notifications.js'
import {createFunctionSubscriptions} from '../services/sns/create-function-subscriptions.js'
import {createScenarioHost} from '../scenarios/scenario-host.js'
import {createBackupPolicies} from './corrections/efs-backup-policy.js'
import {corrections} from './corrections/index.js'
import {createFaultList} from './fault-list.js'
import {createFront, POLLERS_KEY, STACKS_KEY} from './front.js'
import {createJournal} from './journal.js'
import {openPorts, type OpenPortsOptions} from './open-ports.js'
import {openRegistry, type OpenRegistryOptions} from './open-registry.js'
import {forward, type MotoAddress} from './pass-on.js'
import {createSampleVpcs} from './sample-vpcs.js'
import {ACCESS_KEY_ID, SECRET_ACCESS_KEY} from './server-options.js'
import type {ServiceRequest} from './service.js'

export interface LocalAwsOptions extends OpenPortsOptions, OpenRegistryOptions {
  /** Read at each call: moto comes later, and may go. */
  readonly moto: MotoAddress
  /** What runs the tasks of ECS and the functions of Lambda; it comes later too. */
  readonly containers: Containers
  /** The engine that sessions go to. */
  readonly docker: SessionServiceOptions['docker']
  /** What `/_local/status` says beyond what the servers know. */
  readonly about: () => Promise<object>
  /** A region got its sample VPC. */
  readonly changed: () => Promise<void>
}

/** The servers of the local AWS, listening. */
export interface LocalAws {
  readonly endpoint: string
  readonly registry: string
  sampleVpc(region: string): Promise<string | undefined>
  sampleVpcs(): Readonly<Record<string, string>>
  recordedOnly(): readonly RecordedResource[]
  /** No container is started any more. */
  close(): void
}

/** Opens front and registry over one store. All but layers is in memory and gone when the process ends. */
export async function openLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const {accountId, folder, moto, region, registryHost, containers} = options
  const watch = {faults: createFaultList(), journal: createJournal(), region}
  const ports = await openPorts(options)
  const endpoint = `http://127.0.0.1:${ports.frontPort}`
  const images = await openRegistry(options, ports.registry, ports.registryPort, watch)

  const vpcs = createSampleVpcs({clients: clientsOfMoto(moto), changed: options.changed})
  const newCloudFormation = () =>
    createCloudFormation({
      handlers,
      accountId,
      faults: watch.faults.resources,
      clients: clientsBy(STACKS_KEY, endpoint),
    })
  let cloudFormation = newCloudFormation()

  const clients = clientsBy(STACKS_KEY, endpoint)
  await removeFileSystems(folder)
  const backup = createBackup({accountId, folder, clients})
  await backup.clear()
  const sessions = createSessionService({docker: options.docker, endpoint: () => endpoint})
  const ecs = createEcs({
    accountId,
    folder,
    clients,
    runtime: () => containers.runtime(),
    openSession: ({container, ...rest}) => sessions.open({containerId: container, ...rest}),
  })

  const kinesis = createKinesis({accountId})
  const layers = createLayers(() => endpoint)
  const lambda = createLambda({
    accountId,
    folder,
    clients,
    sources: clientsBy(POLLERS_KEY, endpoint),
    runtime: () => containers.runtime(),
    layers,
    elsewhere: (request) => forward(moto, request),
    endpoint: () => endpoint,
    credentials: {accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY},
  })

  const appConfig = createAppConfig({
    accountId,
    functions: askLambda(clients),
    // Not through the front either: it looks again and again.
    alarms: readAlarms(clientsOfMoto(moto)),
  })

  const events = {accountId, lambda}
  const notifications = createNotifications({...events, clients: clientsBy(POLLERS_KEY, endpoint)})
  const subscriptions = createFunctionSubscriptions({...events, clients: clientsOfMoto(moto)})
  const gateway = createGateway({...events, region, endpoint, clients: clientsBy(POLLERS_KEY, endpoint)})
  const encryption = createEncryptionConfig({clients})
  const webIdentity = createWebIdentity({accountId, clients: clientsBy(POLLERS_KEY, endpoint)})
  const backupPolicies = createBackupPolicies()
  const scenario = createScenarioHost({region, accountId})
  const control = createControl({
    ...watch,
    scenario,
    appConfig,
    webIdentity,
    layers,
    identity: {pid: process.pid, folder, registryHost},
    sampleVpc: (of) => vpcs.of(of),
    status: async () => ({...(await options.about()), requests: watch.journal.counts()}),
    async reset() {
      cloudFormation = newCloudFormation()
      ecs.clear()
      lambda.clear()
      appConfig.clear()
      kinesis.clear()
      notifications.clear()
      gateway.clear()
      encryption.clear()
      webIdentity.clear()
      layers.clear()
      await containers.clear()
      await backup.clear()
      await removeFileSystems(folder)
      backupPolicies.clear()
      if (moto.port !== undefined) await fetch(`http://127.0.0.1:${moto.port}/moto-api/reset`, {method: 'POST'})
      await images.clear()
      await removeStandIns(folder)
      scenario.stop()
      watch.faults.clear()
      watch.journal.clear()
      vpcs.forget()
      await vpcs.of(region)
    },
  })
  const services = {
    cloudformation: (request: ServiceRequest) => cloudFormation(request),
    ecr: images.ecr,
    ecs,
    kinesis,
    lambda,
    backup,
    appconfig: appConfig,
  }
  const recorded = createS3DataEvents({accountId, clients: clientsOfMoto(moto)})
  const prepareRegion = (of: string) => vpcs.of(of).then(() => undefined, logged)
  ports.front.on(
    'request',
    createFront({
      ...watch,
      accountId,
      services,
      corrections: {
        ...corrections,
        ...createLiveTail(),
        ...backupPolicies.corrections,
        ...notifications.corrections,
        ...subscriptions,
        ...gateway.corrections,
        ...encryption.corrections,
        ...webIdentity.corrections,
      },
      moto,
      scenario,
      gateway,
      control,
      prepareRegion,
      async s3Taken(call) {
        await recorded(call).catch(notRecorded)
        await notifications.taken(call).catch(notRecorded)
      },
    }),
  )
  ports.front.on('upgrade', (request, socket, head) => sessions.upgrade(request, socket, head) || socket.destroy())

  return {
    endpoint,
    registry: `http://127.0.0.1:${ports.registryPort}`,
    sampleVpc: (of) => vpcs.of(of),
    sampleVpcs: () => vpcs.known(),
    recordedOnly: () => cloudFormation.recordedOnly(),
    close() {
      ecs.clear()
      backup.close()
      lambda.clear()
      appConfig.clear()
    },
  }
}

/** Through the front, so that what is made is what everybody sees; a key of their own tells the calls apart. */
function clientsBy(accessKeyId: string, endpoint: string): (region: string) => ServiceClients {
  const keys = {accessKeyId, secretAccessKey: SECRET_ACCESS_KEY}
  const made = new Map<string, ServiceClients>()
  return (region) => {
    const clients = made.get(region) ?? createClients({...keys, endpoint, region})
    made.set(region, clients)
    return clients
  }
}

function clientsOfMoto(moto: MotoAddress): (region: string) => ServiceClients | undefined {
  const keys = {accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY}
  return (region) =>
    moto.port === undefined ? undefined : createClients({...keys, endpoint: `http://127.0.0.1:${moto.port}`, region})
}

/** A region without its sample VPC is still a region: the call that asked for it goes on. */
function logged(error: unknown): void {
  process.stderr.write(`no sample VPC: ${(error as Error).stack}\n`)
}

/** The object is there, whoever hears of it. */
function notRecorded(error: unknown): void {
  process.stderr.write(`nobody heard of what S3 has taken: ${(error as Error).stack}\n`)
}
