import type {Signals} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import {operate} from './stack-operation.js'
import type {StackPoller} from './stack-poller.js'

/** ContinueUpdateRollback of a stack in UPDATE_ROLLBACK_FAILED. `skip`: logical ids that are taken as they are. */
export function continueRollback(
  poller: StackPoller,
  stackId: string,
  skip: readonly string[],
  {signal, leave}: Signals,
): AsyncGenerator<StackResourceEvent> {
  const ResourcesToSkip = skip.length > 0 ? [...skip] : undefined
  return operate(
    poller,
    stackId,
    (client, ClientRequestToken, options) =>
      client.continueUpdateRollback({StackName: stackId, ClientRequestToken, ResourcesToSkip}, options),
    {operation: 'ContinueUpdateRollback', signal, leave},
  )
}

/** RollbackStack of a stack in UPDATE_FAILED, which somebody updated without a rollback: back to its last good state. */
export function rollbackStack(
  poller: StackPoller,
  stackId: string,
  {signal, leave}: Signals,
): AsyncGenerator<StackResourceEvent> {
  return operate(
    poller,
    stackId,
    (client, ClientRequestToken, options) => client.rollbackStack({StackName: stackId, ClientRequestToken}, options),
    {operation: 'RollbackStack', signal, leave},
  )
}
