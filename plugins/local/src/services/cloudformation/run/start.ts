import type {AwsSpec} from '../spec/aws-spec.js'
import {makeObsolete} from '../stack/change-set.js'
import {stackEvent} from '../stack/events.js'
import type {Deployment, Stack} from '../stack/stack.js'
import type {World} from '../world.js'
import {begin} from './begin.js'
import {createRun} from './create-run.js'
import {type DeleteRequest, deletionObstacle, deleteRun} from './delete-run.js'
import {rollBack} from './roll-back.js'
import {unstoppable} from './run.js'
import {updateRun} from './update-run.js'

export interface Start {
  readonly world: World
  readonly spec: AwsSpec
  readonly stack: Stack
  readonly token: string | undefined
}

const reason = 'User Initiated'

export function startCreate(start: Start, deployment: Deployment): void {
  const {stack, token} = start
  stack.deployment = deployment
  makeObsolete(stack.changeSets)
  stackEvent(stack, 'CREATE_IN_PROGRESS', {reason, token})
  begin(stack, (control) => createRun({...start, ...control}, deployment))
}

export function startUpdate(start: Start, deployment: Deployment, options: {disableRollback: boolean}): void {
  const {stack, token} = start
  stack.updatedAt = new Date()
  makeObsolete(stack.changeSets)
  stackEvent(stack, 'UPDATE_IN_PROGRESS', {reason, token})
  begin(stack, (control) => updateRun({...start, ...control}, deployment, options))
}

/** A creation that still goes on is stopped first; what it has in hand is waited for. */
export function startDelete(start: Start, request: DeleteRequest): void {
  const {world, stack, token} = start
  const {operation, status} = stack
  const obstacle = deletionObstacle(world, stack)
  stackEvent(stack, 'DELETE_IN_PROGRESS', {reason, token})
  if (obstacle) {
    stackEvent(stack, status, {reason: obstacle, token})
    return
  }
  operation?.controller.abort('deleted')
  makeObsolete(stack.changeSets)
  begin(stack, async (control) => {
    await operation?.done
    await deleteRun(unstoppable({...start, ...control}), request)
  })
}

export function startContinuedRollback(start: Start, skip: ReadonlySet<string>): void {
  const {stack, token} = start
  stackEvent(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', {reason, token})
  begin(stack, (control) => rollBack(unstoppable({...start, ...control}), stack.pendingRollback ?? [], skip))
}
