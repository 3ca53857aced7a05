import type {Context, StackResource} from '../context.js'
import type {ServiceStatus} from '../results.js'
import {SERVICE, serviceAddress} from './runtime-resources.js'
import {unlessUnseen} from './unless-unseen.js'

/** What the services of a stack run now, whoever deployed it. */
export async function lookAtServices(
  part: string,
  resources: readonly StackResource[],
  ctx: Context,
): Promise<ServiceStatus[]> {
  const definitions = resources.flatMap(({type, physicalId}) =>
    type === 'AWS::ECS::TaskDefinition' && physicalId ? [physicalId] : [],
  )
  const arns = resources.flatMap(({type, physicalId}) => (type === SERVICE && physicalId ? [physicalId] : []))
  const found = await Promise.all(
    arns.map(async (arn): Promise<ServiceStatus[]> => {
      const {cluster, name} = serviceAddress(arn)
      const look = () => ctx.ecs.service(cluster, name)
      const service = await unlessUnseen(`what ${name} runs could not be looked at`, look, ctx)
      if (!service) return []
      const {desired, running, taskDefinition, deployments} = service
      const rollout = deployments.find(({status}) => status === 'PRIMARY')?.rolloutState
      const asDeployed = definitions.length === 0 || definitions.includes(taskDefinition)
      return [{part, name, desired, running, asDeployed, ...(rollout && {rollout})}]
    }),
  )
  return found.flat()
}
