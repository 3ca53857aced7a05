import type {Context, Stack} from './context.js'
import type {DataLoss} from './events.js'
import {describeInTurn, inTurn, type StackPlace} from './in-turn.js'
import {deleteEmptied} from './steps/delete-emptied.js'
import {stopOneOffTasks} from './steps/stop-one-off-tasks.js'

export interface DeleteInTurnInput {
  readonly place: StackPlace
  readonly stack: Stack
  /** Logical ids that are left behind where a deletion has failed at them. */
  readonly retain: readonly string[]
  /** What the user has agreed to lose: the buckets among it are emptied first, and the tasks stopped. */
  readonly losses: readonly DataLoss[]
}

/** Deletes one stack, also where another run changes it meanwhile, or deletes it first. */
export function deleteInTurn({place, stack, retain, losses}: DeleteInTurnInput, ctx: Context): Promise<void> {
  const {app, part} = place
  return inTurn<Stack | undefined, void>(
    stack,
    {
      place,
      stackOf: (found) => found,
      async work(found) {
        if (!found) return
        await stopOneOffTasks({stackId: found.id, losses}, ctx)
        await deleteEmptied({app, part, stack: found, retain: await retainable(found, retain, ctx), losses}, ctx)
      },
      lookAgain: () => describeInTurn(place, ctx),
    },
    ctx,
  )
}

/** "DeleteStack" of the API reference: resources can be retained only in DELETE_FAILED. The names may be other stacks'. */
async function retainable({id, status}: Stack, retain: readonly string[], ctx: Context): Promise<string[]> {
  if (status !== 'DELETE_FAILED' || retain.length === 0) return []
  const resources = await ctx.cloudFormation.resources(id)
  return resources
    .filter((resource) => resource.status === 'DELETE_FAILED' && retain.includes(resource.logicalId))
    .map(({logicalId}) => logicalId)
}
