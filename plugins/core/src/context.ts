import type {CancelledOperation, Host, StackResourceEvent} from './events.js'
import type {VpcFacts} from './lookups.js'
import type {AppConfig} from './ports/app-config.js'
import type {Backups} from './ports/backups.js'
import type {DockerEngine} from './ports/docker.js'
import type {Downloads} from './ports/downloads.js'
import type {Ecs} from './ports/ecs.js'
import type {FileSystems} from './ports/file-systems.js'
import type {Functions} from './ports/functions.js'
import type {Gateways} from './ports/gateways.js'
import type {IdentityProviders} from './ports/identity-providers.js'
import type {Logs} from './ports/logs.js'
import type {Metrics} from './ports/metrics.js'
import type {Objects} from './ports/objects.js'
import type {OperationEvent, OperationEventsInput} from './ports/operation-events.js'
import type {Queues} from './ports/queues.js'
import type {Roles} from './ports/roles.js'
import type {SubnetRoutes, VpcEndpoint} from './ports/routes.js'
import type {Registry} from './ports/registry.js'
import type {Streams} from './ports/streams.js'
import type {Tables} from './ports/tables.js'
import type {Topics} from './ports/topics.js'
import type {Traces} from './ports/traces.js'
import type {Secrets} from './secrets/secrets.js'

/** Built once at the edge by `createContext` and passed down: all that the engine may touch. */
export interface Context extends Signals {
  readonly region: string
  readonly host: Host
  /** How long another operation on a stack is waited for, in ms. */
  readonly waitForLockMs: number
  /** Whom versions and deployments of configurations name: `alice@laptop`. */
  readonly startedBy?: string | undefined
  readonly cloudFormation: CloudFormation
  readonly ecr: Ecr
  readonly ec2: Ec2
  readonly ecs: Ecs
  readonly fileSystems: FileSystems
  readonly functions: Functions
  readonly gateways: Gateways
  readonly identityProviders: IdentityProviders
  readonly logs: Logs
  readonly metrics: Metrics
  readonly objects: Objects
  readonly queues: Queues
  readonly roles: Roles
  readonly streams: Streams
  readonly tables: Tables
  readonly topics: Topics
  readonly traces: Traces
  readonly backups: Backups
  readonly appConfig: AppConfig
  readonly docker: DockerEngine
  /** What is fetched from elsewhere, and kept for the next run. */
  readonly downloads: Downloads
  /** Where base images are. */
  readonly registry: Registry
  /** What must not be seen. The host is told nothing that holds one of them. */
  readonly secrets: Secrets
  /** Whom AWS takes us for. Needs no permission. */
  identity(): Promise<CallerIdentity>
  /** The profiles of the shared configuration that lead to the account; none where that file does not say. */
  profilesOf(accountId: string): Promise<string[]>
}

/** Two ways to be stopped. The reasons are the name of the process signal, or `timeout`. */
export interface Signals {
  /** Nothing new is begun: reads, builds and pushes end, what runs at AWS is cancelled. */
  readonly signal: AbortSignal
  /** What runs at AWS is no longer waited for either. Never aborted before `signal`, except by the time limit, which cancels nothing. */
  readonly leave: AbortSignal
}

export interface CallerIdentity {
  readonly accountId: string
  readonly arn: string
  /** Epoch ms. Absent: the credentials do not say that they end. */
  readonly expiresAt?: number
  /** New credentials are fetched by themselves before these end. */
  readonly renewed?: boolean
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
  /** ARN of the root stack, where it is nested. */
  readonly rootId?: string
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

/**
 * `deletes`: a creation, which is deleted; `rolls-back`: an update; `cannot`: a deletion, a rollback or a cleanup comes to its own
 * end; `refused`: it has moved on meanwhile; `idle`: nothing runs.
 */
export type CancelRequest = CancelledOperation | 'refused' | 'idle'

export interface RunningOperation {
  /** Epoch ms. */
  readonly since?: number
  /** As its request token tells: `aws-stack of alice-laptop`, `the AWS console`. */
  readonly startedBy?: string
  /** The request token itself. */
  readonly token?: string
}

/** One that nobody has executed. */
export interface WaitingChangeSet {
  /** ARN. */
  readonly id: string
  /** Our own have a request token for a name. */
  readonly name: string
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
  /** `undefined`: there is no such stack. One DescribeStacks. With a signal of its own it is asked with the patience of a wait. */
  describe(stack: string, signal?: AbortSignal): Promise<Stack | undefined>
  /** The template body as it was sent. One GetTemplate. */
  template(stack: string): Promise<string>
  resources(stack: string, signal?: AbortSignal): Promise<StackResource[]>
  /** Creates and waits until it can be executed. A change set without changes is deleted again and says `empty`. */
  createChangeSet(input: CreateChangeSetInput, signal: AbortSignal): Promise<ChangeSet>
  /** Deletes it, and a stack in REVIEW_IN_PROGRESS that only the change set made. */
  deleteChangeSet(changeSet: Pick<ChangeSet, 'id' | 'stackId' | 'stack'>): Promise<void>
  /** Those of the stack that were not executed, or are being executed. */
  waitingChangeSets(stackId: string): Promise<WaitingChangeSet[]>
  /** Executes and yields the events of this execution as they happen, until the stack is at rest. */
  execute(changeSet: ChangeSet, signals: Signals): AsyncIterable<StackResourceEvent>
  /** Deletes and yields the events until the stack is gone or DELETE_FAILED. `retain`: logical ids left behind, only in DELETE_FAILED. */
  delete(stackId: string, signals: Signals, retain?: readonly string[]): AsyncIterable<StackResourceEvent>
  /** Of a stack in UPDATE_ROLLBACK_FAILED. `skip`: logical ids that are taken as they are. */
  continueRollback(stackId: string, skip: readonly string[], signals: Signals): AsyncIterable<StackResourceEvent>
  /** Of a stack in UPDATE_FAILED. */
  rollback(stackId: string, signals: Signals): AsyncIterable<StackResourceEvent>
  /** One try to stop what runs on the stack. */
  cancel(stackId: string, signal: AbortSignal): Promise<CancelRequest>
  /** Yields the events of the operation that runs now, whoever began it, until the stack is at rest; with `history` also those so far. */
  follow(stackId: string, options: {readonly history: boolean}, signal: AbortSignal): AsyncIterable<StackResourceEvent>
  /** The operation that runs now, or ran last. */
  operation(stackId: string): Promise<RunningOperation>
  /** All events, newest first, page by page: whoever has seen enough stops. By ARN also those of a deleted stack, for 90 days. */
  history(stack: string, signal?: AbortSignal): AsyncIterable<StackResourceEvent>
  /** Of the stacks that begin with `prefix` and are not deleted, without nested ones. One ListStacks for each hundred stacks of the account. */
  stackNames(prefix: string, signal?: AbortSignal): Promise<string[]>
  /** Stacks that were deleted within 90 days, newest first. */
  deletedStacks(signal?: AbortSignal): Promise<DeletedStack[]>
  /** Hooks and checks of the newest operations, newest first. Explains, so it never fails: where it is denied or not known there is nothing, and a warning. */
  operationEvents(input: OperationEventsInput, signal?: AbortSignal): Promise<OperationEvent[]>
}

export interface DeletedStack {
  readonly id: string
  readonly name: string
  /** Epoch ms. */
  readonly createdAt: number
  readonly deletedAt: number
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
  /** Labels of an image's config, by its digest. `undefined`: there is no such image, or it is an index of several. */
  labels(repository: string, digest: string): Promise<Readonly<Record<string, string>> | undefined>
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
  /** Every VPC of the region, the default one first, then by name. */
  listVpcs(): Promise<ListedVpc[]>
  vpc(vpcId: string): Promise<Omit<VpcFacts, 'mainRouteTableId' | 'routes'> | undefined>
  mainRouteTable(vpcId: string): Promise<Pick<VpcFacts, 'mainRouteTableId' | 'routes'> | undefined>
  /** Of the table that the subnet uses: its own, or the main one of its VPC. `undefined`: there is no such subnet. */
  subnetRoutes(subnetId: string): Promise<SubnetRoutes | undefined>
  /** Endpoints of a service (`com.amazonaws.eu-west-1.ssmmessages`) in a VPC. */
  vpcEndpoints(vpcId: string, service: string): Promise<VpcEndpoint[]>
}

export interface ListedVpc {
  readonly vpcId: string
  /** Its tag `Name`. */
  readonly name?: string
  /** The primary IPv4 block. */
  readonly cidr: string
  readonly isDefault: boolean
}
