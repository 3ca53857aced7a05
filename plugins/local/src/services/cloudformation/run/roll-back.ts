import {resourceEvent, stackEvent} from '../stack/events.js'
import {isAlive} from '../stack/is-alive.js'
import type {StackResource, Undo} from '../stack/stack.js'
import {walk} from '../template/graph.js'
import {deleteResources, needsAmong} from './delete-resources.js'
import type {Run} from './run.js'
import {updateResource} from './update-resource.js'

/**
 * Undoes an update: changed resources get their old properties back, replaced ones are the stack's again; then what the update
 * made is deleted. `skip` names resources that `ContinueUpdateRollback` takes as they are.
 */
export async function rollBack(run: Run, undo: readonly Undo[], skip: ReadonlySet<string> = new Set()): Promise<void> {
  const {stack, token} = run
  const steps = new Map(undo.filter(({kind}) => kind !== 'created').map((step) => [step.resource.logicalId, step]))
  const olds = new Map([...steps].map(([id, step]) => [id, (step as Restorable).before]))
  const done = new Set<Undo>()

  // What others need comes back before them.
  await walk(needsAmong(olds), async (id) => {
    const step = steps.get(id) as Restorable
    const restored = skip.has(id) ? accept(run, step) : await restore(run, step)
    if (restored) done.add(step)
    return restored
  })

  const failed = [...steps].filter(([, step]) => !done.has(step)).map(([id]) => id)
  if (failed.length > 0) {
    stack.pendingRollback = undo.filter((step) => step.kind !== 'updated' || !done.has(step))
    const reason = `The following resource(s) failed to update: [${failed.join(', ')}]. `
    stackEvent(stack, 'UPDATE_ROLLBACK_FAILED', {token, reason})
    return
  }
  delete stack.pendingRollback
  await cleanUp(run, undo)
}

type Restorable = Exclude<Undo, {kind: 'created'}>

async function restore(run: Run, step: Restorable): Promise<boolean> {
  const {resource, before} = step
  if (step.kind === 'updated') {
    const canBeAsked = resource.recordedOnly || run.world.options.handlers[resource.type]?.update !== undefined
    return updateResource(run, resource, before, {problems: [], touchesService: canBeAsked})
  }

  const old = run.stack.resources.get(resource.logicalId)
  if (old === before) return true
  run.stack.resources.set(resource.logicalId, before)
  return accept(run, step)
}

/** Nothing needs to be done to it. */
function accept({stack, token}: Run, {resource}: Restorable): boolean {
  const current = stack.resources.get(resource.logicalId) ?? resource
  for (const status of ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']) {
    resourceEvent(stack, current, {status, token, properties: current.shown})
  }
  return true
}

async function cleanUp(run: Run, undo: readonly Undo[]): Promise<void> {
  const {stack, token} = run
  stackEvent(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', {token})
  const made: StackResource[] = undo.flatMap((step) =>
    step.kind === 'created' || (step.kind === 'replaced' && isAlive(step.resource)) ? [step.resource] : [],
  )
  await deleteResources(run, made, {isRetained: ({deletionPolicy}) => deletionPolicy === 'Retain'})
  for (const step of undo) if (step.kind === 'created') stack.resources.delete(step.resource.logicalId)
  stackEvent(stack, 'UPDATE_ROLLBACK_COMPLETE', {token})
}
