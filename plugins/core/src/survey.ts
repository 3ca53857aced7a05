import {readFile} from 'node:fs/promises'

import type {AppDefinition, DataNote, Scope, ServerDefinition, StackDefinition} from './app.js'
import type {Context, EcrImage, Stack} from './context.js'
import {StackError} from './errors.js'
import {describeInTurn, type StackPlace} from './in-turn.js'
import {type Graph, graphOf, parametersOf, type StackParameters} from './graph.js'
import {type Described, lookupsOf} from './lookup-account.js'
import type {Lookups} from './lookups.js'
import {type SurveyedConfigs, surveyConfigs} from './releases/survey-configs.js'
import {repositoryName} from './repository-name.js'
import {placeOf, scopeOf, stackName} from './scope.js'
import {selectNodes} from './select-nodes.js'
import type {Settings} from './settings.js'
import {assertBasePlatforms, assertPinnedBases, imagesNamed, type SurveyedImage, surveyImages} from './survey-images.js'
import {parseTemplate, type Template} from './template/parse-template.js'
import {assertTemplateSize} from './template/template-size.js'

/** Everything that a plan is made from: the sources here, and what is deployed there. Read only. */
export interface Survey {
  readonly parameters: StackParameters
  readonly graph: Graph
  /** The nodes asked for. */
  readonly selected: Graph
  readonly stacks: ReadonlyMap<string, SurveyedStack>
  /** Those among the nodes asked for. */
  readonly images: ReadonlyMap<string, SurveyedImage>
  /** Absent where the app has none. */
  readonly configs?: SurveyedConfigs
}

export interface SurveyedStack {
  readonly part: string
  readonly name: string
  readonly file: string
  readonly text: string
  readonly template: Template
  readonly notes: Readonly<Record<string, string | DataNote>>
  /** Of the server's part. */
  readonly lostOnStop?: ServerDefinition['lostOnStop']
  readonly deployed?: DeployedState
}

export interface DeployedState {
  readonly stack: Stack
  readonly text: string
}

/** Two CloudFormation reads for a stack, one BatchGetImage for a repository, one HEAD for a base image by tag. Throws `SETTINGS_INVALID` for what the account forbids. */
export async function survey<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  parts: readonly string[],
  ctx: Context,
): Promise<Survey> {
  await assertPinnedBases(app, settings)
  const deployed = new Map(app.stacks.map(({part}) => [part, describeInTurn(placeOf(app, settings, part), ctx)]))
  const sources = surveyImages(app, settings, ctx, deployed)
  const [scope, stackList] = await Promise.all([
    surveyAccount(app, settings, lookupsOf(ctx, deployed)),
    Promise.all(app.stacks.map((definition) => surveyStack(app, settings, definition, deployed, ctx))),
  ])
  const stacks = new Map(stackList.map((stack) => [stack.part, stack]))
  const parameters = parametersOf(app, scope)
  const stack = async () => deployed.get(app.configs?.part ?? '')
  const configs = await surveyConfigs(app, settings, {scope, stack}, ctx)
  const graph = graphOf(app, parameters, configs)
  const selected = selectNodes(graph, parts)
  const names = [...selected.values()].flatMap(({ref}) => (ref.kind === 'image' ? [ref.name] : []))
  const images = await findPushed(await imagesNamed(names, sources), stacks, ctx)
  await assertBasePlatforms([...images.values()], ctx)
  return {parameters, graph, selected, stacks, images, ...(configs && {configs})}
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
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  {part, template: file, data: notes = {}}: StackDefinition<Config, Facts>,
  deployed: Described,
  ctx: Context,
): Promise<SurveyedStack> {
  const name = stackName(app, settings, part)
  const [text, stack] = await Promise.all([readFile(file, 'utf8'), deployed.get(part)])
  assertTemplateSize(name, text)
  const lostOnStop = app.server?.part === part ? app.server.lostOnStop : undefined
  const template = parseTemplate(text, file)
  const surveyed = {part, name, file, text, template, notes, ...(lostOnStop && {lostOnStop})}
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
  images: readonly SurveyedImage[],
  stacks: ReadonlyMap<string, SurveyedStack>,
  ctx: Context,
): Promise<Map<string, SurveyedImage>> {
  const uriOf = ({repository: {part, name}}: SurveyedImage) => stacks.get(part)?.deployed?.stack.outputs[name]
  const found = await Promise.all(
    [...new Set(images.map(uriOf))].map(async (uri) => {
      const inside = images.filter((image) => uriOf(image) === uri)
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
