import {creating, defineApp, image, type Lookups, output, type Scope, StackError} from '@aws-stack/core'
import {dockerPath} from '@aws-stack/docker'
import {templatePath} from '@aws-stack/templates'

import {accountRules, MISSING, type VastFacts} from './account-rules.js'
import {cidrOf} from './cidr.js'
import {IMPORT_PARTS, importStack} from './import-parts.js'
import {rules} from './rules.js'
import {store} from './store.js'
import {DEFAULT_VERSION, settings, type VastSettings} from './settings.js'
import {isRelease} from './version.js'

const REPOSITORY = 'tenzir/vast'

/** What is built upon unless the settings say otherwise. */
export const DEFAULT_BASE_IMAGE = `${REPOSITORY}:${DEFAULT_VERSION}`

const baseImages = ({config: {image: own, version}}: Scope<VastSettings, undefined>) => ({
  BASE_IMAGE: own === undefined ? {reference: `${REPOSITORY}:${version}`, suits: isRelease} : {reference: own},
})

/** VAST, the security telemetry store: a server on Fargate with its events on EFS, and a client on Lambda. */
export const vast = defineApp<VastSettings, VastFacts>({
  name: 'vast',
  title: 'VAST',
  settings,
  regionVariable: 'VAST_AWS_REGION',
  rules,
  lookup: async ({config}, ask) => {
    const [peered, ownPeeringId, deployedCidr, bucketRegions] = await Promise.all([
      ask.vpc(config.peeredVpcId),
      ask.output('network', 'PeeringConnectionId'),
      ask.output('network', 'Cidr'),
      bucketRegionsOf(config, ask),
    ])
    return {peered, ownPeeringId, deployedCidr, bucketRegions}
  },
  accountRules,
  images: [
    {
      name: 'server',
      repository: output('registry', 'ServerRepositoryUri'),
      dockerfile: dockerPath('vast/server.Dockerfile'),
      context: dockerPath('vast'),
      platform: 'linux/amd64',
      baseImages,
    },
    {
      name: 'client',
      repository: output('registry', 'ClientRepositoryUri'),
      dockerfile: dockerPath('vast/client.Dockerfile'),
      context: dockerPath('vast'),
      platform: 'linux/amd64',
      baseImages,
    },
  ],
  stacks: [
    {
      part: 'registry',
      template: templatePath('vast/registry.yaml'),
      parameters: ({name}) => ({Name: name}),
      data: {
        ServerRepository: 'the images of the server, which can be built again',
        ClientRepository: 'the images of the client, which can be built again',
      },
    },
    {
      part: 'network',
      template: templatePath('vast/network.yaml'),
      parameters: ({name, config, facts: {peered}}) => ({
        Name: name,
        Cidr: config.cidr,
        // Fn::Cidr counts the bits of a subnet's hosts, and a half has one fewer than the block.
        HostBits: String(31 - cidrOf(config.cidr).prefix),
        PeeredVpcId: peered.vpcId,
        PeeredCidr: peered.cidrs[0] ?? '',
        PeeredRouteTableId: peered.mainRouteTableId,
      }),
    },
    {
      part: 'server',
      template: templatePath('vast/server.yaml'),
      parameters: ({name, config}) => ({
        Name: name,
        Creating: creating(),
        ImageUri: image('server'),
        Storage: config.storage,
        DailyBackup: config.backup === 'daily' ? 'ENABLED' : 'DISABLED',
        SubnetId: output('network', 'PrivateSubnetId'),
        ServerGroupId: output('network', 'ServerGroupId'),
        StorageGroupId: output('network', 'StorageGroupId'),
        NamespaceId: output('network', 'NamespaceId'),
        Metrics: String(config.optionalParts.includes('dashboard')),
      }),
      data: {
        FileSystem: 'all imported events',
        Log: "the server's log of the last two weeks",
      },
    },
    {
      part: 'workbucket',
      optional: 'optionalParts',
      template: templatePath('vast/workbucket.yaml'),
      parameters: ({name}) => ({Name: name, ServerRole: output('server', 'TaskRole')}),
      data: {Bucket: 'all files in it'},
    },
    {
      part: 'backup',
      optional: 'optionalParts',
      template: templatePath('vast/backup.yaml'),
      parameters: ({name}) => ({
        Name: name,
        ImageUri: image('server'),
        FileSystemArn: output('server', 'FileSystemArn'),
        SubnetId: output('network', 'PrivateSubnetId'),
        ServerGroupId: output('network', 'ServerGroupId'),
      }),
      data: {Log: 'what restores have printed in the last two weeks'},
    },
    {
      part: 'client',
      template: templatePath('vast/client.yaml'),
      parameters: ({name, stage, config}) => ({
        Name: name,
        Stage: stage,
        ImageUri: image('client'),
        Endpoint: output('server', 'Endpoint'),
        SubnetId: output('network', 'PrivateSubnetId'),
        ClientGroupId: output('network', 'ClientGroupId'),
        Workbucket: config.optionalParts.includes('workbucket') ? output('workbucket', 'Bucket') : '',
      }),
      data: {Log: "the client's log of the last two weeks"},
    },
    ...IMPORT_PARTS.map(importStack),
    {
      part: 'dashboard',
      optional: 'optionalParts',
      template: templatePath('vast/dashboard.yaml'),
      parameters: ({name}) => ({
        Name: name,
        ServerLog: output('server', 'LogGroup'),
        ClientLog: output('client', 'LogGroup'),
        Cluster: output('server', 'Cluster'),
        Service: output('server', 'Service'),
        FunctionName: output('client', 'FunctionName'),
      }),
    },
  ],
  server: {
    part: 'server',
    lostOnStop: ({Storage}) =>
      Storage === 'ATTACHED' ? "all imported events, which are kept on the task's own disk" : undefined,
    harmOfSecond: ({Storage}) =>
      Storage === 'EFS' ? 'a second server beside it on the same storage can damage all imported events' : undefined,
  },
  store,
  backup: {part: 'backup', directory: '/vast'},
  bucket: {part: 'workbucket'},
  client: {part: 'client'},
  sample: ({vpcId, standIns}) => {
    const standIn = standIns[REPOSITORY]
    return {cidr: '10.42.0.0/24', peeredVpcId: vpcId, ...(standIn && {image: standIn})}
  },
})

/** Asked only of parts that are named. */
async function bucketRegionsOf(config: VastSettings, ask: Lookups): Promise<VastFacts['bucketRegions']> {
  const named = IMPORT_PARTS.filter(({part}) => config.optionalParts.includes(part))
  const found = await Promise.all(
    named.map(async ({part, bucket}) => [part, await regionOf(config[bucket] ?? '', ask)] as const),
  )
  return Object.fromEntries(found)
}

async function regionOf(bucket: string, ask: Lookups): Promise<string> {
  try {
    return await ask.bucketRegion(bucket)
  } catch (error) {
    if (StackError.is(error) && error.code === 'NOT_FOUND') return MISSING
    throw error
  }
}
