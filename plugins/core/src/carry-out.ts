import type {AppOutline, ParameterValue} from './app.js'
import type {Context, Stack} from './context.js'
import {StackError} from './errors.js'
import {deleteInTurn} from './delete-in-turn.js'
import type {Graph, GraphNode} from './graph.js'
import {isKnown, type ReferenceValues} from './parameters.js'
import type {PlanResult} from './plan-result.js'
import type {FailOn} from './planning/refused-changes.js'
import type {createReleases} from './releases/release-surveyed.js'
import type {DeployedConfig} from './release-results.js'
import type {DeployedFunction, DeployedImage, DeployedService} from './results.js'
import type {Orphan} from './planning/find-orphans.js'
import type {PlannedApp} from './planning/plan-app.js'
import {placeOf} from './scope.js'
import type {Settings} from './settings.js'
import {buildImage} from './steps/build-image.js'
import {encryptTraces} from './steps/encrypt-traces.js'
import {pushImage} from './steps/push-image.js'
import {releaseTraces} from './steps/release-traces.js'
import type {Survey} from './survey.js'
import {traceKeyOf} from './traces/trace-key-of.js'
import {deployTruly} from './truth/deploy-truly.js'

/** What is live: what the survey found, then what each node has done. */
export interface Live {
  readonly stacks: Map<string, Stack>
  readonly images: Map<string, DeployedImage>
  /** That this run has released. */
  readonly configs: Map<string, DeployedConfig>
  /** Parts that this run has changed. */
  readonly changed: Set<string>
  /** What runs of the parts that this run has changed. */
  readonly services: DeployedService[]
  readonly functions: DeployedFunction[]
  /** Parts that it could not look at. */
  readonly unverified: Set<string>
}

export interface Run {
  readonly app: AppOutline
  readonly settings: Settings
  readonly surveyed: Survey
  /** What this run deletes. */
  readonly orphans: readonly Orphan[]
  /** The nodes of this run. */
  readonly graph: Graph
  readonly plan: PlanResult
  /** Of configurations, by profile. */
  readonly configs: PlannedApp['configs']
  /** Absent where the app has none. */
  readonly release: ReturnType<typeof createReleases> | undefined
  readonly live: Live
  readonly force: boolean
  /** What no change set of this run may do. */
  readonly failOn: readonly FailOn[]
  /** Logical ids that a failed rollback leaves as they are. */
  readonly skip?: readonly string[] | undefined
  /** `false`: a stack that no other waits for is left when CloudFormation has begun. */
  readonly wait: boolean
}

export function liveFrom({stacks}: Survey): Live {
  const deployed = [...stacks].flatMap(([part, stack]): [string, Stack][] =>
    stack.deployed ? [[part, stack.deployed.stack]] : [],
  )
  return {
    stacks: new Map(deployed),
    images: new Map(),
    configs: new Map(),
    changed: new Set(),
    services: [],
    functions: [],
    unverified: new Set(),
  }
}

/** Does what the plan says for one node, and keeps in `live` what came of it. */
export function carryOut(run: Run, ctx: Context): (node: GraphNode, goesOn: () => void) => Promise<void> {
  const values = valuesFrom(run)
  return async ({ref}, goesOn) => {
    const began = Date.now()
    const orphan = run.orphans.find(({part}) => ref.kind === 'stack' && part === ref.name)
    const changed = orphan
      ? await carryOutDeletion(orphan, run, ctx)
      : ref.kind === 'image'
        ? await carryOutImage(ref.name, run, values, ctx)
        : ref.kind === 'config'
          ? await carryOutRelease(ref.name, run, values, goesOn, ctx)
          : await carryOutStack(ref.name, run, values, ctx)
    const traced = !orphan && ref.kind === 'stack' && (await carryOutTraces(ref.name, changed, run, ctx))
    ctx.host.notify({type: 'node.finished', node: ref, changed: changed || traced, ms: Date.now() - began})
  }
}

async function carryOutDeletion(
  {part, stack, losses}: Orphan,
  {app, settings, live}: Run,
  ctx: Context,
): Promise<boolean> {
  ctx.host.notify({type: 'node.started', node: {kind: 'stack', name: part}, action: 'delete'})
  await releaseTraces({part, key: stack.outputs[traceKeyOf(app, part) ?? '']}, ctx)
  await deleteInTurn({place: placeOf(app, settings, part), stack, retain: [], losses}, ctx)
  live.changed.add(part)
  return true
}

/** Of the part that brings the key, also where its stack is as it was: an earlier run may have ended between the two. */
async function carryOutTraces(part: string, isTold: boolean, {app, plan, live, surveyed, force}: Run, ctx: Context) {
  const output = traceKeyOf(app, part)
  const key = output && live.stacks.get(part)?.outputs[output]
  if (!key) return false
  const before = surveyed.stacks.get(part)?.deployed?.stack.outputs[output]
  const agreed = plan.losses.flatMap(({resourceType, physicalId = ''}) =>
    resourceType === 'AWS::XRay::EncryptionConfig' ? [physicalId] : [],
  )
  if (!isTold && plan.traces?.action === 'encrypt')
    ctx.host.notify({type: 'node.started', node: {kind: 'stack', name: part}, action: 'update'})
  const replaces = force ? 'all' : [...agreed, ...(before ? [before] : [])]
  const changed = await encryptTraces({app: app.name, part, key, replaces}, ctx)
  if (changed) live.changed.add(part)
  return changed
}

async function carryOutImage(
  name: string,
  {plan, live, surveyed}: Run,
  values: ReferenceValues,
  ctx: Context,
): Promise<boolean> {
  const planned = plan.images.find((image) => image.name === name)
  const image = surveyed.images.get(name)
  if (!planned || !image) return false
  if (planned.action === 'none') {
    const {uri = '', digest = ''} = planned
    live.images.set(name, {name, uri, digest, built: false, pushed: false, bases: [...planned.bases]})
    return false
  }

  const uri = values.output(image.repository.part, image.repository.name)
  const repository = 'value' in uri ? uri.value : ''
  ctx.host.notify({type: 'node.started', node: {kind: 'image', name}, action: 'build'})
  const authorization = await ctx.ecr.authorization()
  await buildImage({image, reference: `${repository}:${image.tag}`, authorization}, ctx)
  const pushed = await pushImage({name, repository, tag: image.tag}, ctx)
  live.images.set(name, {name, built: true, ...pushed, bases: [...planned.bases]})
  return true
}

async function carryOutRelease(
  profile: string,
  {configs, release, live, surveyed}: Run,
  values: ReferenceValues,
  goesOn: () => void,
  ctx: Context,
): Promise<boolean> {
  const planned = configs.get(profile)
  if (!planned || !release) return false
  ctx.host.notify({type: 'node.started', node: {kind: 'config', name: profile}, action: 'release'})
  const reference = surveyed.configs?.references[profile]
  const profileId = () => {
    const id = reference && values.output(reference.part, reference.name)
    return id && isKnown(id) ? id.value : undefined
  }
  const released = await release({planned, profileId, goesOn})
  live.configs.set(profile, released)
  return released.changed
}

async function carryOutStack(
  part: string,
  {app, settings, graph, plan, live, surveyed, force, failOn, skip, wait}: Run,
  values: ReferenceValues,
  ctx: Context,
): Promise<boolean> {
  const stack = surveyed.stacks.get(part)
  const planned = plan.stacks.find((candidate) => candidate.part === part)
  if (!stack) return false
  // Something that it takes may have come out otherwise than planned.
  const moved = surveyed.graph.get(`stack ${part}`)?.needs.some((need) => live.changed.has(need.replace('stack ', '')))
  if (planned?.action === 'none' && !moved) return false

  const parameters = surveyed.parameters[part] ?? {}
  const done = await deployTruly(
    {
      place: placeOf(app, settings, part),
      surveyed: stack,
      parameters,
      images: imagesIn(parameters, live),
      values,
      agreed: force ? 'all' : plan.losses,
      failOn,
      skip: skip ?? [],
      wait: wait || isNeeded(part, graph) || traceKeyOf(app, part) !== undefined,
    },
    ctx,
  )
  live.stacks.set(part, done.stack)
  if (done.changed) live.changed.add(part)
  live.services.push(...done.services)
  live.functions.push(...done.functions)
  if (!done.verified) live.unverified.add(part)
  return done.changed
}

function imagesIn(parameters: Readonly<Record<string, ParameterValue>>, {images}: Live): DeployedImage[] {
  return Object.values(parameters).flatMap((value) =>
    typeof value !== 'string' && value.ref === 'image' ? (images.get(value.image) ?? []) : [],
  )
}

function isNeeded(part: string, graph: Graph): boolean {
  return [...graph.values()].some(({needs}) => needs.includes(`stack ${part}`))
}

/** References answered by what is live now: all that a node needs is done before it. */
function valuesFrom({app, settings, live, plan}: Run): ReferenceValues {
  return {
    output(part, name) {
      const value = live.stacks.get(part)?.outputs[name]
      if (value === undefined) {
        throw new StackError('APP_INVALID', `${app.name}-${settings.stage}-${part} has no output ${name}`, {
          blame: 'bug',
        })
      }
      return {value}
    },
    image(name) {
      const uri = live.images.get(name)?.uri ?? plan.images.find((image) => image.name === name)?.uri
      return uri === undefined ? {after: 'build'} : {value: uri}
    },
  }
}
