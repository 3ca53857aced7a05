import type {SubnetRoutes, VpcEndpoint} from '../ports/routes.js'
import {type ExecFinding, fine, unknown, wrong} from './exec-finding.js'
import type {ExecSubject} from './exec-subject.js'

/** The agent calls Session Manager from the task's own network. */
export async function checkRoute({service, inquiry}: ExecSubject): Promise<ExecFinding[]> {
  if (!service?.network) return []
  const {subnets, publicIp} = service.network
  return Promise.all(subnets.map((subnet) => checkSubnet(subnet, publicIp, inquiry)))
}

async function checkSubnet(subnet: string, publicIp: boolean, inquiry: ExecSubject['inquiry']): Promise<ExecFinding> {
  const {ec2, region} = inquiry.ctx
  const routes = await inquiry.look('ec2:DescribeRouteTables', () => ec2.subnetRoutes(subnet))
  if (!routes) return unknown('route', `the routes of ${subnet} could not be looked at`, inquiry.notLookedAt)
  const way = routes.routes.find(({destination}) => destination === '0.0.0.0/0')
  if (way?.state === 'active' && (publicIp || !way.target?.startsWith('igw-')))
    return fine('route', `${subnet} has a way out by ${way.target ?? 'its default route'}`)

  const service = `com.amazonaws.${region}.ssmmessages`
  const endpoints = await inquiry.look('ec2:DescribeVpcEndpoints', () => ec2.vpcEndpoints(routes.vpcId, service))
  if (!endpoints)
    return unknown(
      'route',
      `whether ${subnet} reaches ssmmessages by an endpoint could not be told`,
      inquiry.notLookedAt,
    )
  const working = endpoints.find(({state, privateDns}) => state === 'available' && privateDns)
  if (working) return fine('route', `${subnet} reaches ssmmessages by ${working.id}`)
  return wrong('route', `the task has no route to Session Manager from ${subnet}: ${whyNoWay(way)}`, {
    evidence: [...linesOf(routes), ...endpointLines(service, routes.vpcId, endpoints)],
    suggestions: [
      `aws ec2 describe-route-tables --route-table-ids ${routes.routeTableId} --region ${region}`,
      `aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id ${routes.vpcId} --subnet-ids ${subnet} --service-name ${service} --region ${region}`,
    ],
  })
}

function whyNoWay(way: SubnetRoutes['routes'][number] | undefined): string {
  if (!way) return 'its route table has no default route, and the VPC no endpoint'
  const {target = 'it'} = way
  if (way.state !== 'active') return `its default route leads to ${target}, which is gone`
  return `its default route leads to ${target}, and the task has no public address`
}

function linesOf({routeTableId, routes}: SubnetRoutes): string[] {
  return routes.map(
    ({destination, target = '?', state}) =>
      `${routeTableId}: ${destination} to ${target}${state === 'active' ? '' : ` (${state})`}`,
  )
}

function endpointLines(service: string, vpcId: string, endpoints: readonly VpcEndpoint[]): string[] {
  if (endpoints.length === 0) return [`${vpcId} has no endpoint for ${service}`]
  return endpoints.map(({id, state, privateDns}) => `${id}: ${state}${privateDns ? '' : ', without private DNS'}`)
}
