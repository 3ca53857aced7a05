import type {Stack} from './context.js'
import {StackError} from './errors.js'
import {type Graph, type GraphNode, keyOf} from './graph.js'

export interface DeployedPart {
  readonly part: string
  readonly stack: Stack
  /** Parts that it was made after although it takes nothing of them. */
  readonly after: readonly string[]
}

/**
 * The order in which deployed stacks can be deleted: a stack after all that were given an output of it (or an image of its
 * repository). Told from the values in the account, so neither settings nor look-ups are needed; where these cannot tell, later
 * parts go first. `parts` is in the definition's order.
 */
export function deletionGraph(given: readonly DeployedPart[]): Graph {
  const parts = inCreationOrder(given)
  const nodes = parts.map((giver, index): [string, GraphNode] => {
    const takers = parts.slice(index + 1).filter((later) => takesFrom(later, giver) || mayTakeFrom(later, giver))
    const ref = {kind: 'stack', name: giver.part} as const
    return [keyOf(ref), {ref, needs: takers.map(({part}) => keyOf({kind: 'stack', name: part}))}]
  })
  return new Map(nodes.toReversed())
}

/**
 * Without exports CloudFormation does not know that another stack lives on this one; we do. Throws `PART_IN_USE`.
 * `command`: `vast:destroy`, which could take both.
 */
export function assertNotInUse(
  command: string,
  chosen: readonly DeployedPart[],
  deployed: readonly DeployedPart[],
): void {
  const staying = deployed.filter(({part}) => !chosen.some((one) => one.part === part))
  const takers = staying.filter((one) => chosen.some((giver) => takesFrom(one, giver)))
  if (takers.length === 0) return
  const parts = [...takers, ...chosen].map(({part}) => `--part ${part}`)
  throw new StackError(
    'PART_IN_USE',
    `nothing was deleted: ${takers.map(({stack}) => stack.name).join(', ')} lives on it`,
    {details: {parts: takers.map(({part}) => part)}, suggestions: [`aws-stack ${command} ${parts.join(' ')}`]},
  )
}

/** Each after those that it takes of: members of a family come in the order of their names. Values that two share by chance say nothing. */
function inCreationOrder(parts: readonly DeployedPart[]): DeployedPart[] {
  const ordered = new Set<DeployedPart>()
  const visited = new Set<DeployedPart>()
  const visit = (taker: DeployedPart) => {
    if (visited.has(taker)) return
    visited.add(taker)
    for (const giver of parts) if (takesFrom(taker, giver) && !takesFrom(giver, taker)) visit(giver)
    ordered.add(taker)
  }
  for (const part of parts) visit(part)
  return [...ordered]
}

/** It was given an output of `giver`, or an image of its repository. */
function takesFrom({stack: taker}: DeployedPart, {stack: giver}: DeployedPart): boolean {
  const given = Object.values(giver.outputs)
  return Object.values(taker.parameters).some((value) =>
    value.split(',').some((item) => given.some((output) => item === output || item.startsWith(`${output}@`))),
  )
}

/** A half-done update has outputs that nobody was given yet, and a NoEcho value cannot be read. */
function mayTakeFrom(later: DeployedPart, giver: DeployedPart): boolean {
  const isClean = ['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(giver.stack.status)
  return !isClean || later.after.includes(giver.part) || Object.values(later.stack.parameters).includes('****')
}
