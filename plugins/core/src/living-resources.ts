import type {Context} from './context.js'

/** Physical ids of what a stack has, by logical id. */
export async function livingResources(stackId: string, ctx: Context): Promise<Map<string, string>> {
  const resources = await ctx.cloudFormation.resources(stackId)
  return new Map(
    resources.flatMap(({logicalId, physicalId, status}): [string, string][] =>
      physicalId && status !== 'DELETE_COMPLETE' ? [[logicalId, physicalId]] : [],
    ),
  )
}
