import {randomUUID} from 'node:crypto'

import {type OperationRef, operationType} from './operation-event.js'
import type {Stack, StackResource} from './stack.js'

const STACK_TYPE = 'AWS::CloudFormation::Stack'

export interface StackEventDetails {
  readonly reason?: string | undefined
  readonly token?: string | undefined
}

/** Moves the stack on and says so in its events. */
export function stackEvent(stack: Stack, status: string, {reason, token}: StackEventDetails = {}): void {
  const operation = operationOf(stack, status)
  stack.status = status
  stack.statusReason = reason
  const at = nextTime(stack)
  stack.events.push({
    id: randomUUID(),
    at,
    operation,
    logicalId: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
    status,
    ...(reason && {reason}),
    ...(token && {token}),
  })
}

export interface ResourceEvent {
  readonly status: string
  readonly reason?: string | undefined
  readonly token?: string | undefined
  /** As users may see them: `NoEcho` values masked. */
  readonly properties?: unknown
}

/** Moves a resource on and says so in the stack's events. */
export function resourceEvent(
  stack: Stack,
  resource: StackResource,
  {status, reason, token, properties}: ResourceEvent,
): void {
  const at = nextTime(stack)
  resource.status = status
  resource.statusReason = reason
  resource.updatedAt = at
  stack.events.push({
    id: `${resource.logicalId}-${status}-${at.toISOString()}`,
    at,
    operation: operationOf(stack, stack.status),
    logicalId: resource.logicalId,
    physicalId: resource.handled?.physicalId ?? '',
    type: resource.type,
    status,
    ...(reason && {reason}),
    ...(properties !== undefined && {properties: JSON.stringify(properties)}),
    ...(token && {token}),
  })
}

/** One begins where the stack goes into another state of work; cleaning up is part of what went before. */
function operationOf(stack: Stack, status: string): OperationRef {
  const [latest] = stack.operations
  const isContinued = stack.status === 'UPDATE_ROLLBACK_FAILED' && status === 'UPDATE_ROLLBACK_IN_PROGRESS'
  const begins = /_IN_PROGRESS$/.test(status) && !status.includes('CLEANUP') && status !== stack.status
  if (latest && !begins) return latest
  const operation = {id: randomUUID(), type: isContinued ? 'CONTINUE_ROLLBACK' : operationType(status)}
  stack.operations.unshift(operation)
  return operation
}

/** The id of a resource's event holds its time: no two events of a stack have the same one. */
function nextTime({events}: Stack): Date {
  return new Date(Math.max(Date.now(), (events.at(-1)?.at.getTime() ?? 0) + 1))
}
