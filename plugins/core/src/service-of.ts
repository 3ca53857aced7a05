import type {EcsTask} from './ports/ecs.js'

/** Name of the service that a task is of; `undefined`: it was started by itself. */
export function serviceOf({group}: EcsTask): string | undefined {
  return /^service:(.+)$/.exec(group ?? '')?.[1]
}
