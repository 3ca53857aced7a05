import type {Plan} from '../plan/plan.js'
import type {Deployment, OnFailure} from './stack.js'

export interface ChangeSet {
  readonly id: string
  readonly name: string
  readonly stackId: string
  readonly stackName: string
  readonly kind: 'CREATE' | 'UPDATE'
  readonly createdAt: Date
  readonly description?: string
  readonly deployment: Deployment
  readonly onStackFailure?: OnFailure
  status: 'CREATE_PENDING' | 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'FAILED'
  statusReason?: string
  executionStatus:
    'UNAVAILABLE' | 'AVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED' | 'OBSOLETE'
  /** Once the status is `CREATE_COMPLETE`. */
  plan?: Plan
}

/** Any other change of the stack makes its change sets worthless. */
export function makeObsolete(changeSets: readonly ChangeSet[]): void {
  for (const changeSet of changeSets) {
    if (changeSet.executionStatus === 'AVAILABLE') changeSet.executionStatus = 'OBSOLETE'
  }
}

/** Still stands in the way of another one of its name. */
export function isPending({executionStatus}: ChangeSet): boolean {
  return executionStatus === 'AVAILABLE' || executionStatus === 'UNAVAILABLE'
}
