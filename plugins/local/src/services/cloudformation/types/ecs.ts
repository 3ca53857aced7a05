import {
  CreateClusterCommand,
  type CreateClusterCommandInput,
  DeleteClusterCommand,
  DeregisterTaskDefinitionCommand,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  UpdateClusterCommand,
} from '@aws-sdk/client-ecs'

import type {Properties, ResourceHandler} from '../handler.js'
import {retagEcs} from './ecs-tags.js'
import {hasChanged} from './has-changed.js'
import {lowerFirstKeys} from './lower-first-keys.js'
import {lowerTags, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::ECS::Cluster */
export const cluster: ResourceHandler = {
  async create(properties, scope) {
    const ecs = await scope.clients.ecs()
    const clusterName = (properties['ClusterName'] as string | undefined) ?? scope.generatedName(255)
    const {cluster: made} = await ecs.send(
      new CreateClusterCommand({
        ...clusterInput(properties),
        clusterName,
        tags: lowerTags(tagsOf(properties, scope)),
      }),
    )
    return {physicalId: clusterName, attributes: {Arn: made!.clusterArn}}
  },

  async update(current, next, previous, scope) {
    const ecs = await scope.clients.ecs()
    const {configuration, serviceConnectDefaults, ...input} = clusterInput(next)
    // ECS keeps a setting that is not sent; without one in the template it is off.
    const settings = input.settings ?? [{name: 'containerInsights', value: 'disabled'} as const]
    if (hasChanged(next, previous, 'ClusterSettings', 'Configuration', 'ServiceConnectDefaults')) {
      await ecs.send(
        new UpdateClusterCommand({cluster: current.physicalId, settings, configuration, serviceConnectDefaults}),
      )
    }
    if (hasChanged(next, previous, 'CapacityProviders', 'DefaultCapacityProviderStrategy')) {
      await ecs.send(
        new PutClusterCapacityProvidersCommand({
          cluster: current.physicalId,
          capacityProviders: input.capacityProviders ?? [],
          defaultCapacityProviderStrategy: input.defaultCapacityProviderStrategy ?? [],
        }),
      )
    }
    await retagEcs(current.attributes['Arn'] as string, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const ecs = await scope.clients.ecs()
    await unlessGone(() => ecs.send(new DeleteClusterCommand({cluster: physicalId})))
  },
}

// Here and below the SDK leaves out what the operation does not take.
function clusterInput(properties: Properties): CreateClusterCommandInput {
  return lowerFirstKeys(properties, {renamed: {ClusterSettings: 'settings'}})
}

/** AWS::ECS::TaskDefinition: every change but that of a tag is a new revision, which CloudFormation makes as a replacement. */
export const taskDefinition: ResourceHandler = {
  async create(properties, scope) {
    const ecs = await scope.clients.ecs()
    const {taskDefinition: made} = await ecs.send(
      new RegisterTaskDefinitionCommand({
        ...lowerFirstKeys<RegisterTaskDefinitionCommandInput>(properties, TASK_DEFINITION_KEYS),
        family: (properties['Family'] as string | undefined) ?? scope.generatedName(255),
        tags: lowerTags(tagsOf(properties, scope)),
      }),
    )
    const arn = made!.taskDefinitionArn!
    return {physicalId: arn, attributes: {TaskDefinitionArn: arn}}
  },

  async update(current, next, _previous, scope) {
    await retagEcs(current.physicalId, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const ecs = await scope.clients.ecs()
    await unlessGone(() => ecs.send(new DeregisterTaskDefinitionCommand({taskDefinition: physicalId})))
  },
}

const TASK_DEFINITION_KEYS = {
  verbatim: ['DockerLabels', 'DriverOpts', 'Labels', 'Options'],
  renamed: {
    EFSVolumeConfiguration: 'efsVolumeConfiguration',
    FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
    S3FilesVolumeConfiguration: 's3filesVolumeConfiguration',
    FilesystemId: 'fileSystemId',
    IAM: 'iam',
    ProxyConfigurationProperties: 'properties',
  },
}
