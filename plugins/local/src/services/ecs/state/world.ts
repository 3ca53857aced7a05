import type {
  Cluster,
  Deployment,
  RunTaskRequest,
  Service,
  ServiceDeployment,
  Tag,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs'

import type {ServiceClients} from '../../cloudformation/clients.js'
import type {ContainerRuntime} from '../../../containers/container-runtime.js'

export interface EcsOptions {
  readonly accountId: string
  /** Of the local AWS: file systems are folders in it. */
  readonly folder: string
  /** SDK clients of the services beside it: logs, file systems, Cloud Map, ECR. */
  clients(region: string): ServiceClients
  /** What runs containers, or why there is none. */
  runtime(): Promise<ContainerRuntime | string>
  /** Makes the session of an ExecuteCommand; without it the call is answered with 501. */
  readonly openSession?: OpenSession
  readonly pace?: Partial<Pace>
}

export type OpenSession = (input: {
  /** Id in the container runtime. */
  readonly container: string
  readonly command: string
  readonly interactive: boolean
}) => Promise<{sessionId: string; streamUrl: string; tokenValue: string}>

export interface Pace {
  /** How long a passing state of a task is there to be seen. */
  readonly stateMs: number
  /** How often the health of containers is looked at, and their output sent. */
  readonly lookMs: number
  /** Before a service starts another task after one that failed; doubles up to sixteen times that. */
  readonly retryMs: number
}

/** What ECS knows, in memory. `shown` is always what the API shows, save for what is counted when somebody asks. */
export interface World {
  readonly options: EcsOptions
  readonly pace: Pace
  readonly regions: Map<string, Region>
  /** The server is about to end, or starts anew: nothing is scheduled any more. */
  closed: boolean
}

export interface Region {
  readonly name: string
  readonly clusters: Map<string, ClusterState>
  /** By family, the first revision first. */
  readonly families: Map<string, Definition[]>
  readonly accountSettings: Map<string, string>
}

export interface Definition {
  shown: TaskDefinition
  tags: Tag[]
}

export interface ClusterState {
  readonly region: Region
  readonly name: string
  shown: Cluster
  readonly services: Map<string, ServiceState>
  readonly tasks: Map<string, TaskState>
}

export interface ServiceState {
  readonly cluster: ClusterState
  readonly name: string
  shown: Service
  /** The one that is rolled out first. */
  deployments: DeploymentState[]
  /** Newest first. */
  rollouts: RolloutState[]
  revisions: {readonly arn: string; readonly deployment: DeploymentState}[]
  /** The last that came to its end: where a rollback goes. */
  completed?: DeploymentState | undefined
  failures: number
  retry?: NodeJS.Timeout | undefined
}

/** The settings of a service that its tasks start with. */
export interface DeploymentState {
  readonly id: string
  readonly revisionArn: string
  readonly rollout: RolloutState
  shown: Deployment
  readonly settings: Pick<
    Service,
    'capacityProviderStrategy' | 'launchType' | 'networkConfiguration' | 'platformVersion' | 'serviceRegistries'
  >
}

export interface RolloutState {
  shown: ServiceDeployment
}

export interface TaskState {
  readonly id: string
  readonly cluster: ClusterState
  readonly definition: TaskDefinition
  shown: Task
  readonly service?: ServiceState | undefined
  readonly deployment?: DeploymentState | undefined
  /** Aborted when the task is to stop. */
  readonly stop: AbortController
  /** Ids in the container runtime, by container name. */
  readonly containers: Map<string, string>
  /** As a failure of its deployment. */
  counted?: boolean
  /** Of RunTask: whoever asks for the same again with the same token gets the same task. */
  readonly request?: RunTaskRequest | undefined
}

const PACE: Pace = {stateMs: 100, lookMs: 500, retryMs: 1000}

export function createWorld(options: EcsOptions): World {
  return {options, pace: {...PACE, ...options.pace}, regions: new Map(), closed: false}
}

export function regionOf(world: World, name: string): Region {
  const known = world.regions.get(name)
  if (known) return known
  const region = {name, clusters: new Map(), families: new Map(), accountSettings: new Map()}
  world.regions.set(name, region)
  return region
}
