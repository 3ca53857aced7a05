import {readFile} from 'node:fs/promises'

import type {AppDefinition, AppOutline, ImageDefinition, Scope, StackDefinition} from './app.js'
import type {Context, EcrImage, Stack} from './context.js'
import {assertPinnedBase} from './docker/base-image.js'
import {fingerprintImage} from './docker/fingerprint.js'
import {StackError} from './errors.js'
import {describeInTurn, type StackPlace} from './in-turn.js'
import {type Graph, graphOf, parametersOf, type StackParameters} from './graph.js'
import {type Described, lookupsOf} from './lookup-account.js'
import type {Lookups} from './lookups.js'
import {repositoryName} from './repository-name.js'
import {placeOf, scopeOf, stackName} from './scope.js'
import type {Settings} from './settings.js'
import {parseTemplate, type Template} from './template/parse-template.js'
import {assertTemplateSize} from './template/template-size.js'

/** Everything that a plan is made from: the sources here, and what is deployed there. Read only. */
export interface Survey {
  readonly parameters: StackParameters
  readonly graph: Graph
  readonly stacks: ReadonlyMap<string, SurveyedStack>
  readonly images: ReadonlyMap<string, SurveyedImage>
}

export interface SurveyedStack {
  readonly part: string
  readonly name: string
  readonly file: string
  readonly text: string
  readonly template: Template
  readonly notes: Readonly<Record<string, string>>
  readonly deployed?: DeployedState
}

export interface DeployedState {
  readonly stack: Stack
  readonly text: string
}

export interface SurveyedImage {
  readonly name: string
  /** The part and output that hold the repository's URI. */
  readonly repository: {readonly part: string; readonly name: string}
  readonly source: ImageSource
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
}

/** Two CloudFormation reads for a stack, one BatchGetImage for a repository. Throws `SETTINGS_INVALID` for what the account forbids. */
export async function survey<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<Survey> {
  // First what costs nothing: a base that moves is told before anybody is asked.
  const sources = await surveyImageSources(app, settings)
  const deployed = new Map(app.stacks.map(({part}) => [part, describeInTurn(placeOf(app, settings, part), ctx)]))
  const [scope, stackList] = await Promise.all([
    surveyAccount(app, settings, lookupsOf(ctx, deployed)),
    Promise.all(app.stacks.map((definition) => surveyStack(app, settings, definition, deployed, ctx))),
  ])
  const stacks = new Map(stackList.map((stack) => [stack.part, stack]))
  const parameters = parametersOf(app, scope)
  return {parameters, graph: graphOf(app, parameters), stacks, images: await findPushed(sources, stacks, ctx)}
}

/** The images' sources and tags alone. Asks nobody. */
export async function surveyImageSources<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
): Promise<Map<string, SurveyedImage>> {
  const scope = scopeOf(app, settings, undefined)
  const images = await Promise.all(app.images.map((definition) => surveyImage(definition, scope)))
  return new Map(images.map((image) => [image.name, image]))
}

async function surveyImage<Config>(
  definition: ImageDefinition<Config>,
  scope: Scope<Config, undefined>,
): Promise<SurveyedImage> {
  const {name, repository, dockerfile, context, platform, target, buildArgs} = definition
  const source = {dockerfile, context, platform, ...(target && {target}), buildArgs: buildArgs?.(scope) ?? {}}
  await assertPinnedBase(source)
  return {name, repository, source, tag: await fingerprintImage(source)}
}

async function surveyAccount<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ask: Lookups,
): Promise<Scope<Config, Facts>> {
  const facts = (await app.lookup?.(scopeOf(app, settings, undefined), ask)) as Facts
  const scope = scopeOf(app, settings, facts)
  const problems = (app.accountRules ?? []).flatMap((rule) => rule(scope))
  if (problems.length > 0) {
    const lines = problems.map(({key, message}) => `${settings.sources?.[key] ?? key}: ${message}`)
    throw new StackError('SETTINGS_INVALID', lines.join('\n'), {details: {problems}})
  }
  return scope
}

async function surveyStack<Config, Facts>(
  app: AppOutline,
  settings: Settings,
  {part, template: file, data: notes = {}}: StackDefinition<Config, Facts>,
  deployed: Described,
  ctx: Context,
): Promise<SurveyedStack> {
  const name = stackName(app, settings, part)
  const [text, stack] = await Promise.all([readFile(file, 'utf8'), deployed.get(part)])
  assertTemplateSize(name, text)
  const surveyed = {part, name, file, text, template: parseTemplate(text, file), notes}
  return withDeployed(surveyed, stack, ctx)
}

/** One stack once more, because something has happened to it since. */
export async function surveyAgain(
  {deployed: _, ...surveyed}: SurveyedStack,
  place: StackPlace,
  ctx: Context,
): Promise<SurveyedStack> {
  return withDeployed(surveyed, await describeInTurn(place, ctx), ctx)
}

async function withDeployed(
  surveyed: Omit<SurveyedStack, 'deployed'>,
  stack: Stack | undefined,
  ctx: Context,
): Promise<SurveyedStack> {
  if (!stack) return surveyed
  // Change sets alone have no template yet.
  const text = stack.status === 'REVIEW_IN_PROGRESS' ? '' : await ctx.cloudFormation.template(surveyed.name)
  return {...surveyed, deployed: {stack, text}}
}

/** Asks each repository once for the tags of all its images. */
async function findPushed(
  images: ReadonlyMap<string, SurveyedImage>,
  stacks: ReadonlyMap<string, SurveyedStack>,
  ctx: Context,
): Promise<Map<string, SurveyedImage>> {
  const uriOf = ({repository: {part, name}}: SurveyedImage) => stacks.get(part)?.deployed?.stack.outputs[name]
  const found = await Promise.all(
    [...new Set([...images.values()].map(uriOf))].map(async (uri) => {
      const inside = [...images.values()].filter((image) => uriOf(image) === uri)
      const pushed = uri
        ? await ctx.ecr.find(
            repositoryName(uri),
            inside.map(({tag}) => tag),
          )
        : []
      return inside.map((image) =>
        withPushed(
          image,
          pushed?.find(({tag}) => tag === image.tag),
        ),
      )
    }),
  )
  return new Map(found.flat().map((image) => [image.name, image]))
}

function withPushed(image: SurveyedImage, pushed: EcrImage | undefined): SurveyedImage {
  return pushed ? {...image, pushed} : image
}
