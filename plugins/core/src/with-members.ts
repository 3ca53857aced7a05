import {quietlyInAccount} from './account.js'
import type {AppDefinition, StackDefinition, StackFamily} from './app.js'
import type {Context} from './context.js'
import {stackName, stackTags} from './scope.js'
import type {Settings} from './settings.js'
import {isOurs} from './stack-state.js'

/**
 * The app with a stack for each member of its families: first those that the settings name, then those that are deployed alone. Without settings
 * all that are deployed. One ListStacks for each hundred stacks of the account, and one DescribeStacks for each member that the settings do not
 * name; none where the app has no families.
 */
export async function withMembers<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<AppDefinition<Config, Facts>> {
  const {families = []} = app
  if (families.length === 0) return app
  const named = families.flatMap((family) => namedMembers(family, settings.config))
  const known = new Set([...app.stacks, ...named].map(({part}) => part))
  const leftovers = await quietlyInAccount(settings, ctx, () => findLeftovers(app, families, settings, known, ctx))
  return {...app, families: [], stacks: [...app.stacks, ...named, ...leftovers]}
}

/** The app with the members that the settings name; nobody is asked for others. */
export function withNamedMembers<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {config}: Pick<Settings<Config>, 'config'>,
): AppDefinition<Config, Facts> {
  const {families = []} = app
  if (families.length === 0) return app
  return {...app, families: [], stacks: [...app.stacks, ...families.flatMap((family) => namedMembers(family, config))]}
}

/** A command that needs stage and region alone has no settings. */
function namedMembers<Config, Facts>(
  family: StackFamily<Config, Facts>,
  config: Config | undefined,
): StackDefinition<Config, Facts>[] {
  if (config === undefined) return []
  return family.members(config).map((member) => ({
    ...stackOf(family, member),
    parameters: (scope) => family.parameters(scope, member),
  }))
}

function stackOf<Config, Facts>(
  {family, template, after, data}: StackFamily<Config, Facts>,
  member: string,
): StackDefinition<Config, Facts> {
  return {part: `${family}-${member}`, template, ...(after && {after}), ...(data && {data})}
}

/** Recognised by name and tags: another stage, or another tool, may have stacks whose names begin alike. */
async function findLeftovers<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  families: readonly StackFamily<Config, Facts>[],
  settings: Settings<Config>,
  known: ReadonlySet<string>,
  ctx: Context,
): Promise<StackDefinition<Config, Facts>[]> {
  const prefix = stackName(app, settings, '')
  const names = await ctx.cloudFormation.stackNames(prefix)
  const candidates = families.flatMap((family) =>
    names
      .map((name) => name.slice(prefix.length))
      .filter((part) => part.startsWith(`${family.family}-`) && !known.has(part))
      .toSorted()
      .map((part) => stackOf(family, part.slice(family.family.length + 1))),
  )
  const unique = [...new Map(candidates.toReversed().map((stack) => [stack.part, stack])).values()].toReversed()
  const ours = await Promise.all(
    unique.map(async (stack) => {
      const found = await ctx.cloudFormation.describe(stackName(app, settings, stack.part))
      return found && isOurs(found, stackTags(app, settings, stack.part)) ? [{...stack, leftover: true as const}] : []
    }),
  )
  return ours.flat()
}
