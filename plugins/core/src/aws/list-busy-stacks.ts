import type {CloudFormation as Client, StackStatus} from '@aws-sdk/client-cloudformation'

import type {Service} from './create-service.js'

/** All that end in `_IN_PROGRESS` but REVIEW_IN_PROGRESS, in which nothing runs and of which an account may have many. */
const BUSY: StackStatus[] = [
  'CREATE_IN_PROGRESS',
  'DELETE_IN_PROGRESS',
  'IMPORT_IN_PROGRESS',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'ROLLBACK_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_IN_PROGRESS',
]

/** ARNs and names of the stacks of the account and region on which an operation runs. One call for each hundred of them. */
export async function listBusyStacks(cfn: Service<Client>, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const busy = new Set<string>()
  let NextToken: string | undefined
  do {
    const request = {StackStatusFilter: BUSY, NextToken}
    const page = await cfn.call('ListStacks', (client, options) => client.listStacks(request, options), {
      signal,
      patience: 'once',
    })
    for (const {StackId = '', StackName = ''} of page.StackSummaries ?? []) busy.add(StackId).add(StackName)
    NextToken = page.NextToken
  } while (NextToken)
  return busy
}
