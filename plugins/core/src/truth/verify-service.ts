import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {EcsService, EcsServiceDeployment} from '../ports/ecs.js'
import type {DeployedImage, DeployedService} from '../results.js'
import {
  isRolledBack,
  replaced,
  rolledBack,
  type Rollout,
  rolloutFailed,
  scaledToZero,
  serviceGone,
} from './rollout-errors.js'
import {assertImages, imagesOf} from './running-images.js'
import type {ServiceAddress} from './runtime-resources.js'
import type {ServiceBefore} from './services-before.js'
import {untilSettled} from './until-settled.js'

export interface VerifyServiceInput {
  readonly app: string
  readonly node: NodeRef
  readonly logicalId: string
  readonly address: ServiceAddress
  readonly before: ServiceBefore | undefined
  /** When the update of the stack began, by AWS's clock. */
  readonly since: number
  readonly taskDefinition: string | undefined
  /** Tasks that the template asks for; `undefined`: as many as there were. */
  readonly wanted: number | undefined
  /** Those of this run that the stack takes. */
  readonly images: readonly DeployedImage[]
}

/** What is asked for as tasks become healthy. */
interface Watch {
  /** The primary deployment when the stack was complete. */
  deployment?: string
  mostDesired: number
  told?: string
}

/**
 * Waits until the primary deployment of a service is at its end, and answers with what runs. Throws where it is not what this run has deployed.
 * Compares the id of the primary deployment, not its task definition alone: ECS goes back to an older one under the same name.
 */
export async function verifyService(
  input: VerifyServiceInput,
  signal: AbortSignal,
  ctx: Context,
): Promise<DeployedService> {
  const watch: Watch = {mostDesired: input.before?.desired ?? 0}
  return untilSettled(() => look(input, watch, ctx), signal)
}

async function look(input: VerifyServiceInput, watch: Watch, ctx: Context): Promise<DeployedService | undefined> {
  const {app, node, address, before, taskDefinition, wanted} = input
  const service = await ctx.ecs.service(address.cluster, address.arn)
  if (!service || service.status === 'INACTIVE') throw serviceGone(app, address.name, address.cluster)
  const primary = service.deployments.find(({status}) => status === 'PRIMARY')
  if (!primary) throw unsteered(service)
  const deployment = (watch.deployment ??= primary.id)
  watch.mostDesired = Math.max(watch.mostDesired, service.desired)
  const known = {app, service, primary, before, deployment, taskDefinition}
  const withRollouts = async (): Promise<Rollout> => ({...known, rollouts: await rolloutsSince(input, ctx)})

  if (primary.id !== deployment || (taskDefinition && primary.taskDefinition !== taskDefinition))
    throw replaced(await withRollouts())
  if (service.desired === 0 && wanted !== 0 && (wanted ?? watch.mostDesired) > 0)
    throw scaledToZero({...known, rollouts: []})
  if (service.desired === 0) return deployedService(node.name, service, 'not-started', [])
  if (primary.rolloutState === 'FAILED') {
    const rollout = await withRollouts()
    throw isRolledBack(rollout) ? rolledBack(rollout) : rolloutFailed(rollout)
  }
  if (primary.rolloutState === 'COMPLETED' || primary.rolloutState === undefined) {
    const rollout = await withRollouts()
    if (isRolledBack(rollout)) throw rolledBack(rollout)
    const tasks = (await ctx.ecs.tasks({...address, service: address.arn, status: 'RUNNING'})) ?? []
    const healthy = tasks.filter(
      ({startedBy = primary.id, lastStatus, healthStatus}) =>
        startedBy === primary.id && lastStatus === 'RUNNING' && healthStatus !== 'UNHEALTHY',
    )
    if (healthy.length >= service.desired) {
      assertImages(healthy, input.images, rollout)
      return deployedService(node.name, service, 'running', imagesOf(healthy))
    }
    tell(input, watch, healthy.length, service.desired, ctx)
    return undefined
  }
  tell(input, watch, primary.running, service.desired, ctx)
  return undefined
}

/** Whoever may not list them still learns from the service itself that it runs something else. */
async function rolloutsSince(
  {address: {cluster, arn}, since}: VerifyServiceInput,
  ctx: Context,
): Promise<EcsServiceDeployment[]> {
  try {
    const all = (await ctx.ecs.serviceDeployments(cluster, arn)) ?? []
    return all.filter(({createdAt}) => createdAt >= since)
  } catch (error) {
    if (StackError.is(error) && error.code === 'ACCESS_DENIED') return []
    throw error
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html: other controllers have task sets instead. */
function unsteered({name}: EcsService): StackError {
  return new StackError('AWS_REFUSED', `${name} has no primary deployment: ECS does not steer its rollouts`)
}

function tell({node, logicalId}: VerifyServiceInput, watch: Watch, ready: number, wanted: number, ctx: Context): void {
  const text = `${ready} of ${wanted}`
  if (watch.told === text) return
  watch.told = text
  ctx.host.notify({type: 'stack.settling', node, logicalId, what: 'tasks', ready, wanted})
}

function deployedService(
  part: string,
  {name, desired, running, taskDefinition}: EcsService,
  state: DeployedService['state'],
  images: DeployedService['images'],
): DeployedService {
  return {part, name, state, desired, running, taskDefinition, images}
}
