import type {ChangeSet, Signals} from '../context.js'
import {cancelled} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import {busyRefusal} from './busy-refusal.js'
import {leaveNoChangeSet} from './discard-change-set.js'
import {mayHaveArrived} from './may-have-arrived.js'
import {knownEvents} from './read-news.js'
import type {StackPoller} from './stack-poller.js'
import {watchStack} from './watch-stack.js'

/**
 * Executes and yields the events until the stack is at rest. A change set that was not executed is deleted; none is executed after
 * `signal`. Once the request may have arrived it is seen through until `leave`: cut off, nobody would know whether it was.
 */
export async function* executeChangeSet(
  poller: StackPoller,
  changeSet: ChangeSet,
  {signal, leave}: Signals,
): AsyncGenerator<StackResourceEvent> {
  const {cfn} = poller
  const {id, stackId} = changeSet
  const {tokens} = cfn.access
  const request = {ChangeSetName: id, StackName: stackId, ClientRequestToken: tokens.next()}
  let sent = false
  let known
  try {
    known = await knownEvents(cfn, stackId, signal)
    if (signal.aborted) throw cancelled(signal)
    await cfn.call(
      'ExecuteChangeSet',
      (client, options) => {
        sent = true
        return client.executeChangeSet(request, options)
      },
      // The token makes a repeated call harmless, also after minutes.
      {signal: leave, patience: 'watch'},
    )
  } catch (error) {
    const failure = sent ? await busyRefusal(cfn, stackId, error, leave) : error
    // After a refusal the stack may be another run's, whatever AWS tells of it for a moment.
    if (!sent || !mayHaveArrived(error)) await leaveNoChangeSet(cfn, changeSet, signal, {keepStack: sent})
    throw failure
  }
  yield* watchStack(poller, {stackId, known, isOurs: tokens.isOurs}, leave)
}
