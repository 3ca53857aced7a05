import {randomUUID} from 'node:crypto'

import {
  CreateFileSystemCommand,
  type CreateFileSystemCommandInput,
  DeleteFileSystemCommand,
  DeleteFileSystemPolicyCommand,
  DescribeFileSystemsCommand,
  type FileSystemDescription,
  type LifecyclePolicy,
  ListTagsForResourceCommand,
  PutBackupPolicyCommand,
  PutFileSystemPolicyCommand,
  PutLifecycleConfigurationCommand,
  TagResourceCommand,
  type ThroughputMode,
  UntagResourceCommand,
  UpdateFileSystemCommand,
} from '@aws-sdk/client-efs'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {pick} from './pick.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::EFS::FileSystem */
export const fileSystem: ResourceHandler = {
  async create(properties, scope) {
    const efs = await scope.clients.efs()
    const {FileSystemId} = await efs.send(
      new CreateFileSystemCommand({
        ...pick<CreateFileSystemCommandInput>(
          properties,
          'AvailabilityZoneName',
          'Encrypted',
          'KmsKeyId',
          'PerformanceMode',
          'ProvisionedThroughputInMibps',
          'ThroughputMode',
        ),
        CreationToken: randomUUID(),
        Backup: backsUp(properties),
        Tags: tagsOf(properties, scope, 'FileSystemTags'),
      }),
    )
    return finishOrUndo(
      async () => {
        const handled = await available(FileSystemId!, scope)
        await setLifecycle(FileSystemId!, properties, {}, scope)
        await setPolicy(FileSystemId!, properties, {}, scope)
        return handled
      },
      () => remove(FileSystemId!, scope),
    )
  },

  async update(current, next, previous, scope) {
    const efs = await scope.clients.efs()
    const id = current.physicalId
    if (hasChanged(next, previous, 'ThroughputMode', 'ProvisionedThroughputInMibps')) {
      const {ThroughputMode = 'bursting', ProvisionedThroughputInMibps} = next as {
        ThroughputMode?: ThroughputMode
        ProvisionedThroughputInMibps?: number
      }
      await efs.send(new UpdateFileSystemCommand({FileSystemId: id, ThroughputMode, ProvisionedThroughputInMibps}))
    }
    if (backsUp(next) !== backsUp(previous)) {
      const Status = backsUp(next) ? 'ENABLED' : 'DISABLED'
      await efs.send(new PutBackupPolicyCommand({FileSystemId: id, BackupPolicy: {Status}}))
    }
    await setLifecycle(id, next, previous, scope)
    await setPolicy(id, next, previous, scope)
    await retagEfs(id, tagsOf(next, scope, 'FileSystemTags'), scope)
    return available(id, scope)
  },

  async delete({physicalId}, _properties, scope) {
    await remove(physicalId, scope)
  },
}

function backsUp({BackupPolicy}: Properties): boolean {
  return (BackupPolicy as {Status?: string} | undefined)?.Status === 'ENABLED'
}

async function setLifecycle(id: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  if (!hasChanged(next, previous, 'LifecyclePolicies')) return
  const efs = await scope.clients.efs()
  const LifecyclePolicies = (next['LifecyclePolicies'] ?? []) as LifecyclePolicy[]
  await efs.send(new PutLifecycleConfigurationCommand({FileSystemId: id, LifecyclePolicies}))
}

async function setPolicy(id: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  if (!hasChanged(next, previous, 'FileSystemPolicy')) return
  const efs = await scope.clients.efs()
  const {FileSystemPolicy, BypassPolicyLockoutSafetyCheck} = next as {
    FileSystemPolicy?: unknown
    BypassPolicyLockoutSafetyCheck?: boolean
  }
  await (FileSystemPolicy === undefined
    ? unlessGone(() => efs.send(new DeleteFileSystemPolicyCommand({FileSystemId: id})))
    : efs.send(
        new PutFileSystemPolicyCommand({
          FileSystemId: id,
          Policy: jsonText(FileSystemPolicy),
          BypassPolicyLockoutSafetyCheck,
        }),
      ))
}

async function available(id: string, scope: HandlerScope): Promise<HandledResource> {
  const found = await waitUntil(`file system ${id} is not available`, async () => {
    const system = await find(id, scope)
    return system?.LifeCycleState === 'available' ? system : undefined
  })
  return {physicalId: id, attributes: {FileSystemId: id, Arn: found.FileSystemArn}}
}

async function remove(id: string, scope: HandlerScope): Promise<void> {
  const efs = await scope.clients.efs()
  await unlessGone(() => efs.send(new DeleteFileSystemCommand({FileSystemId: id})))
  await waitUntil(`file system ${id} is not deleted`, async () =>
    (await find(id, scope)) === undefined ? true : undefined,
  )
}

async function find(id: string, scope: HandlerScope): Promise<FileSystemDescription | undefined> {
  const efs = await scope.clients.efs()
  const found = await unlessGone(() => efs.send(new DescribeFileSystemsCommand({FileSystemId: id})))
  return found?.FileSystems?.[0]
}

/** File systems and access points share EFS's tag API. */
export async function retagEfs(id: string, wanted: ReturnType<typeof tagsOf>, scope: HandlerScope): Promise<void> {
  const efs = await scope.clients.efs()
  const {Tags} = await efs.send(new ListTagsForResourceCommand({ResourceId: id}))
  await retag({
    current: byKey(Tags),
    wanted,
    add: (tags) => efs.send(new TagResourceCommand({ResourceId: id, Tags: tags})),
    remove: (TagKeys) => efs.send(new UntagResourceCommand({ResourceId: id, TagKeys})),
  })
}
