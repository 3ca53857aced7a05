import type {Cause} from './diagnosis/cause.js'

/** The `--json` shapes of the verbs: a stable interface. Durations in ms, times as ISO 8601. */

export interface DeployResult {
  app: string
  stage: string
  region: string
  changed: boolean
  images: DeployedImage[]
  stacks: DeployedStack[]
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
  durationMs: number
}

/** Of start, stop and restart. */
export interface ServerResult {
  app: string
  stage: string
  region: string
  changed: boolean
  cluster: string
  service: string
  /** Id of the task that runs; absent where none does. */
  task?: string
  durationMs: number
}

export interface StatusResult {
  app: string
  stage: string
  region: string
  /** Every part exists and is complete. */
  deployed: boolean
  stacks: StackStatus[]
  images: {name: string; uri?: string}[]
  services: ServiceStatus[]
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
  images: {name: string; tag: string; id?: string; uri?: string; digest?: string; built: boolean; pushed: boolean}[]
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
