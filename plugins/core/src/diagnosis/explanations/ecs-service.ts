import type {EcsService, EcsServiceDeployment} from '../../ports/ecs.js'
import type {Evidence} from '../cause.js'
import type {Explain} from '../explanation.js'
import {describeStop, lastLinesOf, meaningOfStop, tellingTask} from './stopped-task.js'

const EVENTS = 3

/** A service fails because its tasks do: the task that stopped and its container's last lines say why. */
export const explainEcsService: Explain = async (failure, inquiry) => {
  const [cluster, service] = /:service\/([^/]+)\/([^/]+)$/.exec(failure.physicalId ?? '')?.slice(1) ?? []
  if (failure.type !== 'AWS::ECS::Service' || !cluster || !service) return undefined
  const {ctx, look} = inquiry
  const [described, stopped = [], deployments = []] = await Promise.all([
    look('ecs:DescribeServices', (signal) => ctx.ecs.service(cluster, service, signal)),
    look('ecs:ListTasks', (signal) => ctx.ecs.tasks({cluster, service, status: 'STOPPED'}, signal)),
    look('ecs:ListServiceDeployments', (signal) => ctx.ecs.serviceDeployments(cluster, service, signal)),
  ])
  const failed = described?.deployments.find(({rolloutState}) => rolloutState === 'FAILED') ?? described?.deployments[0]
  const task = tellingTask(stopped, failed?.id)
  const rollout = rolloutEvidence(described, deployments[0])
  if (task) {
    return {
      meaning: await meaningOfStop(task, inquiry),
      evidence: [describeStop(task), ...(await lastLinesOf(task, inquiry)), ...rollout],
    }
  }
  const [event] = described?.events ?? []
  if (!event && rollout.length === 0) return undefined
  const events = described?.events.slice(0, EVENTS).map(({message}) => message) ?? []
  return {
    meaning: event ? `ECS says: ${event.message.replace(/\.$/, '')}` : `no task of ${service} came up`,
    evidence: [...(events.length > 0 ? [{title: `newest events of ${service}`, lines: events}] : []), ...rollout],
  }
}

function rolloutEvidence(service: EcsService | undefined, deployment: EcsServiceDeployment | undefined): Evidence[] {
  const breaker = deployment?.circuitBreaker
  // The one that ECS went back to has a reason too: that it completed.
  const failed = service?.deployments.find(({rolloutState}) => rolloutState === 'FAILED')
  const lines = [
    ...(failed?.rolloutStateReason ? [failed.rolloutStateReason] : []),
    ...(deployment?.statusReason ? [deployment.statusReason] : []),
    ...(breaker && breaker.failures > 0
      ? [`circuit breaker ${breaker.status}: ${breaker.failures} of ${breaker.threshold} tasks failed`]
      : []),
  ]
  return lines.length > 0 ? [{title: 'the rollout', lines: [...new Set(lines)]}] : []
}
