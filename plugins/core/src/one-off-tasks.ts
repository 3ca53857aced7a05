import type {Context, StackResource} from './context.js'
import {StackError} from './errors.js'
import {isOneOff} from './interruptions.js'
import {livingTasks} from './living-tasks.js'
import type {EcsTask} from './ports/ecs.js'

export interface OneOffTask {
  /** Name or ARN. */
  readonly cluster: string
  readonly task: EcsTask
}

/** The tasks of no service in the clusters that a stack has made: CloudFormation deletes no cluster in which one runs. */
export async function oneOffTasks(resources: readonly StackResource[], ctx: Context): Promise<OneOffTask[]> {
  const clusters = resources.flatMap(({type, physicalId}) => (type === 'AWS::ECS::Cluster' && physicalId) || [])
  const found = await Promise.all(
    clusters.map(async (cluster) => (await lookAt(cluster, ctx)).map((task) => ({cluster, task}))),
  )
  return found.flat().filter(({task}) => isOneOff(task))
}

/** What may not be looked at is a warning: whether the cluster can go is CloudFormation's to say. */
async function lookAt(cluster: string, ctx: Context): Promise<EcsTask[]> {
  try {
    return await livingTasks({cluster}, ctx)
  } catch (error) {
    if (!StackError.is(error) || error.code !== 'ACCESS_DENIED') throw error
    const message = `whether tasks run in ${cluster} could not be told: ${error.message}`
    ctx.host.notify({type: 'warning', code: error.code, message})
    return []
  }
}
