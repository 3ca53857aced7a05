import {quietlyInAccount} from './account.js'
import type {AppDefinition, ImageDefinition, LayerChoice, Platform, Scope} from './app.js'
import type {Context, EcrImage} from './context.js'
import {assertPinnedBase} from './docker/base-image.js'
import {fingerprintImage} from './docker/fingerprint.js'
import {StackError} from './errors.js'
import {type ResolvedLayer, resolveLayer} from './layers/resolve-layer.js'
import {isRegistryFailure} from './registry/registry-failed.js'
import {type ResolveBaseImageInput, type ResolvedBaseImage, resolveBaseImage} from './resolve-base-image.js'
import type {Described} from './lookup-account.js'
import {scopeOf} from './scope.js'
import type {Settings} from './settings.js'

export interface SurveyedImage {
  readonly name: string
  /** The part and output that hold the repository's URI. */
  readonly repository: {readonly part: string; readonly name: string}
  readonly source: ImageSource
  readonly bases: readonly ResolvedBaseImage[]
  /** Hash of `source`. */
  readonly tag: string
  /** The image with this tag, where it has been pushed already. */
  readonly pushed?: EcrImage
}

export interface ImageSource {
  readonly dockerfile: string
  readonly context: string
  readonly platform: string
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly layers?: readonly ResolvedLayer[]
}

/** Throws `BASE_IMAGE_MOVING`, without asking anybody. */
export async function assertPinnedBases<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
): Promise<void> {
  const scope = scopeOf(app, settings, undefined)
  await Promise.all(app.images.map((definition) => assertPinnedBase(onFixedBases(definition, scope))))
}

/**
 * The images' sources and tags: each is begun at once, and what it fails with is told to whom awaits it. Asks the registries of base images
 * that are named by a tag, and where these do not tell, `deployed`.
 */
export function surveyImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
  deployed: Described = new Map(),
): Map<string, Promise<SurveyedImage>> {
  const scope = scopeOf(app, settings, undefined)
  const own = () => quietlyInAccount(settings, ctx, () => ctx.ecr.authorization()).catch(noAuthorization)
  return new Map(
    app.images.map((definition) => {
      const live = () => liveImage(definition, deployed)
      const layer = (choice: LayerChoice) => quietlyInAccount(settings, ctx, () => resolveLayer(choice, ctx))
      const image = surveyImage(definition, scope, {own, live, layer}, ctx)
      image.catch(() => {})
      return [definition.name, image]
    }),
  )
}

interface SurveyAccess extends Pick<ResolveBaseImageInput, 'own' | 'live'> {
  readonly layer: (choice: LayerChoice) => Promise<ResolvedLayer>
}

/** What some stack takes of the image's repository. */
async function liveImage<Config>(
  {repository: {part, name}}: ImageDefinition<Config>,
  deployed: Described,
): Promise<string | undefined> {
  const stacks = await Promise.all(deployed.values())
  const uri = (await deployed.get(part))?.outputs[name]
  const values = stacks.flatMap((stack) => Object.values(stack?.parameters ?? {}))
  return uri === undefined ? undefined : values.find((value) => value.startsWith(`${uri}@`))
}

/** A registry that is not the app's own is asked without credentials for AWS too. */
function noAuthorization(error: unknown): undefined {
  if (!StackError.is(error) || error.code === 'CANCELLED') throw error
  return undefined
}

/** Those that are named, once all is known of them. */
export async function imagesNamed(
  names: readonly string[],
  images: ReadonlyMap<string, Promise<SurveyedImage>>,
): Promise<SurveyedImage[]> {
  return Promise.all(names.flatMap((name) => images.get(name) ?? []))
}

/** What arguments that name base images will be is not known yet, but it does not move. */
function onFixedBases<Config>(definition: ImageDefinition<Config>, scope: Scope<Config, undefined>) {
  const {dockerfile, context, buildArgs, baseImages} = definition
  const fixed: Record<string, string> = {}
  for (const argument of Object.keys(baseImages?.(scope) ?? {})) fixed[argument] = `resolved@sha256:${'0'.repeat(64)}`
  return {dockerfile, context, platform: platformOf(definition, scope), buildArgs: {...buildArgs?.(scope), ...fixed}}
}

function platformOf<Config>({platform}: ImageDefinition<Config>, scope: Scope<Config, undefined>): Platform {
  return typeof platform === 'function' ? platform(scope) : platform
}

async function surveyImage<Config>(
  definition: ImageDefinition<Config>,
  scope: Scope<Config, undefined>,
  {layer, ...asking}: SurveyAccess,
  ctx: Context,
): Promise<SurveyedImage> {
  const {name, repository, dockerfile, context, target, buildArgs, baseImages} = definition
  const platform = platformOf(definition, scope)
  const resolving = Promise.all(definition.layers?.(scope).map(layer) ?? [])
  resolving.catch(() => {})
  const choices = Object.entries(baseImages?.(scope) ?? {})
  const bases = await Promise.all(
    choices.map(([argument, choice]) => resolveBaseImage({argument, choice, platform, ...asking}, ctx)),
  )
  const layers = await resolving
  const resolved = bases.map(({use: {argument, reference}}) => [argument, reference])
  const source = {
    dockerfile,
    context,
    platform,
    ...(target && {target}),
    buildArgs: {...buildArgs?.(scope), ...(Object.fromEntries(resolved) as Record<string, string>)},
    // An image says one base: the first argument is that of its last stage.
    labels: bases[0]?.labels ?? {},
    ...(layers.length > 0 && {layers}),
  }
  return {name, repository, source, bases, tag: await fingerprintImage({...source, added: layers})}
}

/** Throws `PLATFORM_MISMATCH`, before a build begins that would end with it. Pushed images have been built. */
export async function assertBasePlatforms(images: readonly SurveyedImage[], ctx: Context): Promise<void> {
  for (const {bases, source, pushed} of images) {
    if (pushed) continue
    for (const base of bases) await assertBasePlatform(base, source.platform, ctx)
  }
}

async function assertBasePlatform(
  {use: {asked, digest}, inRegistry}: ResolvedBaseImage,
  platform: string,
  ctx: Context,
): Promise<void> {
  if (!inRegistry || digest === undefined) return
  // The registry has told the digest: whatever it wanted to see for that, it has seen.
  const access = {own: async () => undefined, signal: ctx.signal}
  const platforms = await ctx.registry.platforms(inRegistry, digest, access).catch((error: unknown) => {
    // The build finds out as well, only later.
    if (isRegistryFailure(error)) return undefined
    throw error
  })
  if (!platforms || platforms.some((one) => one.startsWith(platform) || platform.startsWith(one))) return
  throw new StackError(
    'PLATFORM_MISMATCH',
    `the base image ${asked} (${digest}) is not there for ${platform}, only for ${platforms.join(', ')}`,
    {details: {image: asked, digest, platform, platforms}},
  )
}
