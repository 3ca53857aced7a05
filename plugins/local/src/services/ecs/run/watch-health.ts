import {setTimeout as sleep} from 'node:timers/promises'

import type {ContainerRuntime, Health} from '../../../containers/container-runtime.js'
import type {TaskState, World} from '../state/world.js'
import {show, showContainer} from './task-states.js'

/** Looks at the containers that have a health check, while the task runs. The check of an image is not ECS's business. */
export async function watchHealth(
  task: TaskState,
  runtime: ContainerRuntime,
  world: World,
  changed: () => void,
): Promise<void> {
  const checked = (task.definition.containerDefinitions ?? []).filter(({healthCheck}) => healthCheck)
  while (checked.length > 0 && !task.stop.signal.aborted) {
    for (const {name = ''} of checked) {
      const healthStatus = await runtime.health(task.containers.get(name) ?? '').catch(() => 'UNKNOWN' as const)
      showContainer(task, name, {healthStatus})
    }
    const before = task.shown.healthStatus
    show(task, {healthStatus: together(checked.map(({name}) => healthOf(task, name)))})
    if (task.shown.healthStatus !== before) changed()
    await sleep(world.pace.lookMs)
  }
}

function healthOf(task: TaskState, name: string | undefined): Health {
  return task.shown.containers?.find((container) => container.name === name)?.healthStatus ?? 'UNKNOWN'
}

function together(all: readonly Health[]): Health {
  if (all.includes('UNHEALTHY')) return 'UNHEALTHY'
  return all.includes('UNKNOWN') ? 'UNKNOWN' : 'HEALTHY'
}
