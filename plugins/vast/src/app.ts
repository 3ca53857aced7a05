import {creating, defineApp, image, output, type Scope} from '@aws-stack/core'
import {dockerPath} from '@aws-stack/docker'
import {templatePath} from '@aws-stack/templates'

import {accountRules, type VastFacts} from './account-rules.js'
import {cidrOf} from './cidr.js'
import {rules} from './rules.js'
import {DEFAULT_VERSION, settings, type VastSettings} from './settings.js'

const REPOSITORY = 'tenzir/vast'

/** What is built upon unless the settings say otherwise. */
export const DEFAULT_BASE_IMAGE = `${REPOSITORY}:${DEFAULT_VERSION}`

const buildArgs = ({config: {image: own, version}}: Scope<VastSettings, undefined>) => ({
  BASE_IMAGE: own ?? `${REPOSITORY}:${version}`,
})

/** VAST, the security telemetry store: a server on Fargate with its events on EFS, and a client on Lambda. */
export const vast = defineApp<VastSettings, VastFacts>({
  name: 'vast',
  title: 'VAST',
  settings,
  regionVariable: 'VAST_AWS_REGION',
  rules,
  lookup: async ({config}, ask) => {
    const [peered, ownPeeringId, deployedCidr] = await Promise.all([
      ask.vpc(config.peeredVpcId),
      ask.output('network', 'PeeringConnectionId'),
      ask.output('network', 'Cidr'),
    ])
    return {peered, ownPeeringId, deployedCidr}
  },
  accountRules,
  images: [
    {
      name: 'server',
      repository: output('registry', 'ServerRepositoryUri'),
      dockerfile: dockerPath('vast/server.Dockerfile'),
      context: dockerPath('vast'),
      platform: 'linux/amd64',
      buildArgs,
    },
    {
      name: 'client',
      repository: output('registry', 'ClientRepositoryUri'),
      dockerfile: dockerPath('vast/client.Dockerfile'),
      context: dockerPath('vast'),
      platform: 'linux/amd64',
      buildArgs,
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
        SubnetId: output('network', 'PrivateSubnetId'),
        ServerGroupId: output('network', 'ServerGroupId'),
        StorageGroupId: output('network', 'StorageGroupId'),
        NamespaceId: output('network', 'NamespaceId'),
      }),
      data: {
        FileSystem: 'all imported events',
        Log: "the server's log of the last two weeks",
      },
    },
    {
      part: 'client',
      template: templatePath('vast/client.yaml'),
      parameters: ({name, stage}) => ({
        Name: name,
        Stage: stage,
        ImageUri: image('client'),
        Endpoint: output('server', 'Endpoint'),
        SubnetId: output('network', 'PrivateSubnetId'),
        ClientGroupId: output('network', 'ClientGroupId'),
      }),
      data: {Log: "the client's log of the last two weeks"},
    },
  ],
  server: {
    part: 'server',
    lostOnStop: ({Storage}) =>
      Storage === 'ATTACHED' ? "all imported events, which are kept on the task's own disk" : undefined,
  },
  sample: ({vpcId, standIns}) => {
    const standIn = standIns[REPOSITORY]
    return {cidr: '10.42.0.0/24', peeredVpcId: vpcId, ...(standIn && {image: standIn})}
  },
})
