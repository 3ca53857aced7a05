import type {CloudFormation as Client, Stack as Description} from '@aws-sdk/client-cloudformation'

import type {Stack} from '../context.js'
import {answered} from './answered.js'
import type {CallOptions, Service} from './create-service.js'
import {isStackMissing} from './is-stack-missing.js'

/** One DescribeStacks. `undefined`: there is no such stack, or none any more. */
export async function describeStack(
  cfn: Service<Client>,
  stack: string,
  options: CallOptions = {},
): Promise<Stack | undefined> {
  try {
    const {Stacks} = await cfn.call(
      'DescribeStacks',
      (client, abort) => client.describeStacks({StackName: stack}, abort),
      options,
    )
    const description = answered(Stacks?.[0], 'CloudFormation', 'DescribeStacks')
    // Only by ARN: a deleted stack can be looked at for 90 days.
    return description.StackStatus === 'DELETE_COMPLETE' ? undefined : toStack(description)
  } catch (error) {
    if (isStackMissing(error)) return undefined
    throw error
  }
}

function toStack(description: Description): Stack {
  const {Parameters = [], Outputs = [], Tags = []} = description
  return {
    id: description.StackId ?? '',
    name: description.StackName ?? '',
    status: description.StackStatus ?? '',
    ...(description.StackStatusReason && {statusReason: description.StackStatusReason}),
    parameters: toRecord(Parameters.map(({ParameterKey, ParameterValue}) => [ParameterKey, ParameterValue])),
    outputs: toRecord(Outputs.map(({OutputKey, OutputValue}) => [OutputKey, OutputValue])),
    tags: Tags.map(({Key = '', Value = ''}) => ({key: Key, value: Value})),
    terminationProtection: description.EnableTerminationProtection ?? false,
    ...(description.RootId && {rootId: description.RootId}),
    createdAt: description.CreationTime?.getTime() ?? 0,
    ...(description.LastUpdatedTime && {updatedAt: description.LastUpdatedTime.getTime()}),
  }
}

function toRecord(entries: [string | undefined, string | undefined][]): Record<string, string> {
  return Object.fromEntries(entries.map(([key = '', value = '']) => [key, value]))
}
