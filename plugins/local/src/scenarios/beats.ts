import type {DeploymentScene, FunctionScene, ServiceDeploymentScene, TaskScene} from './scenes.js'

/** What happens `at` so many milliseconds after its play began. */
export type Beat = {readonly at: number} & Effect

export type Effect =
  | StackMove
  | ResourceMove
  | OperationNote
  | DeployedMove
  | ChangeSetMove
  | RolloutMove
  | ServiceDeploymentMove
  | TaskMove
  | FunctionMove
  | ConfigDeploymentMove
  | ConfigRollback
  | ConfigUpload
  | LogLine
  | Trouble
  | StaleRead

interface OfStack {
  /** The stack of the call that began the play, unless said. */
  readonly stack?: string
}

/** The stack gets a status, and its events say so. */
export interface StackMove extends OfStack {
  readonly do: 'stack'
  readonly status: string
  readonly reason?: string
  readonly detailedStatus?: string
  /** Somebody else's; the caller's own unless said. */
  readonly token?: string
}

/** How an event reaches those who read. */
export interface Delivery {
  /** So many milliseconds after the time it bears, which is the beat's. */
  readonly lateMs?: number
  /** Told twice, with one id. */
  readonly repeated?: boolean
}

export interface ResourceMove extends OfStack, Delivery {
  readonly do: 'resource'
  readonly logicalId: string
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly physicalId?: string
  /** A nested stack by its name: its ARN is the physical id, and stands in the reason for `<name>`. */
  readonly child?: string
  readonly detailedStatus?: string
  readonly token?: string
  /** JSON. */
  readonly properties?: string
}

/** What a hook or a validation said: only `DescribeEvents` tells it, unless `inStackEvents`. */
export interface OperationNote extends OfStack {
  readonly do: 'note'
  readonly logicalId?: string
  readonly type?: string
  readonly hook?: {
    readonly type: string
    readonly status: string
    readonly reason?: string
    readonly failureMode: 'FAIL' | 'WARN'
  }
  readonly validation?: {
    readonly name: string
    readonly status: 'FAILED' | 'SKIPPED'
    readonly reason?: string
    readonly failureMode: 'FAIL' | 'WARN'
    /** In the template: `/Resources/Bucket/Properties/BucketName`. */
    readonly path?: string
  }
  /** Hook results are among the events of the stack too. */
  readonly inStackEvents?: boolean
}

/** What the stack was asked to be takes effect: template and parameters of the call, unless said. */
export interface DeployedMove extends OfStack {
  readonly do: 'deployed'
  readonly template?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly outputs?: Readonly<Record<string, string>>
}

export interface ChangeSetMove extends OfStack {
  readonly do: 'change-set'
  readonly status: string
  readonly reason?: string
  /** Derived from the status unless said. */
  readonly executionStatus?: string
  readonly changes?: readonly ChangeScene[]
}

export interface ChangeScene {
  readonly action: 'Add' | 'Modify' | 'Remove'
  readonly logicalId: string
  readonly type: string
  readonly physicalId?: string
  readonly replacement?: 'True' | 'False' | 'Conditional'
  readonly scope?: readonly string[]
}

/** A deployment of an ECS service moves; one with a new id becomes the primary one. */
export interface RolloutMove {
  readonly do: 'rollout'
  readonly service: string
  readonly deployment?: Partial<DeploymentScene> & {readonly id: string}
  /** Ids of deployments that are over. */
  readonly gone?: readonly string[]
  readonly desiredCount?: number
  /** A line of the service's events. */
  readonly event?: string
}

export interface ServiceDeploymentMove {
  readonly do: 'service-deployment'
  readonly service: string
  readonly deployment: Partial<ServiceDeploymentScene> & {readonly id: string}
}

export interface TaskMove {
  readonly do: 'task'
  readonly service: string
  readonly task: Partial<TaskScene> & {readonly id: string}
}

export interface FunctionMove {
  readonly do: 'function'
  readonly function: Partial<FunctionScene> & {readonly name: string}
}

interface OfConfigs {
  /** The scenario's first application unless said. */
  readonly application?: string
}

/** Somebody else deploys, at once unless said. Nothing comes of it where the environment is deployed to already. */
export interface ConfigDeploymentMove extends OfConfigs {
  readonly do: 'config-deployment'
  readonly environment: string
  readonly profile: string
  /** The newest unless said. */
  readonly version?: number
  readonly minutes?: number
  readonly bakeMinutes?: number
}

/** The deployment of the call that began the play is rolled back, if it still runs; whatever runs there, when nobody called. */
export interface ConfigRollback extends OfConfigs {
  readonly do: 'config-rollback'
  readonly environment: string
  readonly by: 'USER' | 'APPCONFIG' | 'CLOUDWATCH_ALARM' | 'INTERNAL_ERROR'
  /** As the deployment's log tells it. */
  readonly reason: string
}

/** Somebody else uploads a version. */
export interface ConfigUpload extends OfConfigs {
  readonly do: 'config-upload'
  readonly profile: string
  readonly content: string
}

export interface LogLine {
  readonly do: 'log'
  readonly group: string
  readonly stream: string
  readonly message: string
}

/** Calls go wrong: the next `times` matching ones, or all for so long; once unless said. */
export interface Trouble {
  readonly do: 'trouble'
  readonly kind: TroubleKind
  /** By the name in the signature: `cloudformation`, `ecs`; any of the player's unless said. */
  readonly service?: string
  readonly operation?: string
  readonly stack?: string
  /** Of AppConfig, by name. */
  readonly environment?: string
  readonly profile?: string
  readonly times?: number
  readonly forMs?: number
  /** So many matching calls pass first. */
  readonly after?: number
  /** How long a slow answer takes, in milliseconds of the scenario. */
  readonly ms?: number
}

/** `conflict`: what AppConfig says where two deployments are started at the same moment. */
export type TroubleKind =
  'throttle' | 'server-error' | 'reset' | 'slow' | 'expired-token' | 'denied' | 'html' | 'conflict'

/** `DescribeStacks` and `ListStacks` still tell the status that the stack has now: the next `times` calls, or for so long. */
export interface StaleRead extends OfStack {
  readonly do: 'stale'
  readonly times?: number
  readonly forMs?: number
}
