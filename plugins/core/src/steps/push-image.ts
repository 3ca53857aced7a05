import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {repositoryName} from '../repository-name.js'

export interface PushImageInput {
  readonly name: string
  readonly repository: string
  readonly tag: string
}

export interface PushedImage {
  /** `repository@sha256:…` */
  readonly uri: string
  readonly digest: string
  /** `false`: another run had pushed the same tag before. */
  readonly pushed: boolean
}

/** What Lambda and Fargate take: one platform. Lambda refuses an index ("image manifest … not supported"). */
const SINGLE = ['application/vnd.docker.distribution.manifest.v2+json', 'application/vnd.oci.image.manifest.v1+json']

/** Pushes a built image under its immutable tag; ECR then says digest and media type. */
export async function pushImage({name, repository, tag}: PushImageInput, ctx: Context): Promise<PushedImage> {
  const node = {kind: 'image', name} as const
  const authorization = await ctx.ecr.authorization()
  const progress = (progress: Parameters<Parameters<Context['docker']['push']>[1]>[0]) =>
    ctx.host.notify({type: 'image.progress', node, progress})
  const result = await ctx.docker.push({reference: `${repository}:${tag}`, authorization}, progress, ctx.signal)
  if (!result.pushed) {
    const message = `another run pushed ${repository}:${tag} first; its image has the same inputs and is used`
    ctx.host.notify({type: 'warning', code: 'IMAGE_PUSHED_ELSEWHERE', message})
  }

  const found = (await ctx.ecr.find(repositoryName(repository), [tag]))?.[0]
  if (!found)
    throw new StackError('IMAGE_NOT_FOUND', `${repository} has no image ${tag} although it was pushed`, {blame: 'aws'})
  if (!SINGLE.includes(found.mediaType)) {
    throw new StackError(
      'IMAGE_NOT_SINGLE_PLATFORM',
      `${repository}:${tag} is a ${found.mediaType}; Lambda takes an image of one platform only`,
      {
        details: {digest: found.digest, mediaType: found.mediaType},
      },
    )
  }
  return {uri: `${repository}@${found.digest}`, digest: found.digest, pushed: result.pushed}
}
