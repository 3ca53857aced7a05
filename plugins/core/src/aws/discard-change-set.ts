import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {ChangeSet} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {awsCode} from './aws-error.js'
import type {Service} from './create-service.js'
import {describeStack} from './describe-stack.js'
import {isStackMissing} from './is-stack-missing.js'
import {listChangeSets} from './list-change-sets.js'
import {createPollInterval} from './poll-interval.js'

/** How long an aborted run, whose user waits for the prompt, still tidies up. */
const TIDY_MS = 5_000

export interface Discarding {
  /** The context's does not stop it: it is what tidies up after an abort. */
  readonly signal?: AbortSignal
  /** Where another run may have begun to create the stack: for a moment AWS still tells the state before. */
  readonly keepStack?: boolean
}

/** Deletes the change set, and a stack in REVIEW_IN_PROGRESS that has no other one. Doing it twice is no error. */
export async function discardChangeSet(
  cfn: Service<Client>,
  {id, stackId}: Pick<ChangeSet, 'id' | 'stackId'>,
  {signal = new AbortController().signal, keepStack = false}: Discarding = {},
): Promise<void> {
  try {
    await deleteSettled(cfn, {ChangeSetName: id, StackName: stackId}, signal)
  } catch (error) {
    // Another run's execution has taken it along: the stack is that run's.
    if (isStackMissing(error) || isGone(error)) return
    throw error
  }
  if (keepStack) return
  const stack = await describeStack(cfn, stackId, {signal})
  if (stack?.status === 'REVIEW_IN_PROGRESS' && !(await hasOtherChangeSet(cfn, stack.id, id, signal))) {
    const deletion = {StackName: stack.id, ClientRequestToken: cfn.access.tokens.next()}
    await cfn.call('DeleteStack', (client, options) => client.deleteStack(deletion, options), {signal})
  }
}

/** AWS refuses to delete a change set that it still creates; it is asked again until that is done. */
async function deleteSettled(
  cfn: Service<Client>,
  request: {ChangeSetName: string; StackName: string},
  signal: AbortSignal,
): Promise<void> {
  const interval = createPollInterval()
  for (let waited = 0; ;) {
    try {
      await cfn.call('DeleteChangeSet', (client, options) => client.deleteChangeSet(request, options), {signal})
      return
    } catch (error) {
      const wait = interval.next()
      waited += wait
      if (!isUnsettled(error) || waited > TIDY_MS) throw error
      await cfn.access.pause(wait, signal)
    }
  }
}

function isGone(error: unknown): boolean {
  return /^ChangeSetNotFound(Exception)?$/.test(String(awsCode(error)))
}

/** AWS's code as it is sent, or the name of the SDK's class for it. */
function isUnsettled(error: unknown): boolean {
  return /^InvalidChangeSetStatus(Exception)?$/.test(String(awsCode(error)))
}

async function hasOtherChangeSet(
  cfn: Service<Client>,
  stackId: string,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  const waiting = await listChangeSets(cfn, stackId, signal)
  return waiting.some((other) => other.id !== id && other.name !== id)
}

/** The same where something else is the result: what stays behind is a warning. `signal` says whether the run was aborted. */
export async function leaveNoChangeSet(
  cfn: Service<Client>,
  changeSet: ChangeSet,
  signal: AbortSignal,
  options: Pick<Discarding, 'keepStack'> = {},
): Promise<void> {
  const {leave} = cfn.access
  try {
    await discardChangeSet(cfn, changeSet, {
      ...options,
      signal: signal.aborted ? AbortSignal.any([AbortSignal.timeout(TIDY_MS), leave]) : leave,
    })
  } catch (error) {
    if (!StackError.is(error)) throw error
    const reason = isCancelled(error) && !leave.aborted ? `AWS took longer than ${TIDY_MS} ms` : error.message
    cfn.access.host.notify({
      type: 'warning',
      code: 'CHANGE_SET_LEFT',
      message: `the change set ${changeSet.id} of ${changeSet.stack} could not be deleted: ${reason}`,
    })
  }
}
