import type {ConfigPlan, PlanResult} from './plan-result.js'

/** A node of the graph. */
export interface NodeRef {
  readonly kind: 'image' | 'stack' | 'config'
  readonly name: string
}

/** What happens, as data. Every sentence and colour is the host's. Times are epoch ms, durations ms. */
export type EngineEvent =
  /** Whom AWS takes us for. `expiresAt`: when the credentials end, where they say so. */
  | {type: 'identity.found'; accountId: string; arn: string; region: string; expiresAt?: number}
  | {type: 'plan.started'; app: string; stage: string; region: string}
  | {type: 'plan.finished'; plan: PlanResult}
  | {
      type: 'run.started'
      verb: Verb
      app: string
      stage: string
      nodes: NodeRef[]
    }
  | {type: 'node.started'; node: NodeRef; action: NodeAction}
  | {type: 'node.finished'; node: NodeRef; changed: boolean; ms: number}
  | {type: 'node.failed'; node: NodeRef; ms: number; message: string}
  /** What runs at AWS was asked to stop, by the call that stops it. `cannot`: it comes to its own end. */
  | {type: 'node.cancelling'; node: NodeRef; how: Cancelling}
  /** It has ended, in `status` where it is a stack; `left`: nobody waits for it any more, AWS goes on. */
  | {type: 'node.cancelled'; node: NodeRef; ms: number; left: boolean; status?: string}
  | {type: 'node.skipped'; node: NodeRef; because: string}
  /** Another operation runs on the stack: it is waited for. */
  | {
      type: 'stack.waiting'
      node: NodeRef
      stack: string
      status: string
      since?: number
      startedBy?: string
      limitMs: number
    }
  | {type: 'stack.free'; node: NodeRef; stack: string; ms: number}
  | {type: 'stack.progress'; node: NodeRef; stack: string; resource: StackResourceEvent}
  /** The stack is complete; what it deployed is not up yet: `ready` of `wanted` tasks are healthy, or a function still takes over its update. */
  | {
      type: 'stack.settling'
      node: NodeRef
      logicalId: string
      what: 'tasks' | 'function'
      ready: number
      wanted: number
    }
  /** A version was made of a configuration. */
  | {type: 'config.uploaded'; node: NodeRef; version: number; bytes: number}
  /** Another deployment, `deployment` of `config`, runs in the environment: AppConfig takes one at a time, so it is waited for. */
  | {
      type: 'config.waiting'
      node: NodeRef
      environment: string
      deployment: number
      config: string
      state: string
      since?: number
      startedBy?: string
      limitMs: number
    }
  | {type: 'config.free'; node: NodeRef; environment: string; ms: number}
  /** How far a deployment has come: AppConfig's own `state` and percentage of targets. `bakeMinutes`: so long alarms are watched after the last one. */
  | {
      type: 'config.progress'
      node: NodeRef
      environment: string
      deployment: number
      version: number
      state: string
      percent: number
      bakeMinutes?: number
    }
  /** Versions of a profile are deleted, so that it can be deleted: `deleted` so far. */
  | {type: 'config.purging'; node: NodeRef; profile: string; deleted: number; done: boolean}
  /** A bucket is emptied, so that it can be deleted: `deleted` versions of objects so far. */
  | {type: 'bucket.emptying'; node: NodeRef; bucket: string; deleted: number; done: boolean}
  /** X-Ray takes another key for the traces of account and region, its own where there is none; that takes minutes. */
  | {type: 'traces.encrypting'; node: NodeRef; key?: string; done: boolean}
  /** What AWS Backup has come to: its own `state` of the job. */
  | {type: 'backup.progress'; what: 'snapshot' | 'restore'; job: string; state: string; percent?: number}
  /** Kinesis was asked for so many shards: `step` of `of`. */
  | {type: 'stream.resizing'; stream: string; shards: number; step: number; of: number}
  /** A step of a restore begins. */
  | {type: 'restore.step'; step: 'stop' | 'place' | 'start'}
  | {type: 'image.progress'; node: NodeRef; progress: ImageProgress}
  /** Of the data that goes into the server or comes out of it, a few times a second. */
  | {type: 'transfer.progress'; transfer: TransferProgress}
  /** A line that the program in the server wrote to its standard error. */
  | {type: 'transfer.said'; line: string}
  /** A task of no service is now in `status`, ECS's word. */
  | {type: 'task.changed'; task: string; status: string}
  /** ECS was asked to end it. */
  | {type: 'task.stopping'; task: string}
  /** How lines that come are learned of; `reason`: why not by live tail. */
  | {type: 'logs.followed'; how: 'live-tail' | 'polling'; reason?: string}
  | {type: 'retried'; service: string; operation: string; attempt: number; reason: string}
  | {type: 'warning'; code: string; message: string}

/** Of which a run is one. */
export type Verb =
  'deploy' | 'destroy' | 'build' | 'push' | 'attach' | 'cancel' | 'start' | 'stop' | 'restart' | 'release' | 'revert'

export type NodeAction =
  | 'create'
  | 'update'
  | 'restore'
  | 'delete'
  | 'follow'
  | 'cancel'
  | 'start'
  | 'stop'
  | 'restart'
  | 'build'
  | 'push'
  | 'release'
  | 'revert'

/** By CloudFormation. */
export type CancelledOperation = 'deletes' | 'rolls-back' | 'cannot'

/**
 * `stops-rollout`: ECS stops the deployment of a service and goes back to the one before; `stops-deployment`: AppConfig does, with that of a
 * configuration.
 */
export type Cancelling = CancelledOperation | 'stops-rollout' | 'stops-deployment'

/** One CloudFormation event, in our words. */
export interface StackResourceEvent {
  readonly logicalId: string
  readonly physicalId?: string
  readonly type: string
  /** CloudFormation's `ResourceStatus`, e.g. `CREATE_IN_PROGRESS`. */
  readonly status: string
  readonly reason?: string
  readonly at: number
}

export type ImageProgress =
  | {phase: 'pack'; files: number; bytes: number}
  /** A Dockerfile step: `name` as BuildKit says it, e.g. `[2/5] RUN apt-get update`. */
  | {phase: 'build'; step: string; state: 'started' | 'cached' | 'finished' | 'failed'; ms?: number}
  /** A line that a RUN step printed. */
  | {phase: 'log'; step: string; line: string}
  | {
      phase: 'push'
      layer: string
      state: 'started' | 'exists' | 'mounted' | 'progress' | 'finished'
      bytes?: number
      total?: number
    }

export interface TransferProgress {
  readonly verb: 'import' | 'export' | 'upload' | 'download' | 'send' | 'replay'
  /** What is read or written now, as it was named. */
  readonly name: string
  /** Of all sources so far, as they are stored. */
  readonly bytes: number
  /** Of all sources; absent where that is not known. */
  readonly total?: number
  /** Since the first byte was asked for. */
  readonly ms: number
  /** All of it has moved. */
  readonly done: boolean
}

export type Question =
  | {type: 'deploy'; plan: PlanResult; losses: DataLoss[]}
  | {type: 'stop' | 'stop-all' | 'restart' | 'run'; app: string; stage: string; region: string; losses: DataLoss[]}
  | {
      type: 'restore'
      app: string
      stage: string
      region: string
      /** Which is put in place of the present data. */
      snapshot: {arn: string; createdAt: number; bytes?: number}
      /** A server runs, and is stopped meanwhile. */
      interrupts: boolean
      losses: DataLoss[]
    }
  | {type: 'destroy'; app: string; stage: string; region: string; stacks: string[]; losses: DataLoss[]}
  /** A stream goes from `before` shards to the last of `steps`. */
  | {
      type: 'shards'
      app: string
      stage: string
      region: string
      name: string
      stream: string
      before: number
      steps: number[]
      losses: DataLoss[]
    }
  /** Events that were seen already are sent once more. */
  | {
      type: 'replay'
      app: string
      stage: string
      region: string
      bucket: string
      source: string
      objects: number
      bytes: number
      losses: DataLoss[]
    }
  /** `configs`: what would be released where. */
  | {
      type: 'config:deploy'
      app: string
      stage: string
      region: string
      application: string
      configs: readonly ConfigPlan[]
      losses: DataLoss[]
    }
  | {
      type: 'config:revert'
      app: string
      stage: string
      region: string
      application: string
      profile: string
      /** `reverts`: AppConfig takes the deployment back; `deploys`: an earlier version is deployed once more. */
      environments: {environment: string; from: number; to: number; how: 'reverts' | 'deploys'}[]
      losses: DataLoss[]
    }
  | {
      type: 'config:delete'
      app: string
      stage: string
      region: string
      application: string
      profile: string
      versions: number
      /** Where it runs. */
      environments: string[]
      losses: DataLoss[]
    }
  | {
      type: 'config:gc'
      app: string
      stage: string
      region: string
      application: string
      profiles: {profile: string; versions: number[]}[]
      losses: DataLoss[]
    }
  /** `keys`, or all below `prefix`. */
  | {
      type: 'bucket:delete'
      app: string
      bucket: string
      keys: string[]
      prefix?: string
      objects: number
      bytes: number
      losses: DataLoss[]
    }

/** Data that would be gone for good. */
export interface DataLoss {
  readonly part: string
  readonly logicalId: string
  readonly resourceType: string
  readonly physicalId?: string
  /** Cannot be made again from the sources: needs `--force` where nobody is asked. */
  readonly grave: boolean
  /** Why: `is replaced by an empty one: all imported events`. */
  readonly reason: string
}

/** `true`: go on; `false`: the user said no; `no-terminal`: there was nobody to ask and no `--yes`. */
export type Answer = boolean | 'no-terminal'

/** The engine's only way out: it tells and it asks. A host never decides what the engine does. */
export interface Host {
  notify(event: EngineEvent): void
  confirm(question: Question): Promise<Answer>
}
