import type {CloudFormation as Client, ListChangeSetsOutput} from '@aws-sdk/client-cloudformation'

import type {WaitingChangeSet} from '../context.js'
import type {Service} from './create-service.js'
import {isStackMissing} from './is-stack-missing.js'

/** Of a stack that is not there, none. One that is being executed is among them: its stack may be in review for a moment yet. */
export async function listChangeSets(
  cfn: Service<Client>,
  stackId: string,
  signal: AbortSignal,
): Promise<WaitingChangeSet[]> {
  const found: WaitingChangeSet[] = []
  let NextToken: string | undefined
  do {
    const request = {StackName: stackId, NextToken}
    const page = await cfn
      .call('ListChangeSets', (client, options) => client.listChangeSets(request, options), {signal})
      .catch((error: unknown): ListChangeSetsOutput => {
        if (isStackMissing(error)) return {}
        throw error
      })
    for (const {ChangeSetId: id = '', ChangeSetName: name = '', ExecutionStatus} of page.Summaries ?? [])
      if (!EXECUTED.has(ExecutionStatus ?? '')) found.push({id, name})
    NextToken = page.NextToken
  } while (NextToken)
  return found
}

/** CloudFormation lists active ones ("ListChangeSets" of the API reference), and for a moment those that were. */
const EXECUTED = new Set(['EXECUTE_COMPLETE', 'EXECUTE_FAILED'])
