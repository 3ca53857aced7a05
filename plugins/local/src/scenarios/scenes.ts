/** What there is of a stack before the first beat. */
export interface StackScene {
  readonly name: string
  /** Absent: it does not exist yet. */
  readonly status?: string
  readonly reason?: string
  /** Milliseconds from the scenario's start, below zero; an hour ago unless said. */
  readonly createdAt?: number
  readonly updatedAt?: number
  readonly template?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly outputs?: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string>>
  readonly terminationProtection?: boolean
  readonly resources?: readonly ResourceScene[]
  /** Oldest first. */
  readonly events?: readonly EventScene[]
  /** The stack that it is nested in, by name. */
  readonly parent?: string
  /** Who is at work on it. */
  readonly token?: string
}

export interface ResourceScene {
  readonly logicalId: string
  readonly type: string
  readonly physicalId?: string
  /** `CREATE_COMPLETE` unless said. */
  readonly status?: string
  readonly reason?: string
}

/** An event of the past. Without `logicalId` it is the stack's own. */
export interface EventScene {
  /** Milliseconds from the scenario's start, below zero. */
  readonly at: number
  readonly logicalId?: string
  readonly type?: string
  readonly physicalId?: string
  readonly status: string
  readonly reason?: string
  readonly token?: string
}

/** An ECS service in its cluster. */
export interface ServiceScene {
  readonly cluster: string
  readonly name: string
  /** `ACTIVE` unless said. */
  readonly status?: string
  readonly desiredCount: number
  readonly deployments: readonly DeploymentScene[]
  readonly serviceDeployments?: readonly ServiceDeploymentScene[]
  readonly tasks?: readonly TaskScene[]
  /** Lines of the service's events, with when they came. */
  readonly events?: readonly {readonly at: number; readonly message: string}[]
  readonly circuitBreaker?: {readonly enable: boolean; readonly rollback: boolean}
}

export interface DeploymentScene {
  /** `ecs-svc/…` */
  readonly id: string
  /** The first one is `PRIMARY`, the others are `ACTIVE`, unless said. */
  readonly status?: string
  readonly taskDefinition: string
  readonly desiredCount: number
  readonly runningCount?: number
  readonly pendingCount?: number
  readonly failedTasks?: number
  readonly rolloutState: string
  readonly rolloutStateReason?: string
  readonly createdAt?: number
}

export interface ServiceDeploymentScene {
  readonly id: string
  readonly status: string
  readonly statusReason?: string
  readonly createdAt?: number
  readonly finishedAt?: number
  /** Ids of the revisions. */
  readonly targetRevision?: string
  readonly sourceRevision?: string
}

export interface TaskScene {
  readonly id: string
  readonly taskDefinition: string
  /** The deployment that started it. */
  readonly startedBy?: string
  readonly lastStatus: string
  readonly desiredStatus?: string
  readonly healthStatus?: string
  readonly stopCode?: string
  readonly stoppedReason?: string
  readonly createdAt?: number
  readonly stoppedAt?: number
  readonly containers?: readonly ContainerScene[]
}

export interface ContainerScene {
  readonly name: string
  readonly image?: string
  readonly imageDigest?: string
  readonly lastStatus?: string
  readonly exitCode?: number
  readonly reason?: string
  readonly healthStatus?: string
}

export interface TaskDefinitionScene {
  readonly family: string
  readonly revision: number
  readonly containers: readonly {
    readonly name: string
    readonly image: string
    /** Where its lines go: group and prefix of the stream. */
    readonly logs?: {readonly group: string; readonly prefix: string}
  }[]
}

export interface FunctionScene {
  readonly name: string
  readonly state: string
  readonly stateReason?: string
  readonly stateReasonCode?: string
  readonly lastUpdateStatus: string
  readonly lastUpdateStatusReason?: string
  readonly lastUpdateStatusReasonCode?: string
  /** `Image` unless said. */
  readonly packageType?: string
  readonly imageUri?: string
  readonly resolvedImageUri?: string
  readonly codeSha256?: string
  readonly logGroup?: string
}

/** An application of AppConfig; its minutes are those of the scenario's clock. */
export interface ConfigApplicationScene {
  readonly name: string
  /** Like all ids of these scenes: made from the name unless said. */
  readonly id?: string
  readonly environments: readonly {readonly name: string; readonly id?: string}[]
  readonly profiles: readonly ConfigProfileScene[]
}

export interface ConfigProfileScene {
  readonly name: string
  readonly id?: string
  /** `AWS.Freeform` unless said. */
  readonly type?: string
  /** JSON text of the schema that its validator keeps. */
  readonly schema?: string
  /** What its validator function says against whatever it is asked about. */
  readonly refusal?: string
  /** Contents of the hosted versions, oldest first. */
  readonly versions?: readonly string[]
  /** Number of the version that runs, by environment. */
  readonly running?: Readonly<Record<string, number>>
}

/** A deployment strategy of AppConfig: linear; it deploys to all at once unless said. */
export interface ConfigStrategyScene {
  readonly name: string
  readonly id?: string
  readonly minutes?: number
  readonly growthFactor?: number
  readonly bakeMinutes?: number
}

export interface LogScene {
  readonly group: string
  readonly stream: string
  readonly lines?: readonly {readonly at: number; readonly message: string}[]
}
