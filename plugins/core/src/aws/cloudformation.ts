import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {CloudFormation, StackResource} from '../context.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {cancelOperation} from './cancel-operation.js'
import {createChangeSet} from './create-change-set.js'
import {type CallOptions, createService, type Service} from './create-service.js'
import {deleteStack} from './delete-stack.js'
import {describeEnded} from './describe-ended.js'
import {discardChangeSet} from './discard-change-set.js'
import {executeChangeSet} from './execute-change-set.js'
import {followStack, runningOperation} from './follow-stack.js'
import {listChangeSets} from './list-change-sets.js'
import {listStackNames} from './list-stack-names.js'
import {continueRollback, rollbackStack} from './restore-stack.js'
import {operationEvents} from './operation-events.js'
import {listDeletedStacks, stackHistory} from './stack-history.js'
import {createStackPoller} from './stack-poller.js'

export function createCloudFormation(access: AwsAccess): CloudFormation {
  const cfn = createService('CloudFormation', access, async (config) => {
    const {CloudFormation} = await import('@aws-sdk/client-cloudformation')
    return new CloudFormation(config)
  })
  const poller = createStackPoller(cfn)
  return {
    describe: (stack, signal) => describeEnded(poller, stack, signal),
    template: (stack) => getTemplate(cfn, stack),
    resources: (stack, signal) => listResources(cfn, stack, signal ? {signal} : {}),
    createChangeSet: (input, signal) => createChangeSet(cfn, input, signal),
    deleteChangeSet: (changeSet) => discardChangeSet(cfn, changeSet),
    waitingChangeSets: (stackId) => listChangeSets(cfn, stackId, access.signal),
    execute: (changeSet, signals) => executeChangeSet(poller, changeSet, signals),
    delete: (stackId, signals, retain) => deleteStack(poller, stackId, signals, retain),
    continueRollback: (stackId, skip, signals) => continueRollback(poller, stackId, skip, signals),
    rollback: (stackId, signals) => rollbackStack(poller, stackId, signals),
    cancel: (stackId, signal) => cancelOperation(cfn, stackId, signal),
    follow: (stackId, options, signal) => followStack(poller, stackId, options, signal),
    operation: (stackId) => runningOperation(cfn, stackId, access.signal),
    history: (stack, signal) => stackHistory(cfn, stack, signal ? {signal} : {}),
    stackNames: (prefix, signal) => listStackNames(cfn, prefix, signal ? {signal} : {}),
    deletedStacks: (signal) => listDeletedStacks(cfn, signal ? {signal} : {}),
    operationEvents: (input, signal) => operationEvents(cfn, input, signal ? {signal} : {}),
  }
}

async function getTemplate(cfn: Service<Client>, stack: string): Promise<string> {
  const {TemplateBody} = await cfn.call('GetTemplate', (client, options) =>
    client.getTemplate({StackName: stack, TemplateStage: 'Original'}, options),
  )
  return answered(TemplateBody, 'CloudFormation', 'GetTemplate')
}

async function listResources(cfn: Service<Client>, stack: string, call: CallOptions): Promise<StackResource[]> {
  const resources: StackResource[] = []
  let NextToken: string | undefined
  do {
    const page = await cfn.call(
      'ListStackResources',
      (client, options) => client.listStackResources({StackName: stack, NextToken}, options),
      call,
    )
    for (const summary of page.StackResourceSummaries ?? []) {
      resources.push({
        logicalId: summary.LogicalResourceId ?? '',
        type: summary.ResourceType ?? '',
        status: summary.ResourceStatus ?? '',
        ...(summary.PhysicalResourceId && {physicalId: summary.PhysicalResourceId}),
      })
    }
    NextToken = page.NextToken
  } while (NextToken)
  return resources
}
