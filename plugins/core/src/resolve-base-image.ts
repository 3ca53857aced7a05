import type {BaseImageChoice} from './app.js'
import type {Context} from './context.js'
import {isCancelled, StackError} from './errors.js'
import type {RegistryAccess} from './ports/registry.js'
import {nearNames} from './near-names.js'
import {fullName, type ImageReference, parseImageReference} from './registry/image-reference.js'
import {isRegistryFailure} from './registry/registry-failed.js'
import {repositoryName} from './repository-name.js'
import type {BaseImageUse} from './results.js'

export interface ResolveBaseImageInput {
  readonly argument: string
  readonly choice: BaseImageChoice
  readonly platform: string
  readonly own: RegistryAccess['own']
  /** The image that is deployed now, as `repository@sha256:…`. */
  readonly live: () => Promise<string | undefined>
}

export interface ResolvedBaseImage {
  readonly use: BaseImageUse
  /** What the built image says of it. */
  readonly labels: Readonly<Record<string, string>>
  /** Where the registry told the digest: its manifest can be asked for more. */
  readonly inRegistry?: ImageReference
}

/** "Pre-Defined Annotation Keys" of the OCI image specification. */
const NAME = 'org.opencontainers.image.base.name'
const DIGEST = 'org.opencontainers.image.base.digest'
/** Of an image that no registry has. */
const ID = 'io.aws-stack.base.id'

/**
 * What a base image is now. A reference by digest is what it is; a tag is asked of its registry. Where that does not tell, what is
 * deployed says what it was built upon, so that nothing changes for that; else the engine is asked. Throws `BASE_IMAGE_NOT_FOUND`, and what the registry failed with where the engine does not have it either.
 */
export async function resolveBaseImage(input: ResolveBaseImageInput, ctx: Context): Promise<ResolvedBaseImage> {
  const {argument, choice, own} = input
  const asked = choice.reference
  const image = parseImageReference(asked)
  if (!image) throw new StackError('BASE_IMAGE_NOT_FOUND', `"${asked}" is no image reference`, {details: {argument}})
  if (image.digest !== undefined) {
    const use = {argument, asked, reference: asked, digest: image.digest}
    return {use, labels: {[NAME]: fullName(image), [DIGEST]: image.digest}}
  }

  const access = {own, signal: ctx.signal}
  const told = await ctx.registry.digest(image, access).catch((error: unknown) => {
    if (isRegistryFailure(error)) return error
    throw error
  })
  if (typeof told === 'string') return {...atDigest(argument, image, told), inRegistry: image}
  const before = told && (await asDeployed(input, image, ctx))
  if (before) {
    const message = `${told.message}; what is deployed was built upon ${before.use.digest}, and that is taken`
    ctx.host.notify({type: 'warning', code: 'BASE_IMAGE_AS_DEPLOYED', message})
    return before
  }
  const here = await inEngine(input, image, ctx)
  if (here) {
    const why = told?.message ?? `the registry ${image.host} has no ${asked}`
    const message = `${why}; the Docker engine has it, and that one is taken: ${here.use.digest ?? 'an image built there'}`
    ctx.host.notify({type: 'warning', code: 'BASE_IMAGE_FROM_ENGINE', message})
    return here
  }
  throw told ?? (await notFound(input, image, access, ctx))
}

function atDigest(argument: string, image: ImageReference, digest: string): ResolvedBaseImage {
  return {
    use: {argument, asked: image.text, reference: `${image.name}@${digest}`, digest},
    labels: {[NAME]: fullName(image), [DIGEST]: digest},
  }
}

/** What the labels of the deployed image say, where it was built upon the same name. */
async function asDeployed(
  {argument, live: liveUri}: ResolveBaseImageInput,
  image: ImageReference,
  ctx: Context,
): Promise<ResolvedBaseImage | undefined> {
  const [repository = '', live = ''] = ((await liveUri()) ?? '').split('@')
  if (!live) return undefined
  const labels = await ctx.ecr.labels(repositoryName(repository), live).catch((error: unknown) => {
    // There are other ways to tell it.
    if (StackError.is(error) && !isCancelled(error)) return undefined
    throw error
  })
  const digest = labels?.[DIGEST]
  return digest !== undefined && labels?.[NAME] === fullName(image) ? atDigest(argument, image, digest) : undefined
}

/** One that was only built there has no digest: its name is built upon, and its id is what the identity counts. */
async function inEngine(
  {argument, platform}: ResolveBaseImageInput,
  image: ImageReference,
  ctx: Context,
): Promise<ResolvedBaseImage | undefined> {
  const found = await ctx.docker.find(image.text, platform, ctx.signal).catch((error: unknown) => {
    if (StackError.is(error) && error.code === 'DOCKER_UNAVAILABLE') return undefined
    throw error
  })
  if (!found) return undefined
  const same = found.digests
    .map((digest) => parseImageReference(digest))
    .find((known) => known?.host === image.host && known.repository === image.repository)
  if (same?.digest !== undefined) return atDigest(argument, image, same.digest)
  const {text: asked} = image
  return {use: {argument, asked, reference: asked}, labels: {[NAME]: fullName(image), [ID]: found.id}}
}

async function notFound(
  {argument, choice}: ResolveBaseImageInput,
  image: ImageReference,
  access: RegistryAccess,
  ctx: Context,
): Promise<StackError> {
  const {host, text, tag = '', repository} = image
  const all = await ctx.registry.tags(image, access).catch((error: unknown) => {
    if (isRegistryFailure(error)) return []
    throw error
  })
  const near = nearNames(tag, choice.suits ? all.filter(choice.suits) : all)
  const hint =
    near.length > 0 ? `; near it are ${near.join(', ')}` : all.length > 0 ? '' : `, nor another of ${repository}`
  return new StackError('BASE_IMAGE_NOT_FOUND', `the registry ${host} has no image ${text}${hint}`, {
    details: {argument, image: text, near},
  })
}
