import type {Scenario} from '../scenario.js'
import {networkStack} from './vast.js'

/** Each that CloudFormation has: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
export const STACK_STATUSES = [
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'CREATE_IN_PROGRESS',
  'DELETE_COMPLETE',
  'DELETE_FAILED',
  'DELETE_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_IN_PROGRESS',
  'IMPORT_ROLLBACK_COMPLETE',
  'IMPORT_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'REVIEW_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_FAILED',
  'UPDATE_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
] as const

export type StackStatus = (typeof STACK_STATUSES)[number]

/** What goes on ends so, left alone for a minute. */
const ENDS: Partial<Record<StackStatus, StackStatus>> = {
  CREATE_IN_PROGRESS: 'CREATE_COMPLETE',
  DELETE_IN_PROGRESS: 'DELETE_COMPLETE',
  IMPORT_IN_PROGRESS: 'IMPORT_COMPLETE',
  IMPORT_ROLLBACK_IN_PROGRESS: 'IMPORT_ROLLBACK_COMPLETE',
  ROLLBACK_IN_PROGRESS: 'ROLLBACK_COMPLETE',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_COMPLETE',
  UPDATE_IN_PROGRESS: 'UPDATE_COMPLETE',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE',
  UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE',
}

/** The network in a status; what goes on ends after a minute. Calls for which AWS has no objection go well. */
export function stackIn(status: StackStatus): Scenario {
  const {name} = networkStack
  const {resources = []} = networkStack
  const end = ENDS[status]
  const failed = /_FAILED$/.test(status)
    ? resources.map((one) => ({...one, status: resourceStatus(status)}))
    : resources
  return {
    name: `stack-in-${status.toLowerCase().replaceAll('_', '-')}`,
    summary: `The network is in ${status}${end ? `, and in ${end} after a minute` : ''}.`,
    sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html'],
    watch: 'aws-stack vast:deploy --local --part network',
    stacks: [
      {
        ...networkStack,
        status,
        resources: status === 'REVIEW_IN_PROGRESS' || status === 'DELETE_COMPLETE' ? [] : failed,
        ...(status.endsWith('_FAILED') && {reason: `The following resource(s) failed: [${resources[0]?.logicalId}]. `}),
      },
    ],
    plays: end ? [{on: 'load', beats: [{at: 60_000, do: 'stack', stack: name, status: end}]}] : [],
    ending: {after: [], stacks: {[name]: (end ?? status) === 'DELETE_COMPLETE' ? null : (end ?? status)}},
  }
}

/** Of the resources of a stack that failed. */
function resourceStatus(status: string): string {
  if (status === 'UPDATE_ROLLBACK_FAILED') return 'UPDATE_FAILED'
  return status === 'ROLLBACK_FAILED' || status === 'IMPORT_ROLLBACK_FAILED' ? 'DELETE_FAILED' : status
}
