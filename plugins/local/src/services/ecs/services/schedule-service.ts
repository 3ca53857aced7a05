import {requestStop} from '../run/task-states.js'
import {startTask} from '../run/start-task.js'
import {findDefinition} from '../state/find.js'
import type {DeploymentState, ServiceState, TaskState, World} from '../state/world.js'
import {tripWhenTooMany} from './circuit-breaker.js'
import {finishRollout} from './deployments.js'
import {addEvent} from './service-events.js'
import {countsOf, holdsPlace, isHealthy, isLive, tasksOf} from './service-tasks.js'

/** Brings the tasks of a service one move nearer to what it wants; called whenever something has changed. */
export function scheduleService(service: ServiceState, world: World): void {
  const [primary] = service.deployments
  if (world.closed || !primary || service.shown.status === 'INACTIVE') return
  replaceUnhealthy(service)
  stopSurplus(service, primary)
  startMissing(service, primary, world)
  settle(service, primary)
}

function replaceUnhealthy(service: ServiceState): void {
  for (const task of tasksOf(service)) {
    if (task.shown.healthStatus !== 'UNHEALTHY' || task.stop.signal.aborted) continue
    addEvent(service, `(task ${task.id}) failed container health checks.`)
    requestStop(task, 'ServiceSchedulerInitiated', 'Task failed container health checks')
  }
}

/** Tasks of older deployments go as far as enough healthy ones are left, and those above the desired count. */
function stopSurplus(service: ServiceState, primary: DeploymentState): void {
  const desired = service.shown.desiredCount ?? 0
  const wanted = tasksOf(service).filter((task) => !task.stop.signal.aborted)
  const own = wanted.filter((task) => task.deployment === primary)
  const old = wanted.filter((task) => task.deployment !== primary)

  const {minimumHealthyPercent = 100} = service.shown.deploymentConfiguration ?? {}
  let spare = wanted.filter(isHealthy).length - Math.ceil((desired * minimumHealthyPercent) / 100)
  const surplus = own.slice(desired)
  for (const task of [...surplus, ...old]) {
    if (isHealthy(task) && !surplus.includes(task)) {
      if (spare <= 0) continue
      spare -= 1
    }
    addEvent(service, `has stopped 1 running tasks: (task ${task.id}).`)
    requestStop(task, 'ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${primary.id})`)
  }
}

function startMissing(service: ServiceState, primary: DeploymentState, world: World): void {
  if (service.shown.status !== 'ACTIVE' || service.retry || primary.shown.rolloutState === 'FAILED') return
  const desired = service.shown.desiredCount ?? 0
  const tasks = tasksOf(service)
  const {maximumPercent = 200} = service.shown.deploymentConfiguration ?? {}
  const room =
    Math.max(desired === 0 ? 0 : 1, Math.floor((desired * maximumPercent) / 100)) - tasks.filter(holdsPlace).length
  const missing = desired - tasks.filter((task) => task.deployment === primary && !task.stop.signal.aborted).length
  for (let count = Math.min(missing, room); count > 0; count -= 1) start(service, primary, world)
}

function start(service: ServiceState, deployment: DeploymentState, world: World): void {
  const {cluster, shown} = service
  const {settings} = deployment
  const definition = findDefinition(cluster.region, deployment.shown.taskDefinition ?? '')!
  const strategy = settings.capacityProviderStrategy?.[0]?.capacityProvider
  const managed = [
    {key: 'aws:ecs:serviceName', value: service.name},
    {key: 'aws:ecs:clusterName', value: cluster.name},
  ]
  const propagated =
    shown.propagateTags === 'SERVICE'
      ? (shown.tags ?? []).filter(({key}) => !key?.startsWith('aws:'))
      : shown.propagateTags === 'TASK_DEFINITION'
        ? definition.tags
        : []
  const task: TaskState = startTask(
    {
      cluster,
      definition: definition.shown,
      service,
      deployment,
      tags: [...(shown.enableECSManagedTags ? managed : []), ...propagated],
      subnet: settings.networkConfiguration?.awsvpcConfiguration?.subnets?.[0],
      shown: {
        group: `service:${service.name}`,
        startedBy: deployment.id,
        enableExecuteCommand: shown.enableExecuteCommand ?? false,
        platformVersion: '1.4.0',
        ...(strategy ? {capacityProviderName: strategy} : {}),
        launchType: settings.launchType ?? 'FARGATE',
      },
    },
    world,
    () => taskChanged(task, service, deployment, world),
  )
  addEvent(service, `has started 1 tasks: (task ${task.id}).`)
}

function taskChanged(task: TaskState, service: ServiceState, deployment: DeploymentState, world: World): void {
  const {stopCode} = task.shown
  if (!task.counted && failed(task)) {
    task.counted = true
    if (deployment.shown.rolloutState === 'IN_PROGRESS') {
      deployment.shown = {...deployment.shown, failedTasks: (deployment.shown.failedTasks ?? 0) + 1}
      tripWhenTooMany(service, world)
    }
    if (stopCode === 'TaskFailedToStart') addEvent(service, `was unable to start a task: ${task.shown.stoppedReason}`)
    service.failures += 1
    pause(service, world)
  }
  scheduleService(service, world)
}

/** Stopped by itself or for its health, not because somebody wanted it to. */
function failed({shown}: TaskState): boolean {
  return (
    shown.stopCode === 'TaskFailedToStart' ||
    shown.stopCode === 'EssentialContainerExited' ||
    shown.stoppedReason === 'Task failed container health checks'
  )
}

/** ECS waits longer after each failure too. */
function pause(service: ServiceState, world: World): void {
  clearTimeout(service.retry)
  const ms = world.pace.retryMs * 2 ** Math.min(service.failures - 1, 4)
  service.retry = setTimeout(() => {
    service.retry = undefined
    scheduleService(service, world)
  }, ms).unref()
}

function settle(service: ServiceState, primary: DeploymentState): void {
  const live = tasksOf(service).filter(isLive)
  // A rollout that has failed is shown until the way back has come to its end.
  const isOver = primary.shown.rolloutState === 'COMPLETED'
  service.deployments = service.deployments.filter(
    (deployment) =>
      deployment === primary ||
      live.some((task) => task.deployment === deployment) ||
      (deployment.shown.rolloutState === 'FAILED' && !isOver),
  )
  if (service.shown.status === 'DRAINING' && live.length === 0) {
    service.shown = {...service.shown, status: 'INACTIVE'}
    return
  }
  const desired = service.shown.desiredCount ?? 0
  const own = live.filter((task) => task.deployment === primary && isHealthy(task))
  if (own.length !== desired || live.length !== desired) return
  if (desired > 0) service.failures = 0
  if (primary.shown.rolloutState === 'IN_PROGRESS') complete(service, primary)
}

function complete(service: ServiceState, deployment: DeploymentState): void {
  deployment.shown = {
    ...deployment.shown,
    ...countsOf(service, deployment),
    rolloutState: 'COMPLETED',
    rolloutStateReason: `ECS deployment ${deployment.id} completed.`,
    failedTasks: 0,
    updatedAt: new Date(),
  }
  service.completed = deployment
  service.deployments = [deployment]
  const rolledBack = deployment.rollout.shown.rollback !== undefined
  finishRollout(deployment.rollout, rolledBack ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL')
  addEvent(service, `(deployment ${deployment.id}) deployment completed.`)
  addEvent(service, 'has reached a steady state.')
}
