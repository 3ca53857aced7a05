import {randomUUID} from 'node:crypto'

import type {StackScene} from '../scenes.js'
import {type OperationRef, operationType} from '../../services/cloudformation/stack/operation-event.js'
import type {PlayedEvent, PlayedStack, WorldOptions} from './world.js'

const HOUR = 3_600_000

export const STACK_TYPE = 'AWS::CloudFormation::Stack'

/** A template for stacks whose story does not turn on it. */
const SOME_TEMPLATE = 'Resources:\n  Handle:\n    Type: AWS::CloudFormation::WaitConditionHandle\n'

/** A stack as the scenario found it. */
export function stackFromScene(scene: StackScene, place: WorldOptions): PlayedStack {
  const {start} = place.clock
  const createdAt = start + (scene.createdAt ?? -HOUR)
  const stack = newStack(scene, place, createdAt)
  const status = scene.status ?? 'REVIEW_IN_PROGRESS'
  const operation: OperationRef = {id: randomUUID(), type: operationType(status)}
  const reason = scene.reason
  Object.assign(stack, {
    status,
    reason,
    operations: [operation],
    ...(scene.updatedAt !== undefined && {updatedAt: start + scene.updatedAt}),
    ...(status === 'DELETE_COMPLETE' && {deletedAt: start + (scene.updatedAt ?? -1)}),
    outputs: scene.outputs ?? {},
  })
  for (const {logicalId, type, physicalId, status: of = 'CREATE_COMPLETE', reason: why} of scene.resources ?? []) {
    stack.resources.set(logicalId, {
      logicalId,
      type,
      physicalId: physicalId ?? `${stack.name}-${logicalId}`,
      status: of,
      ...(why && {reason: why}),
      updatedAt: createdAt,
    })
  }
  const past = scene.events ?? [{at: createdAt - start, status, ...(reason && {reason})}]
  stack.events.push(...past.map((event) => pastEvent(event, stack, operation, place, scene.token)))
  return stack
}

/** One that nobody asked for anything yet. */
export function newStack(scene: StackScene, {region, accountId}: WorldOptions, createdAt: number): PlayedStack {
  const {name} = scene
  return {
    id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${randomUUID()}`,
    name,
    createdAt,
    status: 'REVIEW_IN_PROGRESS',
    template: scene.template ?? SOME_TEMPLATE,
    parameters: scene.parameters ?? {},
    outputs: {},
    tags: scene.tags ?? {},
    terminationProtection: scene.terminationProtection ?? false,
    resources: new Map(),
    events: [],
    operations: [],
    changeSets: [],
  }
}

function pastEvent(
  event: NonNullable<StackScene['events']>[number],
  stack: PlayedStack,
  operation: OperationRef,
  {clock}: WorldOptions,
  token: string | undefined,
): PlayedEvent {
  const at = clock.start + event.at
  return {
    id: event.logicalId ? `${event.logicalId}-${event.status}-${new Date(at).toISOString()}` : randomUUID(),
    at,
    visibleAt: at,
    operation,
    token: event.token ?? token,
    logicalId: event.logicalId ?? stack.name,
    physicalId: event.physicalId ?? (event.logicalId ? `${stack.name}-${event.logicalId}` : stack.id),
    type: event.type ?? STACK_TYPE,
    status: event.status,
    reason: event.reason,
  }
}
