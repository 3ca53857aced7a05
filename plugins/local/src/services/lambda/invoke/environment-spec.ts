import type {FileSystemConfig} from '@aws-sdk/client-lambda'

import type {ContainerSpec, HostAddress, MountSpec} from '../../../containers/container-runtime.js'
import {fileSystemFolder} from '../../../containers/file-systems.js'
import {registryCredentials} from '../../../containers/registry-credentials.js'
import {ServiceError} from '../../../server/service.js'
import {newId} from '../../ecs/state/names.js'
import type {FunctionState, Live, World} from '../state/world.js'

export interface EnvironmentPlace {
  readonly it: FunctionState
  readonly live: Live
  readonly host: HostAddress
  /** Of the Runtime API. */
  readonly port: number
  readonly group: string
  readonly stream: string
}

/** Whoever the image's user is, Lambda runs it as one of its own, without rights. */
const LAMBDA_USER = '993:990'

/** What the container of an execution environment is started with. */
export async function environmentSpec(place: EnvironmentPlace, world: World): Promise<ContainerSpec> {
  const {it, live, host} = place
  const {EphemeralStorage, FileSystemConfigs = [], ImageConfigResponse} = live.configuration
  const {Command, EntryPoint, WorkingDirectory} = ImageConfigResponse?.ImageConfig ?? {}
  const megabytes = EphemeralStorage?.Size ?? 512
  return {
    name: `lambda-${it.name}-${newId().slice(0, 12)}`,
    image: live.image,
    credentials: await registryCredentials(live.image, world.options.clients(it.region)),
    entryPoint: EntryPoint,
    command: Command,
    workingDirectory: WorkingDirectory,
    environment: environmentVariables(place, world),
    user: LAMBDA_USER,
    init: false,
    readOnly: true,
    tmpfs: {'/tmp': `rw,exec,nosuid,nodev,mode=1777,size=${megabytes}m`},
    tty: false,
    labels: {'aws-stack.local.function': it.arn},
    mounts: await mounts(FileSystemConfigs, it.region, world),
    network: {aliases: []},
    hostName: host.hostName,
  }
}

/** AWS Lambda Developer Guide, "Defined runtime environment variables". */
function environmentVariables({it, live, host, port, group, stream}: EnvironmentPlace, world: World) {
  const {configuration} = live
  const {accessKeyId, secretAccessKey} = world.options.credentials
  const address = `${host.address}:${port}`
  return {
    AWS_ENDPOINT_URL: `http://${address}`,
    TZ: ':UTC',
    ...configuration.Environment?.Variables,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: it.region,
    AWS_DEFAULT_REGION: it.region,
    AWS_LAMBDA_FUNCTION_NAME: it.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.MemorySize),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: group,
    AWS_LAMBDA_LOG_STREAM_NAME: stream,
    AWS_LAMBDA_RUNTIME_API: address,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: '/var/task',
  }
}

async function mounts(configs: readonly FileSystemConfig[], region: string, world: World): Promise<MountSpec[]> {
  return Promise.all(
    configs.map(async ({Arn = '', LocalMountPath = ''}) => {
      const accessPointId = Arn.slice(Arn.lastIndexOf('/') + 1)
      const clients = world.options.clients(region)
      const folder = await fileSystemFolder({accessPointId}, world.options.folder, clients).catch((error: Error) => {
        const why = `The function couldn't mount the Amazon EFS file system with access point ${Arn}: ${error.message}`
        throw new ServiceError('EFSMountFailureException', why, 403)
      })
      return {source: {folder}, target: LocalMountPath, readOnly: false}
    }),
  )
}
