/** What runs on ECS. `undefined` stands for what is not there. `signal` ends a call earlier than the context's does. */
export interface Ecs {
  /** `cluster` and `service` by name or ARN. A service that was deleted a short time ago is still told, `status: 'INACTIVE'`. */
  service(cluster: string, service: string, signal?: AbortSignal): Promise<EcsService | undefined>
  /** Every service of the cluster that is not deleted. */
  listServices(cluster: string, signal?: AbortSignal): Promise<EcsService[] | undefined>
  /** ECS forgets a stopped task after an hour. Of a service or of a family of task definitions; without either, of the cluster. */
  tasks(filter: EcsTaskFilter, signal?: AbortSignal): Promise<EcsTask[] | undefined>
  /** One task, by ARN. */
  task(cluster: string, task: string, signal?: AbortSignal): Promise<EcsTask | undefined>
  taskDefinition(arn: string, signal?: AbortSignal): Promise<EcsTaskDefinition | undefined>
  /** Newest first; ECS keeps those of 90 days. */
  serviceDeployments(
    cluster: string,
    service: string,
    signal?: AbortSignal,
  ): Promise<EcsServiceDeployment[] | undefined>
  /** Stops a rollout and goes back to what ran before. */
  stopServiceDeployment(arn: string, signal?: AbortSignal): Promise<void>
  /** UpdateService: another number of tasks, or new tasks of the same definition (`redeploy`). */
  updateService(input: EcsUpdateInput, signal?: AbortSignal): Promise<void>
  /** RunTask: one task of no service, never two however often the call is tried. Throws `TASK_REFUSED` where ECS has no room for it. */
  runTask(input: EcsRunInput, signal?: AbortSignal): Promise<EcsTask>
  /** StopTask. A task that has ended already is no failure. */
  stopTask(input: EcsStopInput, signal?: AbortSignal): Promise<void>
  /** ECS Exec: starts a session in a running container. Throws `EXEC_UNAVAILABLE` where the task takes none. */
  execute(input: EcsExecuteInput, signal?: AbortSignal): Promise<EcsSession>
}

export interface EcsUpdateInput {
  readonly cluster: string
  readonly service: string
  readonly desired?: number
  readonly redeploy?: boolean
}

export interface EcsRunInput {
  readonly cluster: string
  /** ARN. */
  readonly taskDefinition: string
  readonly launchType?: string | undefined
  readonly network?: EcsNetwork | undefined
  /** Whose command and variables these are instead of the definition's. */
  readonly container: string
  readonly command?: readonly string[] | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly startedBy: string
  /** It takes ECS Exec, which its role and its root file system must allow. */
  readonly exec?: boolean | undefined
}

export interface EcsStopInput {
  readonly cluster: string
  /** ARN. */
  readonly task: string
  /** The task's `stoppedReason` for whoever asks later. */
  readonly reason: string
}

export interface EcsExecuteInput {
  readonly cluster: string
  /** ARN. */
  readonly task: string
  readonly container: string
  readonly command: string
}

export interface EcsSession {
  readonly id: string
  readonly streamUrl: string
  /** A secret, known to the context's `secrets`. */
  readonly tokenValue: string
}

export interface EcsTaskFilter {
  readonly cluster: string
  readonly service?: string
  readonly family?: string
  readonly status: 'RUNNING' | 'STOPPED'
}

export interface EcsService {
  readonly arn: string
  readonly name: string
  readonly cluster: string
  readonly status: string
  readonly desired: number
  readonly running: number
  readonly pending: number
  readonly taskDefinition: string
  /** Whether tasks that it starts take commands. */
  readonly execEnabled?: boolean
  /** Where its tasks run (`awsvpc`). */
  readonly network?: EcsNetwork
  readonly launchType?: string
  /** The one that is rolled out is `PRIMARY`, older ones that still run are `ACTIVE`. */
  readonly deployments: readonly EcsDeployment[]
  /** Newest first, at most 100. */
  readonly events: readonly {readonly at: number; readonly message: string}[]
}

export interface EcsNetwork {
  readonly subnets: readonly string[]
  readonly securityGroups?: readonly string[]
  readonly publicIp: boolean
}

export interface EcsDeployment {
  /** `ecs-svc/…`; the tasks that it starts carry it as `startedBy`. */
  readonly id: string
  readonly status: string
  readonly taskDefinition: string
  readonly desired: number
  readonly running: number
  readonly pending: number
  readonly failedTasks: number
  /** `COMPLETED`, `FAILED`, `IN_PROGRESS`; absent where ECS does not steer the rollout. */
  readonly rolloutState?: string
  readonly rolloutStateReason?: string
  readonly createdAt: number
  readonly updatedAt: number
}

export interface EcsTask {
  readonly arn: string
  readonly taskDefinition: string
  readonly lastStatus: string
  /** `service:<name>`, `family:<name>`, or what RunTask was given. */
  readonly group?: string
  readonly healthStatus?: string
  readonly startedBy?: string
  readonly stopCode?: string
  readonly stoppedReason?: string
  readonly createdAt: number
  readonly startedAt?: number
  readonly stoppedAt?: number
  /** `lastStatus` of the agent that ECS Exec talks to; absent where the task has none. */
  readonly execAgent?: string
  readonly execAgentReason?: string
  /** As its service said when it was started. */
  readonly execEnabled?: boolean
  /** Of Fargate. */
  readonly platformVersion?: string
  /** GiB of the task's own disk. */
  readonly ephemeralStorage?: number
  readonly containers: readonly EcsContainer[]
}

export interface EcsContainer {
  readonly name: string
  readonly image: string
  /** `sha256:…` of what really runs. */
  readonly imageDigest?: string
  readonly lastStatus?: string
  readonly exitCode?: number
  readonly reason?: string
  readonly healthStatus?: string
}

export interface EcsTaskDefinition {
  readonly arn: string
  readonly family: string
  readonly executionRole?: string
  readonly taskRole?: string
  /** `task`: the containers share one process namespace. */
  readonly pidMode?: string
  /** GiB of the task's own disk, where it says so. */
  readonly ephemeralStorage?: number
  readonly volumes?: readonly {readonly name: string; /** Id, of EFS. */ readonly fileSystem?: string}[]
  readonly containers: readonly {
    readonly name: string
    readonly image: string
    readonly essential: boolean
    readonly hasHealthCheck: boolean
    /** Absent: the image's. */
    readonly entryPoint?: readonly string[]
    readonly readOnlyRoot?: boolean
    /** Where the `awslogs` driver writes; the stream is `prefix/container/task id`. */
    readonly logs?: {readonly group: string; readonly region?: string; readonly streamPrefix?: string}
  }[]
}

export interface EcsServiceDeployment {
  readonly arn: string
  /** `SUCCESSFUL`, `ROLLBACK_SUCCESSFUL`, `STOPPED`, `IN_PROGRESS`, … */
  readonly status: string
  readonly statusReason?: string
  readonly targetServiceRevision?: string
  /** The revision it went back to, and why. */
  readonly rollback?: {readonly reason?: string; readonly serviceRevision?: string}
  readonly circuitBreaker?: {readonly status: string; readonly failures: number; readonly threshold: number}
  readonly createdAt: number
  readonly startedAt?: number
  readonly finishedAt?: number
}
