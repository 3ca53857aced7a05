import type {Cause} from './diagnosis/cause.js'
import type {CancelledConfig, ConfigStatus, DeployedConfig, FollowedConfig} from './release-results.js'

/** The `--json` shapes of the verbs: a stable interface. Durations in ms, times as ISO 8601. */

export interface DeployResult {
  app: string
  stage: string
  region: string
  changed: boolean
  images: DeployedImage[]
  stacks: DeployedStack[]
  configs: DeployedConfig[]
  /** Of the stacks that were changed: what runs now. */
  services: DeployedService[]
  functions: DeployedFunction[]
  /** `false`: something that was changed could not be looked at, see the warnings, or was not waited for. */
  verified: boolean
  /** Commands to run next: what follows a stack that nobody has waited for. */
  suggestions: string[]
  durationMs: number
}

export interface DeployedImage {
  name: string
  /** `repository@sha256:…`: what the stacks run. */
  uri: string
  digest: string
  built: boolean
  pushed: boolean
  bases: BaseImageUse[]
}

/** What an image is built upon, of the arguments that name a base image. */
export interface BaseImageUse {
  /** The build argument. */
  argument: string
  /** As the settings name it: `tenzir/vast:latest`. */
  asked: string
  /** What is built upon: `repository@sha256:…`, or the name where only the engine has it. */
  reference: string
  digest?: string
}

export interface DeployedStack {
  part: string
  name: string
  /** CloudFormation's `StackStatus`. */
  status: string
  changed: boolean
  outputs: Record<string, string>
}

/** An ECS service whose primary deployment is the one that was deployed. */
export interface DeployedService {
  part: string
  name: string
  /** `not-started`: no task is wanted, nor was one before. */
  state: 'running' | 'not-started'
  desired: number
  running: number
  /** ARN. */
  taskDefinition: string
  /** What the containers say that they run. */
  images: {container: string; digest?: string}[]
}

export interface DeployedFunction {
  part: string
  name: string
  /** Lambda's `State` and `LastUpdateStatus`. */
  state: string
  lastUpdate: string
  digest?: string
}

export interface DestroyResult {
  app: string
  stage: string
  region: string
  changed: boolean
  stacks: {part: string; name: string; deleted: boolean}[]
  durationMs: number
}

export interface AttachResult {
  app: string
  stage: string
  region: string
  /** What ran, and how it ended; empty where nothing ran. */
  stacks: {part: string; name: string; status: string}[]
  configs: FollowedConfig[]
  durationMs: number
}

export interface CancelResult {
  app: string
  stage: string
  region: string
  /** `deletes`: a creation was deleted; `rolls-back`: an update was rolled back; `cannot`: it could not be stopped and came to its own end; `stops-rollout`: nothing ran on the stack, and a rollout of its services goes back. */
  stacks: {
    part: string
    name: string
    how: 'deletes' | 'rolls-back' | 'cannot' | 'ended' | 'stops-rollout'
    status: string
  }[]
  /** Deployments of configurations that ran. */
  configs: CancelledConfig[]
  durationMs: number
}

export interface StatusResult {
  app: string
  stage: string
  region: string
  /** Every part exists and is complete. */
  deployed: boolean
  stacks: StackStatus[]
  images: ({name: string; uri?: string} & ImageFacts)[]
  services: ServiceStatus[]
  functions: FunctionStatus[]
  /** What the environments run of each configuration; empty where the app has none, or only other parts were asked for. */
  configs: ConfigStatus[]
  /** Absent where the app has none, or its part is not deployed or was not asked for. */
  server?: ServerStatus
}

/** What an image says of itself. */
export interface ImageFacts {
  digest?: string
  /** The image that it was built upon, as its build was given it. */
  base?: string
  /** The base's tag, or what a label of the base says. */
  version?: string
}

export interface ServerStatus {
  part: string
  cluster: string
  service: string
  /** Where clients find it, `host:port`. */
  endpoint?: string
  /** `running`: a task runs; `starting`: one is wanted; `stopping`: none is wanted, one still ends; `unknown`: it could not be looked at. */
  state: 'running' | 'starting' | 'stopping' | 'stopped' | 'unknown'
  storage?: StorageStatus
  tasks: TaskStatus[]
}

/** `EFS`: what is used, as last measured. `ATTACHED`: the task's own disk, which ends with it. */
export interface StorageStatus {
  type: 'EFS' | 'ATTACHED'
  /** Of the file system. */
  id?: string
  usedBytes?: number
  measuredAt?: string
  capacityBytes?: number
}

export interface TaskStatus {
  id: string
  /** ECS's `lastStatus`. */
  status: string
  health?: string
  /** Of the agent that `exec` needs: `PENDING`, `RUNNING`, `STOPPED`. */
  execAgent?: string
  startedAt?: string
  containers: ({name: string; image: string} & ImageFacts)[]
}

export interface FunctionStatus extends ImageFacts {
  part: string
  name: string
  /** Lambda's `State` and `LastUpdateStatus`. */
  state: string
  stateReason?: string
  lastUpdate: string
  lastUpdateReason?: string
  modifiedAt?: string
}

export interface ServiceStatus {
  part: string
  name: string
  desired: number
  running: number
  /** Of its primary deployment: `COMPLETED`, `IN_PROGRESS`, `FAILED`. */
  rollout?: string
  /** `false`: it runs another task definition than its stack has. */
  asDeployed: boolean
}

export interface StackStatus {
  part: string
  name: string
  /** CloudFormation's `StackStatus`, or `NOT_DEPLOYED`. */
  status: string
  statusReason?: string
  updatedAt?: string
  resources: number
}

export interface OutputsResult {
  app: string
  stage: string
  region: string
  outputs: {part: string; name: string; value: string}[]
}

export interface ImageListResult {
  app: string
  stage: string
  region: string
  images: {
    name: string
    repository: string
    /** Newest first. */
    tags: {tag: string; digest: string; mediaType: string; pushedAt?: string; sizeBytes?: number; live: boolean}[]
  }[]
}

export interface ImageBuildResult {
  app: string
  stage: string
  region: string
  changed: boolean
  images: {
    name: string
    tag: string
    id?: string
    uri?: string
    digest?: string
    built: boolean
    pushed: boolean
    bases: BaseImageUse[]
  }[]
  durationMs: number
}

export interface WhyResult {
  app: string
  stage: string
  region: string
  /** Some part's last failure was not mended since. */
  failed: boolean
  parts: {
    part: string
    name: string
    /** CloudFormation's `StackStatus` now, or `NOT_DEPLOYED`. */
    status: string
    /** Of the newest operation that failed; absent where none has, as far back as CloudFormation remembers. */
    failure?: PartFailure
  }[]
}

export interface PartFailure {
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT'
  startedAt: string
  /** The stack's state after it; absent while it goes back. */
  endedAs?: string
  endedAt?: string
  cause?: Cause
  /** The operation after it that went well. */
  mended?: {operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT'; at: string}
}
