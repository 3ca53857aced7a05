import {randomUUID} from 'node:crypto'

import type {Beat, ChangeSetMove, DeployedMove, OperationNote, ResourceMove, StackMove, StaleRead} from '../beats.js'
import {deployConfig, rollBackConfig, uploadConfig} from './appconfig/apply-config-beat.js'
import {moveFunction, moveRollout, moveServiceDeployment, moveTask} from './apply-runtime-beat.js'
import {operationType} from '../../services/cloudformation/stack/operation-event.js'
import {newStack, STACK_TYPE} from './stack-from-scene.js'
import {currentStack} from './find-stack.js'
import type {Due, Performance} from './timeline.js'
import type {PlayedEvent, PlayedStack, World} from './world.js'

/** Makes true what a beat says. */
export function applyBeat(world: World, {at, beat, performance}: Due): void {
  switch (beat.do) {
    case 'rollout':
      return moveRollout(world, beat, at)
    case 'service-deployment':
      return moveServiceDeployment(world, beat, at)
    case 'task':
      return moveTask(world, beat, at)
    case 'function':
      return moveFunction(world, beat, at)
    case 'config-deployment':
      return deployConfig(world, beat, at)
    case 'config-rollback':
      return rollBackConfig(world, beat, performance, at)
    case 'config-upload':
      return uploadConfig(world, beat)
    case 'log':
      return void streamOf(world, beat.group, beat.stream).push({at, message: beat.message})
    case 'trouble': {
      const until = beat.forMs === undefined ? {} : {until: at + beat.forMs}
      const left = beat.times ?? (beat.forMs === undefined ? 1 : Infinity)
      return void world.troubles.push({...beat, passed: 0, left, ...until})
    }
    case 'stack':
    case 'resource':
    case 'deployed':
    case 'note':
    case 'change-set':
    case 'stale': {
      const stack = stackOf(world, beat, performance, at)
      if (stack) applyToStack(world, stack, beat, performance, at)
    }
  }
}

/** One that a beat begins to create, as a nested one is, comes into being by it. */
function stackOf(world: World, beat: Beat & {stack?: string}, {stack: called}: Performance, at: number) {
  const name = beat.stack ?? called ?? ''
  const known = currentStack(world, name)
  const begins = beat.do === 'stack' && beat.status === 'CREATE_IN_PROGRESS'
  if (!begins || (known && known.status !== 'DELETE_COMPLETE')) return known
  const stack = newStack(world.scenes.get(name) ?? {name}, world, at)
  world.stacks.push(stack)
  return stack
}

function applyToStack(
  world: World,
  stack: PlayedStack,
  beat: StackMove | ResourceMove | DeployedMove | OperationNote | ChangeSetMove | StaleRead,
  performance: Performance,
  at: number,
): void {
  switch (beat.do) {
    case 'stack':
      return moveStack(stack, beat, performance, at)
    case 'resource':
      return moveResource(world, stack, beat, performance, at)
    case 'deployed':
      return takeEffect(stack, beat)
    case 'note':
      return note(stack, beat, performance, at)
    case 'change-set':
      return moveChangeSet(stack, beat, performance)
    case 'stale':
      stack.stale = {
        status: stack.status,
        reason: stack.reason,
        left: beat.times ?? (beat.forMs === undefined ? 1 : Infinity),
        ...(beat.forMs !== undefined && {until: at + beat.forMs}),
      }
  }
}

function moveStack(stack: PlayedStack, beat: StackMove, performance: Performance, at: number): void {
  const {status, reason, detailedStatus} = beat
  const type = operationType(status)
  if (type === 'ROLLBACK' && !['ROLLBACK', 'CONTINUE_ROLLBACK'].includes(performance.operation.type)) {
    performance.operation = {id: randomUUID(), type}
  }
  if (stack.operations[0]?.id !== performance.operation.id) stack.operations.unshift(performance.operation)
  Object.assign(stack, {status, reason, detailedStatus})
  if (/^UPDATE_(IN_PROGRESS|ROLLBACK_IN_PROGRESS)$/.test(status)) stack.updatedAt = at
  if (status === 'DELETE_COMPLETE') stack.deletedAt = at
  if (/^(CREATE_COMPLETE|UPDATE_COMPLETE(_CLEANUP_IN_PROGRESS)?)$/.test(status)) takeEffect(stack, {do: 'deployed'})
  if (/^(UPDATE_)?ROLLBACK_COMPLETE$/.test(status)) delete stack.asked
  settleChangeSet(stack, status)
  const id = randomUUID()
  const own = {logicalId: stack.name, physicalId: stack.id, type: STACK_TYPE}
  const token = beat.token ?? performance.token
  stack.events.push({
    id,
    at,
    visibleAt: at,
    ...own,
    operation: performance.operation,
    token,
    status,
    reason,
    detailedStatus,
  })
}

function settleChangeSet({changeSets, changeSetId}: PlayedStack, status: string): void {
  const executed = changeSets.find(({id}) => id === changeSetId)
  if (executed?.executionStatus !== 'EXECUTE_IN_PROGRESS' || status.endsWith('_IN_PROGRESS')) return
  executed.executionStatus = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status) ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED'
}

function moveResource(
  world: World,
  stack: PlayedStack,
  beat: ResourceMove,
  performance: Performance,
  at: number,
): void {
  const {logicalId, type, status, detailedStatus, properties, child} = beat
  const nested = child === undefined ? undefined : currentStack(world, child)?.id
  const reason = nested ? beat.reason?.replaceAll(`<${child}>`, nested) : beat.reason
  const physicalId = beat.physicalId ?? nested ?? stack.resources.get(logicalId)?.physicalId ?? ''
  if (status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED') stack.resources.delete(logicalId)
  else stack.resources.set(logicalId, {logicalId, type, physicalId, status, ...(reason && {reason}), updatedAt: at})
  stack.events.push({
    id: `${logicalId}-${status}-${new Date(at).toISOString()}-${stack.events.length}`,
    at,
    visibleAt: at + (beat.lateMs ?? 0),
    operation: performance.operation,
    token: beat.token ?? performance.token,
    repeated: beat.repeated,
    ...{logicalId, physicalId, type, status, reason, detailedStatus, properties},
  })
}

function takeEffect(stack: PlayedStack, {template, parameters, outputs}: DeployedMove): void {
  const {asked} = stack
  stack.template = template ?? asked?.template ?? stack.template
  stack.parameters = parameters ?? asked?.parameters ?? stack.parameters
  stack.tags = asked?.tags ?? stack.tags
  stack.outputs = outputs ?? stack.outputs
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_OperationEvent.html */
function note(stack: PlayedStack, beat: OperationNote, performance: Performance, at: number): void {
  const {hook, validation} = beat
  const event: PlayedEvent = {
    id: randomUUID(),
    at,
    visibleAt: at,
    operation: performance.operation,
    token: performance.token,
    logicalId: beat.logicalId ?? stack.name,
    physicalId: beat.logicalId ? stack.resources.get(beat.logicalId)?.physicalId : stack.id,
    type: beat.type ?? STACK_TYPE,
    hidden: !beat.inStackEvents,
    note: {
      ...(hook && {
        HookType: hook.type,
        HookStatus: hook.status,
        HookStatusReason: hook.reason,
        HookInvocationPoint: 'PRE_PROVISION',
        HookFailureMode: hook.failureMode,
      }),
      ...(validation && {
        ValidationFailureMode: validation.failureMode,
        ValidationName: validation.name,
        ValidationStatus: validation.status,
        ValidationStatusReason: validation.reason,
        ValidationPath: validation.path,
      }),
    },
  }
  stack.events.push(event)
}

function moveChangeSet(stack: PlayedStack, beat: ChangeSetMove, {changeSet: id}: Performance): void {
  const changeSet = stack.changeSets.find((one) => one.id === id)
  if (!changeSet) return
  const executionStatus = beat.executionStatus ?? (beat.status === 'CREATE_COMPLETE' ? 'AVAILABLE' : 'UNAVAILABLE')
  Object.assign(changeSet, {status: beat.status, reason: beat.reason, executionStatus})
  if (beat.changes) changeSet.changes = beat.changes
}

function streamOf({logs}: World, group: string, stream: string): {at: number; message: string}[] {
  const streams = logs.get(group) ?? new Map<string, {at: number; message: string}[]>()
  logs.set(group, streams)
  const lines = streams.get(stream) ?? []
  streams.set(stream, lines)
  return lines
}
