import {
  CreateRepositoryCommand,
  type CreateRepositoryCommandInput,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  type ImageTagMutability,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {lowerFirstKeys} from './lower-first-keys.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::ECR::Repository */
export const repository: ResourceHandler = {
  async create(properties, scope) {
    const ecr = await scope.clients.ecr()
    const name = (properties['RepositoryName'] as string | undefined) ?? scope.generatedName(256).toLowerCase()
    const {repository: made} = await ecr.send(
      new CreateRepositoryCommand({
        ...settings(properties),
        repositoryName: name,
        tags: tagsOf(properties, scope),
      }),
    )
    return finishOrUndo(
      async () => {
        await setLifecycle(name, properties, {}, scope)
        await setPolicy(name, properties, {}, scope)
        return {physicalId: name, attributes: {Arn: made!.repositoryArn, RepositoryUri: made!.repositoryUri}}
      },
      () => ecr.send(new DeleteRepositoryCommand({repositoryName: name})),
    )
  },

  async update(current, next, previous, scope) {
    const ecr = await scope.clients.ecr()
    const repositoryName = current.physicalId
    const {imageTagMutability, imageTagMutabilityExclusionFilters, imageScanningConfiguration} = settings(next)
    if (hasChanged(next, previous, 'ImageTagMutability', 'ImageTagMutabilityExclusionFilters')) {
      await ecr.send(
        new PutImageTagMutabilityCommand({repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters}),
      )
    }
    if (hasChanged(next, previous, 'ImageScanningConfiguration')) {
      await ecr.send(new PutImageScanningConfigurationCommand({repositoryName, imageScanningConfiguration}))
    }
    await setLifecycle(repositoryName, next, previous, scope)
    await setPolicy(repositoryName, next, previous, scope)
    await retagRepository(current.attributes['Arn'] as string, next, scope)
    return current
  },

  async delete({physicalId}, properties, scope) {
    const ecr = await scope.clients.ecr()
    const force = properties['EmptyOnDelete'] === true
    await unlessGone(() => ecr.send(new DeleteRepositoryCommand({repositoryName: physicalId, force})))
  },
}

function settings(properties: Properties) {
  const {EncryptionConfiguration, ImageScanningConfiguration, ImageTagMutabilityExclusionFilters} = properties
  const input = lowerFirstKeys<Partial<CreateRepositoryCommandInput>>(
    {
      ...(EncryptionConfiguration !== undefined && {EncryptionConfiguration}),
      ...(ImageTagMutabilityExclusionFilters !== undefined && {ImageTagMutabilityExclusionFilters}),
    },
    {
      renamed: {
        ImageTagMutabilityExclusionFilterType: 'filterType',
        ImageTagMutabilityExclusionFilterValue: 'filter',
      },
    },
  )
  return {
    ...input,
    imageTagMutability: (properties['ImageTagMutability'] ?? 'MUTABLE') as ImageTagMutability,
    imageScanningConfiguration: {
      scanOnPush: (ImageScanningConfiguration as {ScanOnPush?: boolean} | undefined)?.ScanOnPush ?? false,
    },
  }
}

async function setLifecycle(name: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  if (!hasChanged(next, previous, 'LifecyclePolicy')) return
  const ecr = await scope.clients.ecr()
  const text = (next['LifecyclePolicy'] as {LifecyclePolicyText?: string} | undefined)?.LifecyclePolicyText
  await (text === undefined
    ? unlessGone(() => ecr.send(new DeleteLifecyclePolicyCommand({repositoryName: name})))
    : ecr.send(new PutLifecyclePolicyCommand({repositoryName: name, lifecyclePolicyText: jsonText(text)})))
}

async function setPolicy(name: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  if (!hasChanged(next, previous, 'RepositoryPolicyText')) return
  const ecr = await scope.clients.ecr()
  const text = next['RepositoryPolicyText']
  await (text === undefined
    ? unlessGone(() => ecr.send(new DeleteRepositoryPolicyCommand({repositoryName: name})))
    : ecr.send(new SetRepositoryPolicyCommand({repositoryName: name, policyText: jsonText(text)})))
}

async function retagRepository(arn: string, next: Properties, scope: HandlerScope): Promise<void> {
  const ecr = await scope.clients.ecr()
  const {tags} = await ecr.send(new ListTagsForResourceCommand({resourceArn: arn}))
  await retag({
    current: byKey(tags),
    wanted: tagsOf(next, scope),
    add: (added) => ecr.send(new TagResourceCommand({resourceArn: arn, tags: added})),
    remove: (tagKeys) => ecr.send(new UntagResourceCommand({resourceArn: arn, tagKeys})),
  })
}
