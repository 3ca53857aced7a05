/** What is done to a stack, from its beginning to its end: `DescribeEvents` groups by it. */
export interface OperationRef {
  readonly id: string
  readonly type: string
}

/**
 * The type of the operation that a stack's status belongs to. A rollback is an operation of its own, also an automatic one:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export function operationType(status: string): string {
  if (status.includes('ROLLBACK')) return 'ROLLBACK'
  if (status.startsWith('UPDATE') || status.startsWith('IMPORT')) return 'UPDATE_STACK'
  if (status.startsWith('DELETE')) return 'DELETE_STACK'
  return status === 'REVIEW_IN_PROGRESS' ? 'CREATE_CHANGESET' : 'CREATE_STACK'
}

/** How many AWS tells is not documented; the newest come first. */
const TOLD_OPERATIONS = 3

/** `LastOperations` of a stack. */
export function lastOperations(newestFirst: readonly OperationRef[]) {
  return newestFirst.slice(0, TOLD_OPERATIONS).map(({type, id}) => ({OperationType: type, OperationId: id}))
}

/** What decides how `DescribeEvents` classes an event. */
export interface EventKind {
  readonly status?: string | undefined
  /** Of the stack itself, not of one of its resources. */
  readonly isStack?: boolean
  readonly HookStatus?: string | undefined
  readonly ValidationStatus?: string | undefined
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_OperationEvent.html */
export function eventType({status = '', isStack, HookStatus, ValidationStatus}: EventKind): string {
  if (ValidationStatus) return 'VALIDATION_ERROR'
  if (HookStatus) return HookStatus.endsWith('FAILED') ? 'HOOK_INVOCATION_ERROR' : 'PROGRESS_EVENT'
  if (isStack) return 'STACK_EVENT'
  return status.endsWith('_FAILED') ? 'PROVISIONING_ERROR' : 'PROGRESS_EVENT'
}

/** Of the operation as a whole: only the stack's own events tell it. */
export function operationStatus({status = '', isStack}: EventKind): string | undefined {
  if (!isStack || !status) return undefined
  if (status.endsWith('_IN_PROGRESS')) return 'IN_PROGRESS'
  return status.endsWith('_FAILED') ? 'FAILED' : 'SUCCEEDED'
}

export function isFailure({status = '', HookStatus = '', ValidationStatus}: EventKind): boolean {
  return status.endsWith('_FAILED') || HookStatus.endsWith('FAILED') || ValidationStatus === 'FAILED'
}
