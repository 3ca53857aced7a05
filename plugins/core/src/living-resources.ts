import type {Context, StackResource} from './context.js'

/** What a stack has: all that it made and has not deleted. */
export async function livingResources(stackId: string, ctx: Context): Promise<StackResource[]> {
  const resources = await ctx.cloudFormation.resources(stackId)
  return resources.filter(({status}) => status !== 'DELETE_COMPLETE')
}
