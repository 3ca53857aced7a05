import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {ChangeSet} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import {busyRefusal} from './busy-refusal.js'
import type {Service} from './create-service.js'
import {leaveNoChangeSet} from './discard-change-set.js'
import {mayHaveArrived} from './may-have-arrived.js'
import {createRequestToken} from './request-token.js'
import {knownEvents, watchStack} from './watch-stack.js'

/** Executes and yields the events until the stack is at rest. A change set that was not executed is deleted. */
export async function* executeChangeSet(
  cfn: Service<Client>,
  changeSet: ChangeSet,
  signal: AbortSignal,
): AsyncGenerator<StackResourceEvent> {
  const {id, stackId} = changeSet
  const token = createRequestToken()
  const request = {ChangeSetName: id, StackName: stackId, ClientRequestToken: token}
  let sent = false
  let known
  try {
    known = await knownEvents(cfn, stackId, signal)
    await cfn.call(
      'ExecuteChangeSet',
      (client, options) => {
        sent = true
        return client.executeChangeSet(request, options)
      },
      {signal},
    )
  } catch (error) {
    const failure = sent ? await busyRefusal(cfn, stackId, error, signal) : error
    // After a refusal the stack may be another run's, whatever AWS tells of it for a moment.
    if (!sent || !mayHaveArrived(error)) await leaveNoChangeSet(cfn, changeSet, signal, {keepStack: sent})
    throw failure
  }
  yield* watchStack(cfn, {stackId, token, known}, signal)
}
