import {randomUUID} from 'node:crypto'

import type {FunctionMove, RolloutMove, ServiceDeploymentMove, TaskMove} from '../beats.js'
import type {DeploymentScene, ServiceDeploymentScene, TaskScene} from '../scenes.js'
import type {World} from './world.js'

/** ECS and Lambda move; a scenario is checked for naming only what it has. */
export function moveRollout({services}: World, beat: RolloutMove, at: number): void {
  const service = services.get(beat.service)
  if (!service) return
  const {deployment, gone = [], desiredCount, event} = beat
  service.deployments = service.deployments.filter(({id}) => !gone.includes(id))
  if (deployment) {
    const known = service.deployments.find(({id}) => id === deployment.id)
    if (known) Object.assign(known, deployment, {updatedAt: at})
    else {
      const older = service.deployments.map((one) => ({...one, status: 'ACTIVE'}))
      service.deployments = [{...NEW_DEPLOYMENT, ...deployment, createdAt: at, updatedAt: at}, ...older]
    }
  }
  if (desiredCount !== undefined) service.desiredCount = desiredCount
  if (event) service.events.push({id: randomUUID(), at, message: event})
}

const NEW_DEPLOYMENT: Omit<DeploymentScene, 'id'> = {taskDefinition: '', desiredCount: 1, rolloutState: 'IN_PROGRESS'}

export function moveServiceDeployment(
  {services}: World,
  {service: name, deployment}: ServiceDeploymentMove,
  at: number,
) {
  const service = services.get(name)
  if (!service) return
  const known = service.serviceDeployments.find(({id}) => id === deployment.id)
  const finished = /^(SUCCESSFUL|STOPPED|ROLLBACK_SUCCESSFUL|ROLLBACK_FAILED)$/.test(deployment.status ?? '')
  const moved = {...deployment, updatedAt: at, ...(finished && {finishedAt: at})}
  if (known) Object.assign(known, moved)
  else service.serviceDeployments.unshift({...NEW_SERVICE_DEPLOYMENT, ...moved, createdAt: at})
}

const NEW_SERVICE_DEPLOYMENT: Omit<ServiceDeploymentScene, 'id'> = {status: 'IN_PROGRESS'}

export function moveTask({services}: World, {service: name, task}: TaskMove, at: number): void {
  const tasks = services.get(name)?.tasks
  if (!tasks) return
  const known = tasks.get(task.id)
  const stopped = task.lastStatus === 'STOPPED' ? {stoppedAt: at, desiredStatus: 'STOPPED'} : {}
  tasks.set(task.id, {...NEW_TASK, createdAt: at, ...known, ...task, ...stopped})
}

const NEW_TASK: Omit<TaskScene, 'id'> = {taskDefinition: '', lastStatus: 'PROVISIONING'}

export function moveFunction({functions}: World, {function: move}: FunctionMove, at: number): void {
  const known = functions.get(move.name)
  if (!known) return
  known.scene = {...known.scene, ...move}
  known.modifiedAt = at
}
