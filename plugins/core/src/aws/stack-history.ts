import type {CloudFormation as Client, DescribeStackEventsOutput} from '@aws-sdk/client-cloudformation'

import type {DeletedStack} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import type {CallOptions, Service} from './create-service.js'
import {isStackMissing} from './is-stack-missing.js'

/** Events as CloudFormation keeps them, newest first; of a stack that is not there, none. */
export async function* stackHistory(
  cfn: Service<Client>,
  stack: string,
  call: CallOptions,
): AsyncGenerator<StackResourceEvent> {
  let NextToken: string | undefined
  do {
    const request = {StackName: stack, NextToken}
    const page: DescribeStackEventsOutput = await cfn
      .call('DescribeStackEvents', (client, options) => client.describeStackEvents(request, options), call)
      .catch((error: unknown): DescribeStackEventsOutput => {
        if (isStackMissing(error)) return {}
        throw error
      })
    for (const event of page.StackEvents ?? []) {
      yield {
        logicalId: event.LogicalResourceId ?? '',
        ...(event.PhysicalResourceId && {physicalId: event.PhysicalResourceId}),
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        ...(event.ResourceStatusReason && {reason: event.ResourceStatusReason}),
        at: event.Timestamp?.getTime() ?? 0,
      }
    }
    NextToken = page.NextToken
  } while (NextToken)
}

/** ListStacks tells deleted stacks for 90 days. */
export async function listDeletedStacks(cfn: Service<Client>, call: CallOptions): Promise<DeletedStack[]> {
  const stacks: DeletedStack[] = []
  let NextToken: string | undefined
  do {
    const request = {StackStatusFilter: ['DELETE_COMPLETE' as const], NextToken}
    const page = await cfn.call('ListStacks', (client, options) => client.listStacks(request, options), call)
    for (const {StackId = '', StackName = '', CreationTime, DeletionTime} of page.StackSummaries ?? []) {
      stacks.push({
        id: StackId,
        name: StackName,
        createdAt: CreationTime?.getTime() ?? 0,
        deletedAt: DeletionTime?.getTime() ?? 0,
      })
    }
    NextToken = page.NextToken
  } while (NextToken)
  return stacks.sort((one, other) => other.deletedAt - one.deletedAt)
}
