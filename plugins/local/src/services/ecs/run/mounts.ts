import type {ContainerDefinition, EFSVolumeConfiguration, MountPoint} from '@aws-sdk/client-ecs'
import {chmod, chown, mkdir, rm} from 'node:fs/promises'
import {join, normalize} from 'node:path'

import {type MountSpec, StartFailure} from '../runtime/container-runtime.js'
import type {TaskState, World} from '../state/world.js'

/** A file system of EFS is a folder that outlives the task; any other volume goes with it. */
export async function mountsOf(
  task: TaskState,
  {mountPoints = []}: ContainerDefinition,
  world: World,
): Promise<MountSpec[]> {
  return Promise.all(
    mountPoints.map(async ({sourceVolume, containerPath = '', readOnly = false}: MountPoint) => {
      const efs = task.definition.volumes?.find(({name}) => name === sourceVolume)?.efsVolumeConfiguration
      const source = efs
        ? {folder: await fileSystemFolder(efs, task.cluster.region.name, world)}
        : {volume: volumeName(task, sourceVolume)}
      return {source, target: containerPath, readOnly}
    }),
  )
}

/** Of a volume that dies with its task. */
export function volumeName(task: TaskState, name: string | undefined): string {
  return `aws-stack-${task.id}-${name}`
}

/** File systems are forgotten with the resources that they belong to. */
export async function removeFileSystems(folder: string): Promise<void> {
  await rm(fileSystemsFolder(folder), {recursive: true, force: true}).catch(foreign)
}

/** What another user's container wrote only that user or root can remove; no new file system has the id of an old one. */
function foreign(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error
  process.stderr.write(`left in place: ${error.message}\n`)
}

function fileSystemsFolder(folder: string): string {
  return join(folder, 'efs')
}

async function fileSystemFolder(efs: EFSVolumeConfiguration, region: string, world: World): Promise<string> {
  const root = join(fileSystemsFolder(world.options.folder), efs.fileSystemId ?? '')
  const point = await accessPoint(efs, region, world)
  const path = point?.RootDirectory?.Path ?? efs.rootDirectory ?? '/'
  const folder = join(root, normalize(join('/', path)))
  await mkdir(folder, {recursive: true})

  // EFS makes everybody the access point's user; here the folder belongs to that user, which is the same for a container that runs as it.
  const {OwnerUid, OwnerGid, Permissions} = point?.RootDirectory?.CreationInfo ?? {}
  if (OwnerUid !== undefined && OwnerGid !== undefined) await own(folder, OwnerUid, OwnerGid, Permissions)
  return folder
}

async function own(folder: string, uid: number, gid: number, permissions = '755'): Promise<void> {
  // Only root can give a folder away; without root the container's user is let in as anybody.
  if (process.getuid?.() === 0) {
    await chown(folder, uid, gid)
    await chmod(folder, Number.parseInt(permissions, 8))
  } else await chmod(folder, 0o777)
}

async function accessPoint(efs: EFSVolumeConfiguration, region: string, world: World) {
  const AccessPointId = efs.authorizationConfig?.accessPointId
  if (!AccessPointId) return undefined
  const {DescribeAccessPointsCommand} = await import('@aws-sdk/client-efs')
  const client = await world.options.clients(region).efs()
  try {
    const {AccessPoints} = await client.send(new DescribeAccessPointsCommand({AccessPointId}))
    return AccessPoints?.[0]
  } catch (error) {
    throw new StartFailure(
      `ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: ${(error as Error).message}`,
    )
  }
}
