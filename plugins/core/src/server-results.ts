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

export interface TaskListResult {
  app: string
  stage: string
  region: string
  cluster: string
  /** Newest first. */
  tasks: ListedTask[]
}

export interface ListedTask {
  id: string
  /** Absent: it was started by itself. */
  service?: string
  /** What it says of who started it; of a service, its deployment. */
  startedBy?: string
  /** `family:revision`. */
  taskDefinition: string
  /** ECS's `lastStatus`. */
  status: string
  health?: string
  execAgent?: string
  createdAt: string
  startedAt?: string
  stoppedAt?: string
  stopCode?: string
  stoppedReason?: string
  containers: {name: string; image: string; digest?: string; exitCode?: number; reason?: string}[]
}

export interface StopAllResult {
  app: string
  stage: string
  region: string
  changed: boolean
  cluster: string
  /** Names of those that wanted tasks. */
  services: string[]
  /** Ids of those that ran. */
  tasks: string[]
  durationMs: number
}

/** Of run. What is about its end is absent where nobody has waited for that. */
export interface RunResult {
  app: string
  stage: string
  region: string
  cluster: string
  /** Its id. */
  task: string
  taskArn: string
  /** The container's own. */
  exitCode?: number
  /** ECS's words. */
  stoppedReason?: string
  stopCode?: string
  /** What they mean, where the exit code alone does not say. */
  meaning?: string
  startedAt?: string
  stoppedAt?: string
  /** Commands to run next: what follows a task that nobody waits for. */
  suggestions: string[]
  durationMs: number
}

/** A line of a log; one of them is a line of `--jsonl`. */
export interface LoggedLine {
  time: string
  /** The part that wrote it; with the log group's logical id where the part has several. */
  source: string
  stream: string
  message: string
}

export interface LogsResult {
  app: string
  stage: string
  region: string
  /** Oldest first. */
  events: LoggedLine[]
  /** `true`: there were more in that time, and older ones were left out. */
  truncated: boolean
}

export interface SnapshotResult {
  app: string
  stage: string
  region: string
  /** Id of AWS Backup's job. */
  job: string
  /** AWS's own: `COMPLETED`, or how far it was when nobody waited any more. */
  state: string
  /** ARN; absent while it is not made. */
  recoveryPoint?: string
  vault: string
  sizeBytes?: number
  createdAt: string
  suggestions: string[]
  durationMs: number
}

export interface SnapshotListResult {
  app: string
  stage: string
  region: string
  fileSystem: string
  /** Newest first; those of the daily backup too. */
  snapshots: {
    /** ARN. */
    recoveryPoint: string
    vault: string
    /** Only `COMPLETED` ones can be restored. */
    status: string
    createdAt: string
    sizeBytes?: number
  }[]
}

export interface RestoreResult {
  app: string
  stage: string
  region: string
  /** Id of AWS Backup's job. */
  job: string
  /** ARN. */
  recoveryPoint: string
  /** Where in the file system the data of before is now; absent where there was none. */
  aside?: string
  /** Id of the task that runs with the restored data; absent where no server ran before. */
  task?: string
  suggestions: string[]
  durationMs: number
}

/** How a command ended in the client function. */
export interface ClientResult {
  function: string
  /** Of the invocation, as Lambda's log has it. */
  requestId: string
  /** The command's own; 128 and the number of the signal that ended it. */
  exitCode: number
  /** Without white space around it: so the function sends it. */
  stdout: string
  stderr: string
  /** What was run: the shell and its arguments. */
  command: string[]
  env: Record<string, string>
}
