import type {AppOutline} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {DataLoss} from '../events.js'
import type {Graph} from '../graph.js'
import {readLive} from '../live-values.js'
import {type ReferenceValues, resolveParameters} from '../parameters.js'
import type {ConfigPlan, ImagePlan, PlanResult, StackPlan} from '../plan-result.js'
import type {PlannedConfig} from '../releases/plan-config.js'
import {createTurns, SIDE_BY_SIDE} from '../releases/create-turns.js'
import type {SurveyedConfigs} from '../releases/survey-configs.js'
import {runGraph} from '../run-graph.js'
import {stackTags} from '../scope.js'
import {learnParameters} from '../secrets/learn-parameters.js'
import type {Settings} from '../settings.js'
import {actionFor, isCreating} from '../stack-state.js'
import type {Survey} from '../survey.js'
import type {SurveyedImage} from '../survey-images.js'
import {type PlannedStack, plannedOutput, planStack} from './plan-stack.js'
import {planSurveyedConfig} from './plan-surveyed-config.js'

export interface MadePlan {
  readonly plan: PlanResult
  /** By profile. */
  readonly configs: ReadonlyMap<string, PlannedConfig>
}

/** Plans the nodes of `graph`; what lies outside of it must be deployed already. Leaves nothing behind in the account. */
export async function makePlan(
  app: AppOutline,
  settings: Settings,
  survey: Survey,
  graph: Graph,
  ctx: Context,
): Promise<MadePlan> {
  const images = new Map<string, ImagePlan>()
  const stacks = new Map<string, PlannedStack>()
  const configs = new Map<string, PlannedConfig>()
  const reads = createTurns(SIDE_BY_SIDE)

  const values: ReferenceValues = {
    output(part, name) {
      const surveyed = survey.stacks.get(part)
      const planned = stacks.get(part)
      const current = surveyed?.deployed?.stack.outputs[name]
      if (surveyed && planned) return plannedOutput(planned, surveyed, name)
      if (current === undefined) throw notDeployed(app, settings, part)
      return {value: current}
    },
    image(name) {
      const uri = images.get(name)?.uri
      return uri === undefined ? {after: 'build'} : {value: uri}
    },
  }

  await runGraph(
    graph,
    async ({ref}) => {
      if (ref.kind === 'image') {
        const image = survey.images.get(ref.name) as SurveyedImage
        images.set(ref.name, planImage(image, values))
        return
      }
      if (ref.kind === 'config') {
        const inConfigs = survey.configs as SurveyedConfigs
        const planned = await reads(() => planSurveyedConfig(ref.name, inConfigs, values, ctx))
        if (planned) configs.set(ref.name, planned)
        return
      }
      const surveyed = survey.stacks.get(ref.name)
      if (!surveyed) return
      const creating = isCreating(actionFor(surveyed.deployed?.stack))
      const wanted = survey.parameters[ref.name] ?? {}
      const parameters = resolveParameters(wanted, values, creating, await readLive(wanted, ctx))
      learnParameters(surveyed.template, parameters, ctx.secrets)
      stacks.set(ref.name, await planStack({surveyed, parameters, tags: stackTags(app, settings, ref.name)}, ctx))
    },
    ctx,
  )
  return {plan: summary(app, settings, graph, {images, stacks, configs}), configs}
}

function planImage(
  {name, tag, repository, pushed, bases: resolved}: SurveyedImage,
  values: ReferenceValues,
): ImagePlan {
  const bases = resolved.map(({use}) => use)
  const uri = values.output(repository.part, repository.name)
  if (!('value' in uri)) return {name, action: 'build', tag, bases}
  if (!pushed) return {name, action: 'build', tag, repository: uri.value, bases}
  const {digest} = pushed
  return {name, action: 'none', tag, repository: uri.value, uri: `${uri.value}@${digest}`, digest, bases}
}

function summary(
  {name: app}: AppOutline,
  {stage, region}: Settings,
  graph: Graph,
  planned: {
    readonly images: ReadonlyMap<string, ImagePlan>
    readonly stacks: ReadonlyMap<string, PlannedStack>
    readonly configs: ReadonlyMap<string, PlannedConfig>
  },
): PlanResult {
  const images: ImagePlan[] = []
  const stacks: StackPlan[] = []
  const configs: ConfigPlan[] = []
  const losses: DataLoss[] = []
  for (const {ref} of graph.values()) {
    const image = ref.kind === 'image' ? planned.images.get(ref.name) : undefined
    const stack = ref.kind === 'stack' ? planned.stacks.get(ref.name) : undefined
    const config = ref.kind === 'config' ? planned.configs.get(ref.name) : undefined
    if (image) images.push(image)
    if (config) configs.push(config.plan)
    if (stack) stacks.push(stack.plan)
    losses.push(...(stack?.losses ?? []))
  }
  const changed =
    [...images, ...stacks].some(({action}) => action !== 'none') || configs.some(({action}) => action === 'release')
  return {app, stage, region, changed, images, stacks, configs, losses}
}

function notDeployed(app: AppOutline, {stage}: Settings, part: string): StackError {
  return new StackError(
    'NOT_DEPLOYED',
    `${app.name}-${stage}-${part} is not deployed, and what was asked for needs it`,
    {
      suggestions: [`aws-stack ${app.name}:deploy`],
    },
  )
}
