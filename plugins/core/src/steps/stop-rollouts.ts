import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {EcsServiceDeployment} from '../ports/ecs.js'
import {SERVICE, serviceAddress} from '../truth/runtime-resources.js'

export interface StopRolloutsInput {
  readonly node: NodeRef
  readonly stackId: string
}

/** ARN of a service and of its deployment that goes on. */
export interface MovingRollout {
  readonly service: string
  readonly deployment: string
}

/**
 * Those that StopServiceDeployment takes and that nobody has stopped yet; those that stop or go back already are left alone. Services of other
 * controllers (CODE_DEPLOY, EXTERNAL) have none: ECS answers UnsupportedFeatureException.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html
 */
const STOPPABLE = ['PENDING', 'IN_PROGRESS']

/** Rollouts of the stack's services that go on, the newest of each service. */
export async function movingRollouts(stackId: string, ctx: Context): Promise<MovingRollout[]> {
  const resources = await ctx.cloudFormation.resources(stackId, ctx.leave)
  const services = resources.flatMap(({type, physicalId}) => (type === SERVICE && physicalId ? [physicalId] : []))
  const found = await Promise.all(
    services.map(async (service) => {
      const newest = await newestDeployment(service, ctx)
      return newest && STOPPABLE.includes(newest.status) ? [{service, deployment: newest.arn}] : []
    }),
  )
  return found.flat()
}

async function newestDeployment(service: string, ctx: Context): Promise<EcsServiceDeployment | undefined> {
  return (await ctx.ecs.serviceDeployments(serviceAddress(service).cluster, service, ctx.leave))?.[0]
}

/** Stops what is rolled out and has ECS go back to what ran before. Best effort: what cannot be stopped is a warning. Answers with what was stopped. */
export async function stopRollouts({node, stackId}: StopRolloutsInput, ctx: Context): Promise<MovingRollout[]> {
  const stopped: MovingRollout[] = []
  await unlessFailed(node, ctx, async () => {
    const moving = await movingRollouts(stackId, ctx)
    await Promise.all(
      moving.map((rollout) =>
        unlessFailed(node, ctx, async () => {
          await ctx.ecs.stopServiceDeployment(rollout.deployment, ctx.leave)
          stopped.push(rollout)
          ctx.host.notify({type: 'node.cancelling', node, how: 'stops-rollout'})
        }),
      ),
    )
  })
  return stopped
}

async function unlessFailed(node: NodeRef, ctx: Context, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!StackError.is(error)) throw error
    if (isCancelled(error)) return
    const message = `the rollout of ${node.name} could not be stopped: ${error.message}`
    ctx.host.notify({type: 'warning', code: error.code, message})
  }
}
