import type {ECS, ServiceDeployment, ServiceDeploymentBrief} from '@aws-sdk/client-ecs'

import type {EcsServiceDeployment} from '../ports/ecs.js'
import type {CallOptions, Service} from './create-service.js'

/** As many as one DescribeServiceDeployments takes. */
const NEWEST = 20

/** The newest, newest first. */
export async function listServiceDeployments(
  ecs: Service<ECS>,
  {cluster, service}: {cluster: string; service: string},
  call: CallOptions,
): Promise<EcsServiceDeployment[]> {
  const {serviceDeployments: briefs = []} = await ecs.call(
    'ListServiceDeployments',
    (client, options) => client.listServiceDeployments({cluster, service, maxResults: NEWEST}, options),
    call,
  )
  const arns = briefs.flatMap(({serviceDeploymentArn}) => serviceDeploymentArn ?? []).slice(0, NEWEST)
  if (arns.length === 0) return []
  const {serviceDeployments: details = []} = await ecs.call(
    'DescribeServiceDeployments',
    (client, options) => client.describeServiceDeployments({serviceDeploymentArns: arns}, options),
    call,
  )
  const detailOf = new Map(details.map((detail) => [detail.serviceDeploymentArn, detail]))
  return briefs
    .map((brief) => toServiceDeployment(brief, detailOf.get(brief.serviceDeploymentArn)))
    .sort((one, other) => other.createdAt - one.createdAt)
}

/** The brief of the list stands in where the description leaves one out. */
function toServiceDeployment(brief: ServiceDeploymentBrief, detail: ServiceDeployment = {}): EcsServiceDeployment {
  const {createdAt, startedAt, finishedAt, status = '', statusReason} = {...brief, ...detail}
  const {rollback, deploymentCircuitBreaker: breaker} = detail
  const target = detail.targetServiceRevision?.arn ?? brief.targetServiceRevisionArn
  return {
    arn: brief.serviceDeploymentArn ?? '',
    status,
    ...(statusReason && {statusReason}),
    ...(target && {targetServiceRevision: target}),
    ...(rollback && {
      rollback: {
        ...(rollback.reason && {reason: rollback.reason}),
        ...(rollback.serviceRevisionArn && {serviceRevision: rollback.serviceRevisionArn}),
      },
    }),
    ...(breaker && {
      circuitBreaker: {
        status: breaker.status ?? '',
        failures: breaker.failureCount ?? 0,
        threshold: breaker.threshold ?? 0,
      },
    }),
    createdAt: createdAt?.getTime() ?? 0,
    ...(startedAt && {startedAt: startedAt.getTime()}),
    ...(finishedAt && {finishedAt: finishedAt.getTime()}),
  }
}
