import type {Signals} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import {operate} from './stack-operation.js'
import type {StackPoller} from './stack-poller.js'

/** Deletes and yields the events until the stack is gone or DELETE_FAILED. By ARN: a name is lost with the stack. `retain`: logical ids left behind. */
export function deleteStack(
  poller: StackPoller,
  stackId: string,
  {signal, leave}: Signals,
  retain: readonly string[] = [],
): AsyncGenerator<StackResourceEvent> {
  const RetainResources = retain.length > 0 ? [...retain] : undefined
  return operate(
    poller,
    stackId,
    (client, ClientRequestToken, options) =>
      client.deleteStack({StackName: stackId, ClientRequestToken, RetainResources}, options),
    {operation: 'DeleteStack', signal, leave, deletes: true},
  )
}
