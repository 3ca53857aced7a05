import type {DeploymentState, ServiceState, TaskState} from '../state/world.js'

export function tasksOf(service: ServiceState): TaskState[] {
  return [...service.cluster.tasks.values()].filter((task) => task.service === service)
}

export function isLive({shown}: TaskState): boolean {
  return shown.lastStatus !== 'STOPPED'
}

/** Its containers may still run: `maximumPercent` counts it. */
export function holdsPlace(task: TaskState): boolean {
  return isLive(task) && task.shown.lastStatus !== 'DEPROVISIONING'
}

/** Running, and healthy where the task definition says how to find out. */
export function isHealthy({shown, definition, stop}: TaskState): boolean {
  const checked = definition.containerDefinitions?.some(({healthCheck}) => healthCheck)
  return shown.lastStatus === 'RUNNING' && !stop.signal.aborted && (!checked || shown.healthStatus === 'HEALTHY')
}

export function countsOf(service: ServiceState, deployment?: DeploymentState) {
  const tasks = tasksOf(service).filter((task) => !deployment || task.deployment === deployment)
  return {
    runningCount: tasks.filter(({shown}) => shown.lastStatus === 'RUNNING').length,
    pendingCount: tasks.filter(({shown}) => ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(shown.lastStatus ?? ''))
      .length,
  }
}
