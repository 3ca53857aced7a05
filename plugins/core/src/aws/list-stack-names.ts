import type {CloudFormation as Client, StackStatus} from '@aws-sdk/client-cloudformation'

import type {CallOptions, Service} from './create-service.js'

/** StackStatus of the CloudFormation API reference, without DELETE_COMPLETE: ListStacks would tell deleted stacks for 90 days. */
const LIVING: StackStatus[] = [
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'CREATE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_IN_PROGRESS',
  'IMPORT_ROLLBACK_COMPLETE',
  'IMPORT_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'REVIEW_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_FAILED',
  'UPDATE_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
]

/** Names of the account's and region's stacks that begin so; the API has no filter for them. One call for each hundred stacks. */
export async function listStackNames(cfn: Service<Client>, prefix: string, call: CallOptions): Promise<string[]> {
  const names: string[] = []
  let NextToken: string | undefined
  do {
    const request = {StackStatusFilter: LIVING, NextToken}
    const page = await cfn.call('ListStacks', (client, options) => client.listStacks(request, options), call)
    for (const {StackName = '', ParentId} of page.StackSummaries ?? [])
      if (ParentId === undefined && StackName.startsWith(prefix)) names.push(StackName)
    NextToken = page.NextToken
  } while (NextToken)
  return names
}
