import {exportsOf, importersOf} from '../stack/find-stack.js'
import {stackEvent} from '../stack/events.js'
import type {Stack, StackResource} from '../stack/stack.js'
import type {World} from '../world.js'
import {deleteResources, type DeletionRules} from './delete-resources.js'
import type {Run} from './run.js'

export interface DeleteRequest {
  readonly retain: ReadonlySet<string>
  /** What cannot be deleted is left behind. */
  readonly force: boolean
}

export async function deleteRun(run: Run, {retain, force}: DeleteRequest): Promise<void> {
  const {stack, token} = run
  const rules: DeletionRules = {
    isRetained: ({logicalId, deletionPolicy}) =>
      retain.has(logicalId) || (deletionPolicy?.startsWith('Retain') ?? false),
  }
  const failed = [
    ...(await deleteResources(run, [...stack.resources.values()], rules)),
    ...(await deleteResources(run, leftoversOf(stack), rules)),
  ]
  if (failed.length > 0 && !force) {
    const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `
    stackEvent(stack, 'DELETE_FAILED', {token, reason})
    return
  }
  stack.deletedAt = new Date()
  stack.outputs = []
  stack.imports = new Set()
  stackEvent(stack, 'DELETE_COMPLETE', {token})
}

/** What updates that failed left beside the resources of the stack. */
function leftoversOf({leftovers, resources, pendingRollback = []}: Stack): StackResource[] {
  const listed = new Set(resources.values())
  const pending = pendingRollback.flatMap((step) => (step.kind === 'replaced' ? [step.before, step.resource] : []))
  return [...leftovers, ...pending.filter((resource) => !listed.has(resource))]
}

/** CloudFormation takes the call and then leaves the stack in the state it was in, with this reason. */
export function deletionObstacle(world: World, stack: Stack): string | undefined {
  const used = exportsOf(world, stack.region)
    .filter((exported) => exported.stack === stack)
    .map(({output: {exportName}}) => ({exportName, importers: importersOf(world, stack.region, exportName)}))
    .find(({importers}) => importers.length > 0)
  return (
    used && `Delete canceled. Cannot delete export ${used.exportName} as it is in use by ${used.importers.join(', ')}.`
  )
}
