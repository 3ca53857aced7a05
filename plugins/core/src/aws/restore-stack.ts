import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {Signals} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import type {Service} from './create-service.js'
import {operate} from './stack-operation.js'

/** ContinueUpdateRollback of a stack in UPDATE_ROLLBACK_FAILED. `skip`: logical ids that are taken as they are. */
export function continueRollback(
  cfn: Service<Client>,
  stackId: string,
  skip: readonly string[],
  {signal, leave}: Signals,
): AsyncGenerator<StackResourceEvent> {
  const ResourcesToSkip = skip.length > 0 ? [...skip] : undefined
  return operate(
    cfn,
    stackId,
    (client, ClientRequestToken, options) =>
      client.continueUpdateRollback({StackName: stackId, ClientRequestToken, ResourcesToSkip}, options),
    {operation: 'ContinueUpdateRollback', signal, leave},
  )
}

/** RollbackStack of a stack in UPDATE_FAILED, which somebody updated without a rollback: back to its last good state. */
export function rollbackStack(
  cfn: Service<Client>,
  stackId: string,
  {signal, leave}: Signals,
): AsyncGenerator<StackResourceEvent> {
  return operate(
    cfn,
    stackId,
    (client, ClientRequestToken, options) => client.rollbackStack({StackName: stackId, ClientRequestToken}, options),
    {operation: 'RollbackStack', signal, leave},
  )
}
