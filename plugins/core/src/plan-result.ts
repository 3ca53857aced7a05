import type {JsonDifference} from './configs/diff-json.js'
import type {DataLoss} from './events.js'
import type {BaseImageUse} from './results.js'

/** What a deploy would do. The `--json` shape of `APP:plan`: stable. */
export interface PlanResult {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly changed: boolean
  readonly images: readonly ImagePlan[]
  readonly stacks: readonly StackPlan[]
  /** X-Ray's setting for account and region; absent where no part of the plan brings a key for it. */
  readonly traces?: TracesPlan
  readonly configs: readonly ConfigPlan[]
  /** What would be lost for good; empty in the usual case. */
  readonly losses: readonly DataLoss[]
}

export interface ImagePlan {
  readonly name: string
  readonly action: 'build' | 'none'
  /** Hash of all inputs; also the image's tag. */
  readonly tag: string
  /** Repository URI; absent while the part that makes the repository does not exist. */
  readonly repository?: string
  /** `repository@sha256:…` of an image that is there already. */
  readonly uri?: string
  readonly digest?: string
  readonly bases: readonly BaseImageUse[]
}

/** What a release of one configuration would do. */
export interface ConfigPlan {
  readonly profile: string
  /** Of its source. */
  readonly file: string
  /** Compiled. */
  readonly bytes: number
  /** `skip`: there is no such profile, and nobody asked for one to be created. */
  readonly action: 'release' | 'skip' | 'none'
  /** The profile is created first. */
  readonly create?: true
  /** `false`: what is to be deployed has been uploaded already, as `version`. */
  readonly upload: boolean
  readonly version?: number
  readonly environments: readonly ConfigChange[]
  /** The part that has to be deployed before more can be told. */
  readonly knownAfter?: string
}

export interface ConfigChange {
  readonly environment: string
  readonly action: 'deploy' | 'none'
  /** The version that it runs; absent where it runs none, or that is not known yet. */
  readonly runs?: number
  /** From what it runs to what it would run. */
  readonly differences: readonly JsonDifference[]
}

export interface StackPlan {
  readonly part: string
  readonly name: string
  /**
   * `recreate`: what a failed creation or deletion left is deleted first. `restore`: a failed update is rolled back first, then updated.
   * `delete`: the settings no longer name it.
   */
  readonly action: 'create' | 'update' | 'recreate' | 'restore' | 'delete' | 'none'
  /** CloudFormation's `StackStatus`; absent while the stack does not exist. */
  readonly status?: string
  readonly changes: readonly ResourceChange[]
  /** Parameters whose value is not known yet, and after what it is: `build`, `network`. */
  readonly unknown: Readonly<Record<string, string>>
  /** Set where the changes were told from the templates alone, and why. */
  readonly approximate?: string
}

export interface TracesPlan {
  readonly part: string
  readonly action: 'encrypt' | 'none'
  /** The part's key, where it is there already. */
  readonly key?: string
  /** With which X-Ray encrypts now; absent: its own. */
  readonly now?: string
}

export interface ResourceChange {
  readonly logicalId: string
  readonly type: string
  readonly physicalId?: string
  /** `may-change`: depends on a value that is not known yet. */
  readonly action: 'add' | 'modify' | 'remove' | 'may-change'
  /** CloudFormation's own `Replacement`. */
  readonly replacement?: 'True' | 'False' | 'Conditional'
  readonly properties: readonly PropertyChange[]
  /** For `may-change`: `build`, `network`. */
  readonly knownAfter?: string
}

export interface PropertyChange {
  /** `Properties.CidrBlock`, `Tags`. */
  readonly path: string
  readonly before?: string
  readonly after?: string
  /** CloudFormation's `RequiresRecreation`: `Never`, `Conditionally`, `Always`. */
  readonly recreation?: string
}
