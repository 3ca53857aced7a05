import type {CloudFormation as Client, OperationEvent as Described} from '@aws-sdk/client-cloudformation'

import {isCancelled, StackError} from '../errors.js'
import type {OperationEvent, OperationEventsInput} from '../ports/operation-events.js'
import type {CallOptions, Service} from './create-service.js'

/** Five pages hold what one operation of a stack of 500 resources tells. */
const PAGES = 5

/** Hooks and checks, newest first. Where DescribeEvents is denied or not known there is nothing but a warning. */
export async function operationEvents(
  cfn: Service<Client>,
  {stack, changeSet, failedOnly = false, since = 0}: OperationEventsInput,
  call: CallOptions,
): Promise<OperationEvent[]> {
  const events: OperationEvent[] = []
  let NextToken: string | undefined
  try {
    for (let page = 0; page < PAGES; page += 1) {
      const request = {
        ...(changeSet ? {ChangeSetName: changeSet} : {StackName: stack}),
        ...(failedOnly && {Filters: {FailedEvents: true}}),
        NextToken,
      }
      const answer = await cfn.call(
        'DescribeEvents',
        (client, options) => client.describeEvents(request, options),
        call,
      )
      const told = (answer.OperationEvents ?? []).map(toOperationEvent)
      events.push(...told.filter(({at}) => at >= since))
      NextToken = answer.NextToken
      if (!NextToken || told.some(({at}) => at < since)) break
    }
  } catch (error) {
    if (!StackError.is(error) || isCancelled(error)) throw error
    cfn.access.host.notify({type: 'warning', code: error.code, message: error.message})
  }
  return events
}

function toOperationEvent(event: Described): OperationEvent {
  const {OperationId, OperationType, LogicalResourceId, PhysicalResourceId, ResourceType} = event
  const {ResourceStatus, ResourceStatusReason, Timestamp, StartTime, EndTime} = event
  return {
    kind: event.EventType ?? '',
    ...(OperationId && {operationId: OperationId}),
    ...(OperationType && {operationType: OperationType}),
    ...(LogicalResourceId && {logicalId: LogicalResourceId}),
    ...(PhysicalResourceId && {physicalId: PhysicalResourceId}),
    ...(ResourceType && {type: ResourceType}),
    ...(ResourceStatus && {status: ResourceStatus}),
    ...(ResourceStatusReason && {reason: ResourceStatusReason}),
    at: (Timestamp ?? EndTime ?? StartTime)?.getTime() ?? 0,
    ...hookOf(event),
    ...validationOf(event),
  }
}

function hookOf({HookType: type, HookStatus, HookStatusReason, HookFailureMode}: Described) {
  if (!type) return {}
  return {
    hook: {
      type,
      status: HookStatus ?? '',
      ...(HookStatusReason && {reason: HookStatusReason}),
      ...(HookFailureMode && {failureMode: HookFailureMode}),
    },
  }
}

function validationOf(event: Described) {
  const {ValidationName: name, ValidationStatus, ValidationStatusReason, ValidationFailureMode, ValidationPath} = event
  if (!name && !ValidationStatusReason) return {}
  return {
    validation: {
      name: name ?? '',
      status: ValidationStatus ?? '',
      ...(ValidationStatusReason && {reason: ValidationStatusReason}),
      ...(ValidationFailureMode && {failureMode: ValidationFailureMode}),
      ...(ValidationPath && {path: ValidationPath}),
    },
  }
}
