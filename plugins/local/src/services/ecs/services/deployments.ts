import type {ServiceDeploymentStatus} from '@aws-sdk/client-ecs'

import {ecsArn, newId, newNumber} from '../state/names.js'
import type {DeploymentState, RolloutState, ServiceState, World} from '../state/world.js'
import {addEvent} from './service-events.js'

/** Makes what the service is set to now its PRIMARY deployment; those before it are ACTIVE until their tasks are gone. */
export function deploy(service: ServiceState, world: World, rollout = newRollout(service, world)): DeploymentState {
  const {shown, cluster} = service
  const revision = `service-revision/${cluster.name}/${service.name}/${newNumber()}`
  const deployment: DeploymentState = {
    id: `ecs-svc/${newNumber()}`,
    revisionArn: ecsArn(cluster.region.name, world.options.accountId, revision),
    rollout,
    settings: {
      capacityProviderStrategy: shown.capacityProviderStrategy,
      launchType: shown.launchType,
      networkConfiguration: shown.networkConfiguration,
      platformVersion: shown.platformVersion,
      serviceRegistries: shown.serviceRegistries,
    },
    shown: {
      status: 'PRIMARY',
      taskDefinition: shown.taskDefinition,
      failedTasks: 0,
      createdAt: new Date(),
      updatedAt: new Date(),
      rolloutState: 'IN_PROGRESS',
    },
  }
  deployment.shown.id = deployment.id
  deployment.shown.rolloutStateReason = `ECS deployment ${deployment.id} in progress.`
  // Another one is not rolled out any further.
  const [previous] = service.deployments
  if (previous && previous.rollout !== rollout && isOpen(previous.rollout)) finishRollout(previous.rollout, 'STOPPED')
  for (const older of service.deployments) older.shown = {...older.shown, status: 'ACTIVE', updatedAt: new Date()}

  service.failures = 0
  service.deployments = [deployment, ...service.deployments]
  service.revisions.push({arn: deployment.revisionArn, deployment})
  if (rollout.shown.targetServiceRevision === undefined) aim(rollout, deployment, service)
  return deployment
}

function newRollout(service: ServiceState, world: World): RolloutState {
  const {cluster, name, shown} = service
  const arn = ecsArn(
    cluster.region.name,
    world.options.accountId,
    `service-deployment/${cluster.name}/${name}/${newId().slice(0, 21)}`,
  )
  const rollout: RolloutState = {
    shown: {
      serviceDeploymentArn: arn,
      serviceArn: shown.serviceArn,
      clusterArn: shown.clusterArn,
      status: 'IN_PROGRESS',
      deploymentConfiguration: shown.deploymentConfiguration,
      createdAt: new Date(),
      startedAt: new Date(),
      updatedAt: new Date(),
    },
  }
  service.rollouts.unshift(rollout)
  return rollout
}

function aim(rollout: RolloutState, target: DeploymentState, {completed}: ServiceState): void {
  rollout.shown = {
    ...rollout.shown,
    targetServiceRevision: {arn: target.revisionArn},
    sourceServiceRevisions: completed ? [{arn: completed.revisionArn}] : [],
  }
}

export function isOpen({shown}: RolloutState): boolean {
  return shown.finishedAt === undefined
}

export function finishRollout(rollout: RolloutState, status: ServiceDeploymentStatus, statusReason?: string): void {
  const now = new Date()
  rollout.shown = {...rollout.shown, status, finishedAt: now, updatedAt: now, ...(statusReason && {statusReason})}
}

/** Back to what last came to its end, as a deployment of its own within the same rollout. `false`: there is nothing to go back to. */
export function rollBack(service: ServiceState, world: World, reason: string, why: (to: string) => string): boolean {
  const [current] = service.deployments
  const target = service.completed
  if (!current || !target || target === current) return false

  service.shown = {...service.shown, ...target.settings, taskDefinition: target.shown.taskDefinition}
  const back = deploy(service, world, current.rollout)
  back.shown.rolloutStateReason = why(back.id)
  const rollback = {reason, startedAt: new Date(), serviceRevisionArn: target.revisionArn}
  current.rollout.shown = {...current.rollout.shown, status: 'ROLLBACK_IN_PROGRESS', rollback, updatedAt: new Date()}
  addEvent(service, `(deployment ${back.id}) rolling back to deployment ${target.id}.`)
  return true
}
