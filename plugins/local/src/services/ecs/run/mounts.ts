import type {ContainerDefinition, EFSVolumeConfiguration, MountPoint} from '@aws-sdk/client-ecs'

import {type MountSpec, StartFailure} from '../../../containers/container-runtime.js'
import {fileSystemFolder} from '../../../containers/file-systems.js'
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
        ? {folder: await efsFolder(efs, task.cluster.region.name, world)}
        : {volume: volumeName(task, sourceVolume)}
      return {source, target: containerPath, readOnly}
    }),
  )
}

/** Of a volume that dies with its task. */
export function volumeName(task: TaskState, name: string | undefined): string {
  return `aws-stack-${task.id}-${name}`
}

async function efsFolder(efs: EFSVolumeConfiguration, region: string, {options}: World): Promise<string> {
  const {fileSystemId, rootDirectory, authorizationConfig} = efs
  const path = {fileSystemId, rootDirectory, accessPointId: authorizationConfig?.accessPointId}
  return fileSystemFolder(path, options.folder, options.clients(region)).catch((error: Error) => {
    throw new StartFailure(
      `ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: ${error.message}`,
    )
  })
}
