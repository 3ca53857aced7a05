import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {ChangeSet} from '../context.js'
import {StackError} from '../errors.js'
import type {Service} from './create-service.js'
import {describeStack} from './describe-stack.js'
import {isStackMissing} from './is-stack-missing.js'
import {createRequestToken} from './request-token.js'

/** How long an aborted run, whose user waits for the prompt, still tidies up. */
const TIDY_MS = 5_000

/**
 * Deletes the change set, and a stack in REVIEW_IN_PROGRESS that has no other one. Doing it twice is no error.
 * The context's signal does not stop it: it is what tidies up after an abort.
 */
export async function discardChangeSet(
  cfn: Service<Client>,
  {id, stackId}: Pick<ChangeSet, 'id' | 'stackId'>,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const request = {ChangeSetName: id, StackName: stackId}
  try {
    await cfn.call('DeleteChangeSet', (client, options) => client.deleteChangeSet(request, options), {signal})
  } catch (error) {
    if (isStackMissing(error)) return
    throw error
  }
  const stack = await describeStack(cfn, stackId, {signal})
  if (stack?.status === 'REVIEW_IN_PROGRESS' && !(await hasOtherChangeSet(cfn, stack.id, id, signal))) {
    const deletion = {StackName: stack.id, ClientRequestToken: createRequestToken()}
    await cfn.call('DeleteStack', (client, options) => client.deleteStack(deletion, options), {signal})
  }
}

async function hasOtherChangeSet(
  cfn: Service<Client>,
  stackId: string,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  const {Summaries = []} = await cfn.call(
    'ListChangeSets',
    (client, options) => client.listChangeSets({StackName: stackId}, options),
    {signal},
  )
  return Summaries.some(({ChangeSetId, ChangeSetName}) => ChangeSetId !== id && ChangeSetName !== id)
}

/** The same where something else is the result: what stays behind is a warning. `signal` says whether the run was aborted. */
export async function leaveNoChangeSet(cfn: Service<Client>, changeSet: ChangeSet, signal: AbortSignal): Promise<void> {
  try {
    await discardChangeSet(cfn, changeSet, signal.aborted ? AbortSignal.timeout(TIDY_MS) : undefined)
  } catch (error) {
    if (!StackError.is(error)) throw error
    const reason = error.code === 'CANCELLED' ? `no answer within ${TIDY_MS} ms` : error.message
    cfn.access.host.notify({
      type: 'warning',
      code: 'CHANGE_SET_LEFT',
      message: `the change set ${changeSet.id} of ${changeSet.stack} could not be deleted: ${reason}`,
    })
  }
}
