import {stackEvent} from '../stack/events.js'
import {isAlive} from '../stack/is-alive.js'
import type {Deployment, StackResource, Undo} from '../stack/stack.js'
import {isMade} from '../template/graph.js'
import {bringUp, type BroughtUp} from './bring-up.js'
import {deleteResources} from './delete-resources.js'
import {rollBack} from './roll-back.js'
import {type Run, unstoppable} from './run.js'

/** Changes a stack; on failure puts back what was, unless the caller wanted to look at it first. */
export async function updateRun(
  run: Run,
  deployment: Deployment,
  {disableRollback}: {disableRollback: boolean},
): Promise<void> {
  const {stack, token} = run
  const undo: Undo[] = []
  const result = await bringUp(run, deployment, undo)

  if ('failure' in result) {
    const cancelled = run.signal?.reason === 'cancelled'
    if (disableRollback && !cancelled) {
      keepWhatIs(run, deployment, undo)
      stackEvent(stack, 'UPDATE_FAILED', {token, reason: `${result.failure} `})
      return
    }
    const reason = cancelled ? 'User Initiated' : `${result.failure} `
    stackEvent(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', {token, reason})
    await rollBack(unstoppable(run), undo)
    return
  }
  await complete(unstoppable(run), deployment, result, undo)
}

async function complete(
  run: Run,
  deployment: Deployment,
  {outputs, imports}: Exclude<BroughtUp, {failure: string}>,
  undo: readonly Undo[],
): Promise<void> {
  const {stack, token} = run
  Object.assign(stack, {deployment, outputs, imports})
  stackEvent(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', {token})

  const replaced = undo.flatMap((step) => (step.kind === 'replaced' ? [step.before] : []))
  const removed = [...stack.resources.values()].filter(({logicalId}) => !isWanted(logicalId, deployment))
  const failed = [
    ...(await deleteResources(run, [...replaced, ...removed], {
      isRetained: (old) => isKept(removed.includes(old) ? old.deletionPolicy : old.updateReplacePolicy),
    })),
    ...(await deleteResources(run, stack.leftovers, {isRetained: (old) => isKept(old.updateReplacePolicy)})),
  ]
  stack.leftovers = []
  for (const {logicalId} of removed) stack.resources.delete(logicalId)

  const reason = 'Update successful. One or more resources could not be deleted.'
  stackEvent(stack, 'UPDATE_COMPLETE', {token, ...(failed.length > 0 && {reason})})
}

function isWanted(logicalId: string, {template, conditions}: Deployment): boolean {
  const declaration = template.resources[logicalId]
  return declaration !== undefined && isMade(declaration, conditions)
}

function isKept(policy: StackResource['deletionPolicy']): boolean {
  return policy?.startsWith('Retain') ?? false
}

/** Without a rollback the next update starts from each resource as it is now. */
function keepWhatIs({stack}: Run, deployment: Deployment, undo: readonly Undo[]): void {
  stack.deployment = deployment
  for (const step of undo) {
    if (step.kind !== 'replaced') continue
    if (isAlive(step.resource)) stack.leftovers.push(step.before)
    else stack.resources.set(step.before.logicalId, {...step.before, status: 'UPDATE_FAILED'})
  }
}
