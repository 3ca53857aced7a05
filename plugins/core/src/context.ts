import type {Host, ImageProgress, StackResourceEvent} from './events.js'
import type {VpcFacts} from './lookups.js'

/** Built once at the edge by `createContext` and passed down: all that the engine may touch. */
export interface Context {
  readonly region: string
  readonly host: Host
  /** Aborted: no new node is started and what waits stops waiting. `reason` is the signal's name. */
  readonly signal: AbortSignal
  readonly cloudFormation: CloudFormation
  readonly ecr: Ecr
  readonly ec2: Ec2
  readonly docker: DockerEngine
  /** Whom AWS takes us for. Needs no permission. */
  identity(): Promise<CallerIdentity>
}

export interface CallerIdentity {
  readonly accountId: string
  readonly arn: string
}

export interface Tag {
  readonly key: string
  readonly value: string
}

export interface Stack {
  readonly id: string
  readonly name: string
  /** CloudFormation's `StackStatus`. */
  readonly status: string
  readonly statusReason?: string
  /** `NoEcho` values read `****`. */
  readonly parameters: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  readonly tags: readonly Tag[]
  readonly terminationProtection: boolean
  /** Epoch ms. */
  readonly createdAt: number
  readonly updatedAt?: number
}

export interface StackResource {
  readonly logicalId: string
  readonly physicalId?: string
  readonly type: string
  readonly status: string
}

export interface CreateChangeSetInput {
  readonly stack: string
  readonly type: 'CREATE' | 'UPDATE'
  readonly template: string
  /** A key without a value keeps the value that the stack has now (`UsePreviousValue`). */
  readonly parameters: Readonly<Record<string, string | undefined>>
  readonly tags: readonly Tag[]
}

export interface ChangeSet {
  /** ARN. */
  readonly id: string
  readonly stackId: string
  readonly stack: string
  /** Nothing would change; `changes` is empty. */
  readonly empty: boolean
  readonly changes: readonly ChangeSetChange[]
}

export interface ChangeSetChange {
  readonly logicalId: string
  readonly physicalId?: string
  readonly type: string
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import' | 'Dynamic'
  readonly replacement?: 'True' | 'False' | 'Conditional'
  readonly details: readonly {
    readonly attribute: string
    readonly name?: string
    readonly path?: string
    readonly before?: string
    readonly after?: string
    readonly recreation?: string
  }[]
}

export interface CloudFormation {
  /** `undefined`: there is no such stack. One DescribeStacks. */
  describe(stack: string): Promise<Stack | undefined>
  /** The template body as it was sent. One GetTemplate. */
  template(stack: string): Promise<string>
  resources(stack: string): Promise<StackResource[]>
  /** Creates and waits until it can be executed. A change set without changes is deleted again and says `empty`. */
  createChangeSet(input: CreateChangeSetInput, signal: AbortSignal): Promise<ChangeSet>
  /** Deletes it, and a stack in REVIEW_IN_PROGRESS that only the change set made. */
  deleteChangeSet(changeSet: ChangeSet): Promise<void>
  /** Executes and yields the events of this execution as they happen, until the stack is at rest. */
  execute(changeSet: ChangeSet, signal: AbortSignal): AsyncIterable<StackResourceEvent>
  /** Deletes and yields the events until the stack is gone or DELETE_FAILED. */
  delete(stackId: string, signal: AbortSignal): AsyncIterable<StackResourceEvent>
}

export interface EcrImage {
  readonly tag: string
  /** `sha256:…` of the manifest. */
  readonly digest: string
  readonly mediaType: string
  /** Epoch ms. */
  readonly pushedAt?: number
  /** Compressed, bytes. */
  readonly size?: number
}

export interface Ecr {
  /** One BatchGetImage; tags that are not there are left out. `undefined`: there is no such repository. */
  find(repository: string, tags: readonly string[]): Promise<EcrImage[] | undefined>
  list(repository: string): Promise<EcrImage[] | undefined>
  /** The token lasts 12 h; it is fetched once for a context. */
  authorization(): Promise<RegistryAuthorization>
}

export interface RegistryAuthorization {
  readonly username: string
  readonly password: string
  /** `proxyEndpoint`, e.g. `https://123456789012.dkr.ecr.eu-west-1.amazonaws.com`. */
  readonly endpoint: string
}

export interface Ec2 {
  vpc(vpcId: string): Promise<Omit<VpcFacts, 'mainRouteTableId' | 'routes'> | undefined>
  mainRouteTable(vpcId: string): Promise<Pick<VpcFacts, 'mainRouteTableId' | 'routes'> | undefined>
}

export interface BuildInput {
  readonly dockerfile: string
  readonly context: string
  readonly platform: string
  readonly buildArgs: Readonly<Record<string, string>>
  readonly target?: string
  /** `name:tag` to give the image. */
  readonly tag: string
  /** For a base image in the app's own registry. */
  readonly authorization?: RegistryAuthorization
}

export interface BuiltImage {
  /** Digest of the image's config; not what a registry calls its digest. */
  readonly id: string
  /** `linux/amd64`. */
  readonly platform: string
}

export interface PushInput {
  /** `repository:tag`. */
  readonly reference: string
  readonly authorization: RegistryAuthorization
}

export type PushResult =
  | {readonly pushed: true; readonly digest: string}
  /** The immutable tag is there already: another run was faster. */
  | {readonly pushed: false}

export interface DockerEngine {
  /** Throws `DOCKER_UNAVAILABLE`. */
  version(): Promise<{version: string; apiVersion: string; architecture: string; host: string}>
  build(input: BuildInput, progress: (progress: ImageProgress) => void, signal: AbortSignal): Promise<BuiltImage>
  push(input: PushInput, progress: (progress: ImageProgress) => void, signal: AbortSignal): Promise<PushResult>
}
