import type {Context} from '../context.js'
import {repositoryName} from '../repository-name.js'
import type {ImageFacts} from '../results.js'
import {digestIn, repositoryOf} from './running-images.js'
import {unlessUnseen} from './unless-unseen.js'

/** "Pre-defined annotation keys" of the OCI image specification. */
const BASE = 'org.opencontainers.image.base.name'
const VERSION = 'org.opencontainers.image.version'

/** Tells of an image what it was built upon. Asks ECR once for each, and only for those in repositories of the app's own. */
export type LookAtImage = (uri: string, digest?: string) => Promise<ImageFacts>

export function imageLooker(repositories: readonly string[], ctx: Context): LookAtImage {
  const known = new Map<string, Promise<ImageFacts>>()
  const look = async (repository: string, digest: string): Promise<ImageFacts> => {
    const ask = () => ctx.ecr.labels(repositoryName(repository), digest)
    const labels = await unlessUnseen(`what ${repository}@${digest} was built upon could not be read`, ask, ctx)
    return {digest, ...factsIn(labels ?? {})}
  }
  return async (uri, digest = digestIn(uri)) => {
    const repository = repositoryOf(uri)
    if (digest === undefined) return {}
    if (!repositories.includes(repository)) return {digest}
    const asked = known.get(digest) ?? look(repository, digest)
    known.set(digest, asked)
    return asked
  }
}

/** The base's tag is its version; a base by digest alone may have said its version in a label, which the image inherits. */
function factsIn(labels: Readonly<Record<string, string>>): ImageFacts {
  const base = labels[BASE]
  const [, tag] = /^[^@]*:([\w.-]+)(?:@|$)/.exec(base ?? '') ?? []
  const version = tag ?? labels[VERSION]
  return {...(base && {base}), ...(version && {version})}
}
