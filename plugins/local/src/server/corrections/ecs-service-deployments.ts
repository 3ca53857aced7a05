import type {Correction} from '../front.js'
import type {ServiceResponse} from '../service.js'
import {askEcs, type DescribedService, describedService, describeService} from './ecs-describe.js'
import {requestJson} from './json-body.js'

/** moto 5.2.1 knows no service deployments. Each service has one here, that of its only deployment. */
export const ecsListServiceDeployments: Correction = async (request, forward) => {
  const {cluster, service} = requestJson<{cluster?: string; service: string}>(request)
  const described = await askEcs(request, forward, 'DescribeServices', {cluster, services: [service]})
  if (described.status >= 300) return described
  const found = describedService(described)
  return answer({serviceDeployments: found ? toServiceDeployment(found) : []})
}

/** Without a name it is moto's to refuse. */
export const ecsDescribeServiceDeployments: Correction = async (request, forward) => {
  const {serviceDeploymentArns = []} = requestJson<{serviceDeploymentArns?: string[]}>(request)
  if (serviceDeploymentArns.length === 0) return forward(request)
  const found = await Promise.all(
    serviceDeploymentArns.map(async (arn) => {
      const [, cluster = '', service = ''] = /:service-deployment\/([^/]+)\/([^/]+)\//.exec(arn) ?? []
      const described = await describeService(request, forward, {cluster, service})
      return described
        ? toServiceDeployment(described).filter(({serviceDeploymentArn}) => serviceDeploymentArn === arn)
        : []
    }),
  )
  return answer({serviceDeployments: found.flat(), failures: []})
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
function toServiceDeployment({serviceArn, clusterArn, deployments: [primary]}: DescribedService) {
  if (!primary) return []
  const {id, rolloutState, createdAt, updatedAt} = primary
  const done = rolloutState === 'COMPLETED'
  const path = serviceArn.replace(/:service\//, ':service-deployment/')
  return [
    {
      serviceDeploymentArn: `${path}/${id.replace(/^ecs-svc\//, '')}`,
      serviceArn,
      clusterArn,
      status: done ? 'SUCCESSFUL' : 'IN_PROGRESS',
      createdAt,
      startedAt: createdAt,
      ...(done && {finishedAt: updatedAt}),
    },
  ]
}

function answer(body: object): ServiceResponse {
  return {status: 200, headers: {'content-type': 'application/x-amz-json-1.1'}, body: JSON.stringify(body)}
}
