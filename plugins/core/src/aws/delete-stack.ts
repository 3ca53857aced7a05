import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {Signals} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import type {Service} from './create-service.js'
import {operate} from './stack-operation.js'

/** Deletes and yields the events until the stack is gone or DELETE_FAILED. By ARN: a name is lost with the stack. `retain`: logical ids left behind. */
export function deleteStack(
  cfn: Service<Client>,
  stackId: string,
  {signal, leave}: Signals,
  retain: readonly string[] = [],
): AsyncGenerator<StackResourceEvent> {
  const RetainResources = retain.length > 0 ? [...retain] : undefined
  return operate(
    cfn,
    stackId,
    (client, ClientRequestToken, options) =>
      client.deleteStack({StackName: stackId, ClientRequestToken, RetainResources}, options),
    {operation: 'DeleteStack', signal, leave},
  )
}
