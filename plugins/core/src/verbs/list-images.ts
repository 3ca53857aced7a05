import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {repositoryName} from '../repository-name.js'
import {repositoriesOf} from '../repositories.js'
import type {ImageListResult} from '../results.js'
import {stackName} from '../scope.js'
import {selectImages} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {withMembers} from '../with-members.js'

export interface ListImagesInput {
  readonly images?: readonly string[] | undefined
}

/** The pushed images, newest first, and which of them the stacks run. Throws `NOT_DEPLOYED` without a repository. */
export async function listImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: ListImagesInput,
  ctx: Context,
): Promise<ImageListResult> {
  const names = selectImages(app, input.images)
  const [repositories, stacks] = await inAccount(settings, ctx, () =>
    Promise.all([
      repositoriesOf(app, settings, names, ctx),
      withMembers(app, settings, ctx).then(({stacks}) =>
        Promise.all(stacks.map(({part}) => ctx.cloudFormation.describe(stackName(app, settings, part)))),
      ),
    ]),
  )
  const running = new Set(stacks.flatMap((stack) => Object.values(stack?.parameters ?? {})))
  const images = await Promise.all(
    [...repositories].map(async ([name, repository]) => {
      const found = (await ctx.ecr.list(repositoryName(repository))) ?? []
      const tags = found.map(({tag, digest, mediaType, pushedAt, size}) => ({
        tag,
        digest,
        mediaType,
        ...(pushedAt !== undefined && {pushedAt: new Date(pushedAt).toISOString()}),
        ...(size !== undefined && {sizeBytes: size}),
        live: running.has(`${repository}@${digest}`),
      }))
      return {name, repository, tags}
    }),
  )
  return {app: app.name, stage: settings.stage, region: settings.region, images}
}
