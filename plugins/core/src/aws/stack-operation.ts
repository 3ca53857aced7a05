import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {Signals} from '../context.js'
import {cancelled} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import {describeStack} from './describe-stack.js'
import {knownEvents} from './read-news.js'
import type {StackPoller} from './stack-poller.js'
import {type StackOperation, watchStack} from './watch-stack.js'

/** Asks for an operation on the stack and yields its events until the stack is at rest, or gone. Nothing is asked after `signal`. */
export async function* operate(
  poller: StackPoller,
  stackId: string,
  ask: (client: Client, token: string, options: {abortSignal: AbortSignal}) => Promise<unknown>,
  {operation, signal, leave, deletes}: Signals & Pick<StackOperation, 'deletes'> & {readonly operation: string},
): AsyncGenerator<StackResourceEvent> {
  const {cfn} = poller
  if (!(await describeStack(cfn, stackId, {signal}))) return
  const token = cfn.access.tokens.next()
  const known = await knownEvents(cfn, stackId, signal)
  // Once it may have arrived it is seen through: cut off, nobody would know whether it was.
  if (signal.aborted) throw cancelled(signal)
  await cfn.call(operation, (client, options) => ask(client, token, options), {
    signal: leave,
    patience: 'watch',
  })
  yield* watchStack(poller, {stackId, known, isOurs: cfn.access.tokens.isOurs, ...(deletes && {deletes})}, leave)
}
