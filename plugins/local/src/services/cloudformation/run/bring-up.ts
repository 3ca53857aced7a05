import {evaluateOutputs} from '../language/evaluate-outputs.js'
import type {Scope} from '../language/scope.js'
import {importFrom} from '../language/stack-scope.js'
import {compare, desire, type Desired, isSame} from '../plan/desired.js'
import {planChanges} from '../plan/plan-changes.js'
import {resourceEvent} from '../stack/events.js'
import {isAlive} from '../stack/is-alive.js'
import type {Deployment, StackOutput, StackResource, Undo} from '../stack/stack.js'
import {type Graph, templateGraph, walk} from '../template/graph.js'
import type {ResourceDeclaration} from '../template/template.js'
import {checkExports} from './check-exports.js'
import {createResource, newResource} from './create-resource.js'
import {renameRefusal} from './rename-refusal.js'
import {liveScope, type Run} from './run.js'
import {adopt, updateResource} from './update-resource.js'

export type BroughtUp =
  | {readonly outputs: readonly StackOutput[]; readonly imports: ReadonlySet<string>}
  /** A sentence. */
  | {readonly failure: string}

interface Work {
  readonly run: Run
  readonly deployment: Deployment
  readonly scope: Scope
  readonly graph: Graph
  /** What a rollback has to undo, in the order in which it was begun. */
  readonly undo: Undo[]
  /** What becomes true of unchanged resources too when all is well. */
  readonly settled: Map<StackResource, Desired>
}

/** Brings a stack's resources to what the deployment wants: creates, changes, replaces. Deletes nothing. */
export async function bringUp(run: Run, deployment: Deployment, undo: Undo[]): Promise<BroughtUp> {
  const {world, spec, stack} = run
  const imports = new Set<string>()
  const scope = liveScope(run, deployment, imports)
  const graph = templateGraph(deployment.template, deployment.conditions)
  const work: Work = {run, deployment, scope, graph, undo, settled: new Map()}

  try {
    // What is wrong whatever the resources will be, is found before the first of them is touched.
    planChanges(world, spec, stack, deployment, importFrom(world, stack.region))
    await walk(graph, (id) => bringResource(work, id))
    if (run.signal?.aborted) return {failure: failureOf(work)}
    const outputs = evaluateOutputs(deployment, scope)
    checkExports(world, stack, outputs)
    for (const [resource, desired] of work.settled) {
      adopt(resource, desired)
      resource.needs = graph.get(resource.logicalId) ?? new Set()
    }
    return {outputs, imports}
  } catch (error) {
    return {failure: sentence(error instanceof Error ? error.message : String(error))}
  }
}

async function bringResource(work: Work, id: string): Promise<boolean> {
  const {run, deployment, scope, settled} = work
  if (run.signal?.aborted) return false
  const declaration = deployment.template.resources[id]!
  const type = run.spec.resource(declaration.type)!
  const current = run.stack.resources.get(id)
  let desired
  try {
    desired = desire(declaration, deployment, scope, type)
  } catch (error) {
    return fail(work, declaration, current, error)
  }
  if (!current || !isAlive(current)) return create(work, desired)

  const difference = compare(current, desired, type)
  if (isSame(difference) && !current.status.endsWith('_FAILED')) {
    settled.set(current, desired)
    return true
  }
  if (difference.properties.some(({recreation}) => recreation === 'Always')) return replace(work, current, desired)

  // `Conditionally` is the service's to decide: it is asked to change the resource in place and may refuse.
  work.undo.push({kind: 'updated', resource: current, before: {...current}})
  settled.set(current, desired)
  const onlyAttributes = difference.properties.length === 0 && !difference.tags && !current.status.endsWith('_FAILED')
  return updateResource(run, current, desired, {problems: desired.problems, touchesService: !onlyAttributes})
}

/** An expression turned out to be wrong once the resources it names were there. */
function fail(
  {run, undo}: Work,
  declaration: ResourceDeclaration,
  current: StackResource | undefined,
  error: unknown,
): false {
  const blank = {
    declaration,
    properties: {},
    shown: {},
    tags: [],
    deletionPolicy: undefined,
    updateReplacePolicy: undefined,
    problems: [],
  }
  const isNew = !current || !isAlive(current)
  const resource = isNew ? newResource(run, blank, new Set()) : current
  run.stack.resources.set(declaration.logicalId, resource)
  undo.push(isNew ? {kind: 'created', resource} : {kind: 'updated', resource, before: {...resource}})
  const reason = error instanceof Error ? error.message : String(error)
  resourceEvent(run.stack, resource, {status: isNew ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason, token: run.token})
  run.stop('failed')
  return false
}

async function create({run, graph, undo, settled}: Work, desired: Desired): Promise<boolean> {
  const {logicalId} = desired.declaration
  const resource = newResource(run, desired, graph.get(logicalId) ?? new Set())
  run.stack.resources.set(logicalId, resource)
  undo.push({kind: 'created', resource})
  settled.set(resource, desired)
  return createResource(run, resource, 'CREATE', desired.problems)
}

async function replace({run, graph, undo, settled}: Work, current: StackResource, desired: Desired): Promise<boolean> {
  const {logicalId} = current
  const before = {...current}
  const after = newResource(run, desired, graph.get(logicalId) ?? new Set())
  resourceEvent(run.stack, current, {
    status: 'UPDATE_IN_PROGRESS',
    reason: 'Requested update requires the creation of a new physical resource; hence creating one.',
    token: run.token,
    properties: desired.shown,
  })
  run.stack.resources.set(logicalId, after)
  undo.push({kind: 'replaced', resource: after, before})
  settled.set(after, desired)
  const refusal = renameRefusal(before, desired, run.spec.resource(before.type)!)
  return createResource(run, after, 'UPDATE', desired.problems, refusal)
}

/** What was cancelled counts as failed, as it does for CloudFormation. */
function failureOf({graph, run}: Work): string {
  const failed = (status: string): string[] =>
    [...graph.keys()].filter((id) => run.stack.resources.get(id)?.status === status)
  const created = failed('CREATE_FAILED')
  const updated = failed('UPDATE_FAILED')
  const parts = [
    ...(created.length > 0 ? [`The following resource(s) failed to create: [${created.join(', ')}].`] : []),
    ...(updated.length > 0 ? [`The following resource(s) failed to update: [${updated.join(', ')}].`] : []),
  ]
  return parts.join(' ')
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`
}
