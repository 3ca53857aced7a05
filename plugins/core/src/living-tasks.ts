import type {Context} from './context.js'
import type {EcsTask} from './ports/ecs.js'

export interface TasksOf {
  readonly cluster: string
  /** Without it, all of the cluster. */
  readonly service?: string
}

/** ECS lists tasks by what is wanted of them: one that is to stop may still run. */
export async function livingTasks(of: TasksOf, {ecs}: Context): Promise<EcsTask[]> {
  const lists = await Promise.all([ecs.tasks({...of, status: 'RUNNING'}), ecs.tasks({...of, status: 'STOPPED'})])
  return lists.flatMap((tasks) => tasks ?? []).filter(({lastStatus}) => lastStatus !== 'STOPPED')
}
