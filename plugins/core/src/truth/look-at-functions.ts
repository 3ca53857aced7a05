import type {Context, StackResource} from '../context.js'
import type {FunctionStatus} from '../results.js'
import type {LookAtImage} from './image-facts.js'
import {FUNCTION} from './runtime-resources.js'
import {unlessUnseen} from './unless-unseen.js'

/** What the Lambda functions of a stack run now. */
export async function lookAtFunctions(
  part: string,
  resources: readonly StackResource[],
  lookAtImage: LookAtImage,
  ctx: Context,
): Promise<FunctionStatus[]> {
  const names = resources.flatMap(({type, physicalId}) => (type === FUNCTION && physicalId ? [physicalId] : []))
  const found = await Promise.all(
    names.map(async (name): Promise<FunctionStatus[]> => {
      const look = () => ctx.functions.configuration(name)
      const told = await unlessUnseen(`the function ${name} could not be looked at`, look, ctx)
      if (!told) return []
      const {state, stateReason, lastUpdate, lastUpdateReason, image, resolvedImage = image, modifiedAt} = told
      return [
        {
          part,
          name,
          state,
          ...(stateReason && {stateReason}),
          lastUpdate,
          ...(lastUpdateReason && {lastUpdateReason}),
          ...(resolvedImage && (await lookAtImage(resolvedImage))),
          ...(modifiedAt !== undefined && {modifiedAt: new Date(modifiedAt).toISOString()}),
        },
      ]
    }),
  )
  return found.flat()
}
