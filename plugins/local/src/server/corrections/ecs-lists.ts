import type {Correction} from '../front.js'
import type {ServiceRequest, ServiceResponse} from '../service.js'
import {requestJson, withJson} from './json-body.js'

type Forward = (request: ServiceRequest) => Promise<ServiceResponse>
type Described = {readonly clusterArn?: string; readonly serviceArn?: string; readonly status: string}

/** ListClusters: ECS lists no cluster that was deleted, moto lists it for ever. */
export const ecsListClusters: Correction = async (request, forward) =>
  withJson<{clusterArns: string[]}>(await forward(request), async ({clusterArns, ...rest}) => ({
    ...rest,
    clusterArns: await active(clusterArns, (clusters) =>
      describe(request, forward, 'DescribeClusters', {clusters}, 'clusters'),
    ),
  }))

/** ListServices: the same. */
export const ecsListServices: Correction = async (request, forward) => {
  const {cluster} = requestJson(request)
  return withJson<{serviceArns: string[]}>(await forward(request), async ({serviceArns, ...rest}) => ({
    ...rest,
    serviceArns: await active(serviceArns, (services) =>
      describe(request, forward, 'DescribeServices', {cluster, services}, 'services'),
    ),
  }))
}

async function active(arns: string[], describeAll: (arns: string[]) => Promise<Described[]>): Promise<string[]> {
  const described = arns.length > 0 ? await describeAll(arns) : []
  const gone = new Set(
    described.filter(({status}) => status === 'INACTIVE').map(({clusterArn, serviceArn}) => serviceArn ?? clusterArn),
  )
  return arns.filter((arn) => !gone.has(arn))
}

async function describe(
  request: ServiceRequest,
  forward: Forward,
  operation: string,
  input: object,
  field: string,
): Promise<Described[]> {
  const target = String(request.headers['x-amz-target']).replace(/\.\w+$/, `.${operation}`)
  const answer = await forward({
    ...request,
    headers: {...request.headers, 'x-amz-target': target},
    body: Buffer.from(JSON.stringify(input)),
  })
  return (JSON.parse(answer.body.toString()) as Record<string, Described[]>)[field] ?? []
}
