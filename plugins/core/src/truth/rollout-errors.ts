import {StackError} from '../errors.js'
import type {EcsDeployment, EcsService, EcsServiceDeployment} from '../ports/ecs.js'
import type {ServiceBefore} from './services-before.js'

/** A service that this run has deployed to, and what is known of it. */
export interface Rollout {
  readonly app: string
  readonly service: EcsService
  readonly primary: EcsDeployment
  readonly before: ServiceBefore | undefined
  /** Id of the deployment that was the primary one when the stack was complete. */
  readonly deployment: string
  /** That the stack names, where its template tells. */
  readonly taskDefinition: string | undefined
  /** Service deployments since the update of the stack began, newest first. */
  readonly rollouts: readonly EcsServiceDeployment[]
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html */
const GOES_BACK = /^ROLLBACK_/

export function isRolledBack({rollouts: [newest], primary}: Rollout): boolean {
  return GOES_BACK.test(newest?.status ?? '') || /rolling back/i.test(primary.rolloutStateReason ?? '')
}

/** Another deployment is the primary one: ECS went back, or somebody else came. */
export function replaced(rollout: Rollout): StackError {
  const {before, primary, rollouts} = rollout
  // Without the permission to list service deployments, what ran before tells it.
  const wentBack = rollouts.length === 0 && primary.taskDefinition === before?.taskDefinition
  return isRolledBack(rollout) || wentBack ? rolledBack(rollout) : superseded(rollout)
}

export function rolledBack(rollout: Rollout): StackError {
  const {service, primary, rollouts} = rollout
  const [newest] = rollouts
  const reason = newest?.rollback?.reason ?? newest?.statusReason ?? primary.rolloutStateReason
  const ended = newest?.status === 'ROLLBACK_FAILED' ? '; going back failed too' : ''
  const message = `${service.name} was rolled back to ${nameOf(primary.taskDefinition)}: ${reason ?? 'ECS gives no reason'}${ended}`
  return failed('ROLLOUT_ROLLED_BACK', message, rollout, {...(reason && {reason})})
}

export function rolloutFailed(rollout: Rollout): StackError {
  const {service, primary} = rollout
  const reason = primary.rolloutStateReason ?? 'ECS gives no reason'
  return failed('ROLLOUT_FAILED', `the rollout of ${service.name} failed: ${reason}`, rollout, {reason})
}

export function superseded(rollout: Rollout): StackError {
  const {service, primary} = rollout
  const since = new Date(primary.createdAt).toISOString()
  const message = `${service.name} runs another deployment, ${primary.id} of ${nameOf(primary.taskDefinition)} since ${since}`
  return failed('ROLLOUT_SUPERSEDED', message, rollout, {since})
}

export function scaledToZero(rollout: Rollout): StackError {
  const message = `${rollout.service.name} was scaled to 0 tasks while it was deployed: nothing proves that it works`
  return failed('SCALED_TO_ZERO', message, rollout)
}

export function wrongImage(rollout: Rollout, container: string, wanted: string, running: string): StackError {
  const message = `${container} of ${rollout.service.name} runs the image ${running}, deployed was ${wanted}`
  return failed('WRONG_IMAGE', message, rollout, {container, digests: {wanted, running}})
}

/** Deleted by somebody else since the stack was complete. */
export function serviceGone(app: string, service: string, cluster: string): StackError {
  return new StackError('ROLLOUT_SUPERSEDED', `${service} was deleted after it was deployed`, {
    details: {service, cluster},
    suggestions: suggestionsFor(app),
  })
}

function failed(code: string, message: string, rollout: Rollout, more: object = {}): StackError {
  const {app, service, primary, before, deployment, taskDefinition} = rollout
  return new StackError(code, message, {
    blame: code === 'ROLLOUT_SUPERSEDED' || code === 'SCALED_TO_ZERO' ? 'user' : 'aws',
    details: {
      service: service.name,
      cluster: service.cluster,
      deployments: {...(before?.deployment && {before: before.deployment}), deployed: deployment, now: primary.id},
      taskDefinitions: {...(taskDefinition && {deployed: taskDefinition}), now: primary.taskDefinition},
      counts: {desired: service.desired, running: service.running, failed: primary.failedTasks},
      ...more,
    },
    suggestions: suggestionsFor(app),
  })
}

function suggestionsFor(app: string): string[] {
  return [`aws-stack ${app}:why`, `aws-stack ${app}:status`]
}

/** `vast-dev-server:8` */
function nameOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1)
}
