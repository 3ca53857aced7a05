import type {AppDefinition} from './app.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'
import {stackName} from './scope.js'
import type {Settings} from './settings.js'

/** Repository URI of each image named. Throws `NOT_DEPLOYED` where the part that makes it does not exist. */
export async function repositoriesOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  names: readonly string[],
  ctx: Context,
): Promise<Map<string, string>> {
  const images = app.images.filter(({name}) => names.includes(name))
  const parts = [...new Set(images.map(({repository}) => repository.part))]
  const stacks = new Map(
    await Promise.all(
      parts.map(async (part) => [part, await ctx.cloudFormation.describe(stackName(app, settings, part))] as const),
    ),
  )
  return new Map(
    images.map(({name, repository: {part, name: outputName}}) => {
      const uri = stacks.get(part)?.outputs[outputName]
      if (uri === undefined) throw noRepository(app.name, settings, name, part)
      return [name, uri]
    }),
  )
}

function noRepository(app: string, {stage}: Settings, image: string, part: string): StackError {
  return new StackError(
    'NOT_DEPLOYED',
    `the image ${image} has no repository yet: ${app}-${stage}-${part} is not deployed`,
    {
      suggestions: [`aws-stack ${app}:deploy --part ${part}`],
    },
  )
}
