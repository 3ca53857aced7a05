import {text, texts} from '../protocol/read-input.js'
import type {Result} from '../protocol/write-xml.js'
import {lastOperations} from '../stack/operation-event.js'
import {requireStack, stacksOf} from '../stack/find-stack.js'
import type {Deployment, Stack} from '../stack/stack.js'
import type {Operation} from './operation.js'
import {page} from './page.js'

export const describeStacks: Operation = ({world, region, input}) => {
  const name = text(input, 'StackName')
  if (name) return {Stacks: [describeStack(requireStack(world, region, name))]}
  const live = stacksOf(world, region).filter(({status}) => status !== 'DELETE_COMPLETE')
  const {items, nextToken} = page(live.reverse(), text(input, 'NextToken'))
  return {Stacks: items.map(describeStack), NextToken: nextToken}
}

export const listStacks: Operation = ({world, region, input}) => {
  const statuses = texts(input, 'StackStatusFilter') ?? []
  const wanted = stacksOf(world, region).filter(({status}) => statuses.length === 0 || statuses.includes(status))
  const {items, nextToken} = page(wanted.reverse(), text(input, 'NextToken'))
  return {StackSummaries: items.map(summarizeStack), NextToken: nextToken}
}

function describeStack(stack: Stack): Result {
  const {deployment} = stack
  const isDeleted = stack.status === 'DELETE_COMPLETE'
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: isDeleted ? undefined : stack.changeSetId,
    Description: deployment?.template.description,
    Parameters: deployment && describeParameters(deployment),
    CreationTime: stack.createdAt,
    DeletionTime: stack.deletedAt,
    LastUpdatedTime: stack.updatedAt,
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: deployment?.notificationArns ?? [],
    TimeoutInMinutes: stack.timeoutInMinutes,
    Capabilities: emptyToNone(deployment?.capabilities),
    Outputs: emptyToNone(
      stack.outputs.map(({key, value, description, exportName}) => ({
        OutputKey: key,
        OutputValue: value,
        Description: description,
        ExportName: exportName,
      })),
    ),
    RoleARN: deployment?.roleArn,
    Tags: deployment?.tags ?? [],
    EnableTerminationProtection: isDeleted ? undefined : stack.terminationProtection,
    DriftInformation: {StackDriftStatus: 'NOT_CHECKED'},
    LastOperations: lastOperations(stack.operations),
  }
}

export function describeParameters({parameters}: Deployment): Result[] | undefined {
  return emptyToNone(
    parameters.map(({key, value, noEcho}) => ({ParameterKey: key, ParameterValue: noEcho ? '****' : value})),
  )
}

function emptyToNone<L extends readonly unknown[]>(list: L | undefined): L | undefined {
  return list && list.length > 0 ? list : undefined
}

function summarizeStack(stack: Stack): Result {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.deployment?.template.description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DriftInformation: {StackDriftStatus: 'NOT_CHECKED'},
    LastOperations: lastOperations(stack.operations),
  }
}
