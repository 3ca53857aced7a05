import {mkdir, mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {z} from 'zod'

import {type AppDefinition, creating, defineApp, image, output} from '../app.js'
import type {Context} from '../context.js'
import type {EcsService} from '../ports/ecs.js'
import {createSecrets} from '../secrets/secrets.js'
import type {Settings} from '../settings.js'
import {FakeAppConfig} from './fake-app-config.js'
import {FakeBackups} from './fake-backups.js'
import {FakeCloudFormation} from './fake-cloudformation.js'
import {FakeDocker} from './fake-docker.js'
import {FakeDownloads} from './fake-downloads.js'
import {FakeEc2} from './fake-ec2.js'
import {FakeEcr} from './fake-ecr.js'
import {FakeEcs} from './fake-ecs.js'
import {FakeFileSystems} from './fake-file-systems.js'
import {FakeFunctions} from './fake-functions.js'
import {FakeIdentityProviders} from './fake-identity-providers.js'
import {FakeLogs} from './fake-logs.js'
import {FakeObjects} from './fake-objects.js'
import {FakeRoles} from './fake-roles.js'
import {FakeRegistry} from './fake-registry.js'
import {FakeGateways} from './fake-gateways.js'
import {FakeMetrics} from './fake-metrics.js'
import {FakeQueues} from './fake-queues.js'
import {FakeStreams} from './fake-streams.js'
import {FakeTables} from './fake-tables.js'
import {FakeTopics} from './fake-topics.js'
import {FakeTraces} from './fake-traces.js'
import {RecordingHost} from './recording-host.js'

export interface Sample {
  readonly app: AppDefinition<{cidr: string}, {peerCidr: string}>
  readonly settings: Settings<{cidr: string}>
  readonly folder: string
  /** The first signal. */
  readonly controller: AbortController
  /** The second. */
  readonly leaving: AbortController
  readonly ctx: Context & {
    readonly host: RecordingHost
    readonly cloudFormation: FakeCloudFormation
    readonly ecr: FakeEcr
    readonly ec2: FakeEc2
    readonly ecs: FakeEcs
    readonly fileSystems: FakeFileSystems
    readonly functions: FakeFunctions
    readonly identityProviders: FakeIdentityProviders
    readonly logs: FakeLogs
    readonly roles: FakeRoles
    readonly objects: FakeObjects
    readonly backups: FakeBackups
    readonly gateways: FakeGateways
    readonly metrics: FakeMetrics
    readonly queues: FakeQueues
    readonly streams: FakeStreams
    readonly tables: FakeTables
    readonly topics: FakeTopics
    readonly traces: FakeTraces
    readonly appConfig: FakeAppConfig
    readonly docker: FakeDocker
    readonly downloads: FakeDownloads
    readonly registry: FakeRegistry
  }
  /** Changes a source file, as a user's edit would. */
  readonly edit: (file: string, text: string) => Promise<void>
}

export const REGISTRY = `Resources:
  Repository: {Type: AWS::ECR::Repository}
Outputs:
  Uri: {Value: !GetAtt Repository.RepositoryUri}
`
export const NETWORK = `Parameters:
  Cidr: {Type: String}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}
Outputs:
  VpcId: {Value: !Ref Vpc}
`
export const SERVER = `Parameters:
  VpcId: {Type: String}
  Image: {Type: String}
  NewService: {Type: String}
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Image: !Ref Image}}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, DesiredCount: !Ref NewService}}
  Storage: {Type: AWS::EFS::FileSystem}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref VpcId}}
Outputs:
  ServiceArn: {Value: !Ref Service}
`

/** As ECS tells of the service that the server's template makes, by the physical ids of `FakeCloudFormation`. */
export const SERVICE_AT_REST: EcsService = {
  arn: 'sample-dev-server-Service',
  name: 'sample-dev-server-Service',
  cluster: 'sample',
  status: 'ACTIVE',
  desired: 0,
  running: 0,
  pending: 0,
  taskDefinition: 'sample-dev-server-Task',
  deployments: [
    {
      id: 'ecs-svc/1',
      status: 'PRIMARY',
      taskDefinition: 'sample-dev-server-Task',
      desired: 0,
      running: 0,
      pending: 0,
      failedTasks: 0,
      rolloutState: 'COMPLETED',
      createdAt: 0,
      updatedAt: 0,
    },
  ],
  events: [],
}

/** An app of three parts and one image, its sources in a new folder, on fakes that know of each other. */
export async function sample(): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-app-'))
  const edit = (file: string, text: string) => writeFile(join(folder, file), text)
  await edit('registry.yaml', REGISTRY)
  await edit('network.yaml', NETWORK)
  await edit('server.yaml', SERVER)
  await mkdir(join(folder, 'image'))
  await edit('image/Dockerfile', 'FROM base:1\nCOPY . .\n')

  const app = defineApp<{cidr: string}, {peerCidr: string}>({
    name: 'sample',
    title: 'Sample',
    settings: z.strictObject({cidr: z.string()}),
    lookup: async (_scope, ask) => ({peerCidr: (await ask.vpc('vpc-peer')).cidrs[0] ?? ''}),
    accountRules: [
      ({config, facts}) =>
        config.cidr === facts.peerCidr ? [{key: 'cidr', message: `overlaps ${facts.peerCidr}`}] : [],
    ],
    images: [
      {
        name: 'server',
        repository: output('registry', 'Uri'),
        dockerfile: join(folder, 'image', 'Dockerfile'),
        context: join(folder, 'image'),
        platform: 'linux/amd64',
      },
    ],
    stacks: [
      {part: 'registry', template: join(folder, 'registry.yaml')},
      {part: 'network', template: join(folder, 'network.yaml'), parameters: ({config}) => ({Cidr: config.cidr})},
      {
        part: 'server',
        template: join(folder, 'server.yaml'),
        parameters: () => ({VpcId: output('network', 'VpcId'), Image: image('server'), NewService: creating()}),
        data: {Storage: 'all events'},
      },
    ],
    server: {part: 'server'},
  })

  const controller = new AbortController()
  const leaving = new AbortController()
  const cloudFormation = new FakeCloudFormation()
  cloudFormation.outputs.set('sample-dev-registry.Uri', '127.0.0.1:5000/sample-dev/server')
  const ecr = new FakeEcr()
  const ec2 = new FakeEc2()
  ec2.vpcs.set('vpc-peer', {vpcId: 'vpc-peer', cidrs: ['10.0.0.0/16'], mainRouteTableId: 'rtb-1', routes: []})
  const ecs = new FakeEcs()
  ecs.services.set('sample-dev-server-Service', SERVICE_AT_REST)
  const docker = new FakeDocker({onPush: (repository, tag, digest) => ecr.put(repository, tag, digest)})
  const ctx = {
    region: 'eu-west-1',
    host: new RecordingHost(),
    signal: controller.signal,
    leave: leaving.signal,
    waitForLockMs: 1000,
    cloudFormation,
    ecr,
    ec2,
    ecs,
    fileSystems: new FakeFileSystems(),
    functions: new FakeFunctions(),
    downloads: new FakeDownloads(),
    identityProviders: new FakeIdentityProviders(),
    logs: new FakeLogs(),
    objects: new FakeObjects(),
    roles: new FakeRoles(),
    gateways: new FakeGateways(),
    metrics: new FakeMetrics(),
    queues: new FakeQueues(),
    streams: new FakeStreams(),
    tables: new FakeTables(),
    topics: new FakeTopics(),
    traces: new FakeTraces(),
    backups: new FakeBackups(),
    appConfig: new FakeAppConfig(),
    docker,
    registry: new FakeRegistry(),
    secrets: createSecrets(),
    identity,
    profilesOf: async () => [],
  }
  return {
    app,
    settings: {stage: 'dev', region: 'eu-west-1', config: {cidr: '10.42.0.0/24'}},
    folder,
    controller,
    leaving,
    ctx,
    edit,
  }
}

async function identity() {
  return {accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/sample'}
}
