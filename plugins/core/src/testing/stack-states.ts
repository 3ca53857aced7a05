/** What the verbs do with a stack in one state, in words: docs/endings.md tells it to the user. */
export interface StackStateRow {
  /** What an operation under way comes to; `''`: the stack is gone. */
  readonly ending?: string
  /** `wait` for an operation under way, then the action of the plan, or the code of the error. */
  readonly plan: string
  /** What is asked of CloudFormation, in order. */
  readonly deploy: string
  readonly destroy: string
  /** How `cancel` ends what runs; `''`: nothing runs. */
  readonly cancel: string
}

const UPDATED = {plan: 'update', deploy: 'update', destroy: 'delete', cancel: ''}
const REPLACED = {plan: 'recreate', deploy: 'delete create', destroy: 'delete', cancel: ''}

/** StackStatus of the CloudFormation API reference, all of them. */
export const STACK_STATES: Readonly<Record<string, StackStateRow>> = {
  REVIEW_IN_PROGRESS: {plan: 'create', deploy: 'create', destroy: 'delete', cancel: ''},
  CREATE_IN_PROGRESS: {
    ending: 'CREATE_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'deletes',
  },
  CREATE_FAILED: REPLACED,
  CREATE_COMPLETE: UPDATED,
  ROLLBACK_IN_PROGRESS: {
    ending: 'ROLLBACK_COMPLETE',
    plan: 'wait recreate',
    deploy: 'wait delete create',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  ROLLBACK_FAILED: REPLACED,
  ROLLBACK_COMPLETE: REPLACED,
  DELETE_IN_PROGRESS: {ending: '', plan: 'wait create', deploy: 'wait create', destroy: 'wait', cancel: 'cannot'},
  DELETE_FAILED: REPLACED,
  DELETE_COMPLETE: {plan: 'create', deploy: 'create', destroy: '', cancel: ''},
  UPDATE_IN_PROGRESS: {
    ending: 'UPDATE_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'rolls-back',
  },
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: {
    ending: 'UPDATE_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  UPDATE_COMPLETE: UPDATED,
  UPDATE_FAILED: {plan: 'restore', deploy: 'rollback update', destroy: 'delete', cancel: ''},
  UPDATE_ROLLBACK_IN_PROGRESS: {
    ending: 'UPDATE_ROLLBACK_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: {
    ending: 'UPDATE_ROLLBACK_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  UPDATE_ROLLBACK_COMPLETE: UPDATED,
  UPDATE_ROLLBACK_FAILED: {plan: 'restore', deploy: 'continueRollback update', destroy: 'delete', cancel: ''},
  IMPORT_IN_PROGRESS: {
    ending: 'IMPORT_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  IMPORT_COMPLETE: UPDATED,
  IMPORT_ROLLBACK_IN_PROGRESS: {
    ending: 'IMPORT_ROLLBACK_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  IMPORT_ROLLBACK_COMPLETE: UPDATED,
  IMPORT_ROLLBACK_FAILED: {plan: 'STACK_STATE', deploy: 'STACK_STATE', destroy: 'delete', cancel: ''},
}
