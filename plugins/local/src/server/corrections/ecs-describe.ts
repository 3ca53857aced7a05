import type {ServiceRequest, ServiceResponse} from '../service.js'
import {primaryDeployment, type Service} from './ecs-services.js'

export type Forward = (request: ServiceRequest) => Promise<ServiceResponse>

/** Another call of ECS, on behalf of the one that came. */
export function askEcs(
  request: ServiceRequest,
  forward: Forward,
  operation: string,
  input: object,
): Promise<ServiceResponse> {
  const target = String(request.headers['x-amz-target']).replace(/\.\w+$/, `.${operation}`)
  const headers = {...request.headers, 'x-amz-target': target}
  return forward({...request, headers, body: Buffer.from(JSON.stringify(input))})
}

export interface DescribedService extends Service {
  readonly serviceArn: string
  readonly serviceName: string
  readonly clusterArn: string
  readonly status: string
  readonly deployments: readonly {
    readonly id: string
    readonly rolloutState: string
    readonly createdAt: number
    readonly updatedAt: number
  }[]
}

/** The service of a DescribeServices, as the local AWS tells of it. */
export function describedService({status, body}: ServiceResponse): DescribedService | undefined {
  if (status >= 300) return undefined
  const {services: [found] = []} = JSON.parse(body.toString()) as {services?: DescribedService[]}
  return found && (primaryDeployment(found) as DescribedService)
}

export async function describeService(
  request: ServiceRequest,
  forward: Forward,
  {cluster, service}: {readonly cluster?: string | undefined; readonly service: string},
): Promise<DescribedService | undefined> {
  return describedService(await askEcs(request, forward, 'DescribeServices', {cluster, services: [service]}))
}
