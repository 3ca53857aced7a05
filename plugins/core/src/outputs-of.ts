import type {AppDefinition} from './app.js'
import type {Context, Stack} from './context.js'
import {StackError} from './errors.js'
import {settingFor} from './optional-parts.js'
import {stackName} from './scope.js'
import type {Settings} from './settings.js'

/** A part's stack and the outputs that it has to have. Throws `NOT_DEPLOYED` where one is missing. */
export async function outputsOf<Config, Facts, Name extends string>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  {part, names}: {readonly part: string; readonly names: readonly Name[]},
  ctx: Context,
): Promise<{stack: Stack; outputs: Record<Name, string>}> {
  const stack = await ctx.cloudFormation.describe(stackName(app, settings, part))
  const found = names.flatMap((name) => (stack?.outputs[name] ? [[name, stack.outputs[name]]] : []))
  if (stack && found.length === names.length) return {stack, outputs: Object.fromEntries(found) as Record<Name, string>}
  const isOptional = app.stacks.some((each) => each.part === part && each.optional !== undefined)
  throw notDeployed(app, settings, part, isOptional ? `name it in ${settingFor(app, part)}, and deploy` : undefined)
}

/** `what`: a part, or something in one. */
export function notDeployed(
  {name}: {readonly name: string},
  {stage, region}: Settings,
  what: string,
  advice?: string,
): StackError {
  const message = `${what} of ${name} is not deployed as stage ${stage} in ${region}${advice ? `: ${advice}` : ''}`
  return new StackError('NOT_DEPLOYED', message, {suggestions: [`aws-stack ${name}:deploy`]})
}
