import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {StackResourceEvent} from '../events.js'
import type {Service} from './create-service.js'
import {describeStack} from './describe-stack.js'
import {createRequestToken} from './request-token.js'
import {knownEvents, watchStack} from './watch-stack.js'

/** Deletes and yields the events until the stack is gone or DELETE_FAILED. By ARN: a name is lost with the stack. */
export async function* deleteStack(
  cfn: Service<Client>,
  stackId: string,
  signal: AbortSignal,
): AsyncGenerator<StackResourceEvent> {
  if (!(await describeStack(cfn, stackId, {signal}))) return
  const token = createRequestToken()
  const known = await knownEvents(cfn, stackId, signal)
  const request = {StackName: stackId, ClientRequestToken: token}
  await cfn.call('DeleteStack', (client, options) => client.deleteStack(request, options), {signal})
  yield* watchStack(cfn, {stackId, token, known}, signal)
}
