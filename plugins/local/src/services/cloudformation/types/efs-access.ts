import {
  type AccessPointDescription,
  CreateAccessPointCommand,
  CreateMountTargetCommand,
  type CreateMountTargetCommandInput,
  DeleteAccessPointCommand,
  DeleteMountTargetCommand,
  DescribeAccessPointsCommand,
  DescribeMountTargetsCommand,
  ModifyMountTargetSecurityGroupsCommand,
  type MountTargetDescription,
  type PosixUser,
  type RootDirectory,
} from '@aws-sdk/client-efs'

import type {HandledResource, HandlerScope, ResourceHandler} from '../handler.js'
import {retagEfs} from './efs.js'
import {finishOrUndo} from './finish-or-undo.js'
import {pick} from './pick.js'
import {tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::EFS::MountTarget: made when it can be mounted, gone when its network interface is. */
export const mountTarget: ResourceHandler = {
  async create(properties, scope) {
    const efs = await scope.clients.efs()
    const {MountTargetId} = await efs.send(
      new CreateMountTargetCommand(
        pick<CreateMountTargetCommandInput>(
          properties,
          'FileSystemId',
          'IpAddress',
          'IpAddressType',
          'Ipv6Address',
          'SecurityGroups',
          'SubnetId',
        ),
      ),
    )
    return finishOrUndo(
      async () => {
        const found = await waitUntil(`mount target ${MountTargetId} is not available`, async () => {
          const target = await findTarget(MountTargetId!, scope)
          return target?.LifeCycleState === 'available' ? target : undefined
        })
        return {physicalId: MountTargetId!, attributes: {Id: MountTargetId, IpAddress: found.IpAddress}}
      },
      () => removeTarget(MountTargetId!, scope),
    )
  },

  async update(current, next, _previous, scope) {
    const efs = await scope.clients.efs()
    await efs.send(
      new ModifyMountTargetSecurityGroupsCommand({
        MountTargetId: current.physicalId,
        SecurityGroups: next['SecurityGroups'] as string[],
      }),
    )
    return current
  },

  async delete({physicalId}, _properties, scope) {
    await removeTarget(physicalId, scope)
  },
}

async function removeTarget(id: string, scope: HandlerScope): Promise<void> {
  const efs = await scope.clients.efs()
  await unlessGone(() => efs.send(new DeleteMountTargetCommand({MountTargetId: id})))
  await waitUntil(`mount target ${id} is not deleted`, async () =>
    (await findTarget(id, scope)) === undefined ? true : undefined,
  )
}

async function findTarget(id: string, scope: HandlerScope): Promise<MountTargetDescription | undefined> {
  const efs = await scope.clients.efs()
  const found = await unlessGone(() => efs.send(new DescribeMountTargetsCommand({MountTargetId: id})))
  return found?.MountTargets?.[0]
}

/** AWS::EFS::AccessPoint */
export const accessPoint: ResourceHandler = {
  async create(properties, scope) {
    const efs = await scope.clients.efs()
    const {AccessPointId} = await efs.send(
      new CreateAccessPointCommand({
        ClientToken: (properties['ClientToken'] as string | undefined) ?? scope.generatedName(64),
        FileSystemId: properties['FileSystemId'] as string,
        PosixUser: posixUser(properties['PosixUser']),
        RootDirectory: rootDirectory(properties['RootDirectory']),
        Tags: tagsOf(properties, scope, 'AccessPointTags'),
      }),
    )
    return finishOrUndo(
      () => available(AccessPointId!, scope),
      () => removePoint(AccessPointId!, scope),
    )
  },

  async update(current, next, _previous, scope) {
    await retagEfs(current.physicalId, tagsOf(next, scope, 'AccessPointTags'), scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    await removePoint(physicalId, scope)
  },
}

/** The template writes numeric ids as text; the API takes numbers. */
function posixUser(user: unknown): PosixUser | undefined {
  if (user === undefined) return undefined
  const {Uid, Gid, SecondaryGids} = user as {Uid: unknown; Gid: unknown; SecondaryGids?: unknown[]}
  return {Uid: Number(Uid), Gid: Number(Gid), ...(SecondaryGids && {SecondaryGids: SecondaryGids.map(Number)})}
}

function rootDirectory(directory: unknown): RootDirectory | undefined {
  if (directory === undefined) return undefined
  const {Path, CreationInfo: info} = directory as {
    Path?: string
    CreationInfo?: {OwnerUid: unknown; OwnerGid: unknown; Permissions: unknown}
  }
  return {
    Path,
    ...(info && {
      CreationInfo: {
        OwnerUid: Number(info.OwnerUid),
        OwnerGid: Number(info.OwnerGid),
        Permissions: String(info.Permissions),
      },
    }),
  }
}

async function available(id: string, scope: HandlerScope): Promise<HandledResource> {
  const found = await waitUntil(`access point ${id} is not available`, async () => {
    const point = await findPoint(id, scope)
    return point?.LifeCycleState === 'available' ? point : undefined
  })
  return {physicalId: id, attributes: {AccessPointId: id, Arn: found.AccessPointArn}}
}

async function removePoint(id: string, scope: HandlerScope): Promise<void> {
  const efs = await scope.clients.efs()
  await unlessGone(() => efs.send(new DeleteAccessPointCommand({AccessPointId: id})))
  await waitUntil(`access point ${id} is not deleted`, async () =>
    (await findPoint(id, scope)) === undefined ? true : undefined,
  )
}

async function findPoint(id: string, scope: HandlerScope): Promise<AccessPointDescription | undefined> {
  const efs = await scope.clients.efs()
  const found = await unlessGone(() => efs.send(new DescribeAccessPointsCommand({AccessPointId: id})))
  return found?.AccessPoints?.[0]
}
