import type {HandledResource, Properties} from '../handler.js'
import type {StackParameter} from '../parameters/resolve-parameters.js'
import type {ResourceDeclaration, Template} from '../template/template.js'
import type {OperationRef} from './operation-event.js'
import type {ChangeSet} from './change-set.js'

export interface Tag {
  readonly Key: string
  readonly Value: string
}

/** What a stack is asked to be. */
export interface Deployment {
  readonly template: Template
  readonly parameters: readonly StackParameter[]
  readonly conditions: ReadonlyMap<string, boolean>
  readonly tags: readonly Tag[]
  readonly capabilities: readonly string[]
  readonly notificationArns: readonly string[]
  readonly roleArn?: string
}

export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING'

export interface Stack {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly accountId: string
  readonly createdAt: Date
  status: string
  statusReason?: string | undefined
  updatedAt?: Date
  deletedAt?: Date
  /** Absent while only a change set made the stack (`REVIEW_IN_PROGRESS`). */
  deployment?: Deployment
  resources: Map<string, StackResource>
  outputs: readonly StackOutput[]
  /** Names of the exports that its expressions took. */
  imports: ReadonlySet<string>
  /** Oldest first. */
  readonly events: StackEvent[]
  changeSets: ChangeSet[]
  /** What was done to it, newest first. */
  readonly operations: OperationRef[]
  /** The change set that was executed last. */
  changeSetId?: string
  onFailure: OnFailure
  terminationProtection: boolean
  timeoutInMinutes?: number
  policy?: string
  /** What happens to it now. */
  operation?: Operation
  /** Replaced by an update that failed and was not rolled back: to be deleted with the next cleanup. */
  leftovers: StackResource[]
  /** What an update that failed to roll back still has to undo, for `ContinueUpdateRollback`. */
  pendingRollback?: readonly Undo[]
}

export interface Operation {
  /** Aborted: what waits stops waiting and nothing new is started. The reason says what to do then. */
  readonly controller: AbortController
  readonly done: Promise<void>
}

/** A resource as it is, whatever the template says by now. */
export interface StackResource {
  readonly logicalId: string
  readonly type: string
  status: string
  statusReason?: string | undefined
  updatedAt: Date
  /** Absent until the handler made it. */
  handled?: HandledResource
  /** As the handler got them last. */
  properties: Properties
  /** The same with `NoEcho` values masked: what events and change sets show. */
  shown: Properties
  /** As the template had it last. */
  declaration: ResourceDeclaration
  deletionPolicy: string | undefined
  updateReplacePolicy: string | undefined
  /** Stack tags that the handler got last. */
  tags: readonly Tag[]
  /** Logical ids it needs. */
  needs: ReadonlySet<string>
  recordedOnly: boolean
}

export type Undo =
  /** Made by the update: goes in the cleanup. */
  | {readonly kind: 'created'; readonly resource: StackResource}
  /** Changed in place, or tried to: the old properties come back. `before` is a copy. */
  | {readonly kind: 'updated'; readonly resource: StackResource; readonly before: StackResource}
  /** Replaced: the old one becomes the stack's again, the new one goes in the cleanup. */
  | {readonly kind: 'replaced'; readonly resource: StackResource; readonly before: StackResource}

export interface StackOutput {
  readonly key: string
  readonly value: string
  readonly description?: string
  readonly exportName?: string
}

export interface StackEvent {
  readonly id: string
  readonly at: Date
  readonly operation: OperationRef
  readonly logicalId: string
  readonly physicalId: string
  readonly type: string
  readonly status: string
  readonly reason?: string
  /** JSON. */
  readonly properties?: string
  readonly token?: string
}
