import type {Scope} from '../language/scope.js'
import {attributeOf, deploymentScope, importFrom, referenceTo} from '../language/stack-scope.js'
import type {AwsSpec} from '../spec/aws-spec.js'
import type {Deployment, Stack} from '../stack/stack.js'
import {invalid} from '../invalid.js'
import type {World} from '../world.js'

/** Why an operation stops starting new work. */
export type StopReason = 'failed' | 'cancelled' | 'deleted'

/** One operation on one stack. */
export interface Run {
  readonly world: World
  readonly spec: AwsSpec
  readonly stack: Stack
  /** `ClientRequestToken`, repeated in every event. */
  readonly token: string | undefined
  /** What waits stops waiting when it is aborted. What undoes and cleans up has none. */
  readonly signal?: AbortSignal
  stop(reason: StopReason): void
}

/** Names as they are while the run goes on. `imports` collects the exports that are taken. */
export function liveScope({world, stack}: Run, deployment: Deployment, imports: Set<string>): Scope {
  const importValue = importFrom(world, stack.region)
  const resource = (id: string) => {
    const found = stack.resources.get(id)
    if (!found) throw invalid(`Resource ${id} does not exist yet`)
    return found
  }
  return deploymentScope(world, stack, deployment, {
    reference: (id) => referenceTo(resource(id)),
    attribute: (id, name) => attributeOf(resource(id), name),
    exported: (name) => {
      imports.add(name)
      return importValue(name)
    },
  })
}

/** An operation that cannot be stopped any more: rollback, cleanup, deletion. */
export function unstoppable({world, spec, stack, token}: Run): Run {
  return {world, spec, stack, token, stop: () => undefined}
}
