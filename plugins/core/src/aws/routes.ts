import type {EC2, Route, RouteTable} from '@aws-sdk/client-ec2'

import type {SubnetRoute, SubnetRoutes, VpcEndpoint} from '../ports/routes.js'
import {awsCode} from './aws-error.js'
import type {Service} from './create-service.js'

export async function subnetRoutes(ec2: Service<EC2>, subnetId: string): Promise<SubnetRoutes | undefined> {
  const vpcId = await vpcOf(ec2, subnetId)
  if (vpcId === undefined) return undefined
  const table =
    (await tableWith(ec2, {'association.subnet-id': subnetId})) ??
    (await tableWith(ec2, {'vpc-id': vpcId, 'association.main': 'true'}))
  return {vpcId, routeTableId: table?.RouteTableId ?? '', routes: (table?.Routes ?? []).map(toRoute)}
}

export async function vpcEndpoints(ec2: Service<EC2>, vpcId: string, service: string): Promise<VpcEndpoint[]> {
  const Filters = filters({'vpc-id': vpcId, 'service-name': service})
  const {VpcEndpoints = []} = await ec2.call('DescribeVpcEndpoints', (client, options) =>
    client.describeVpcEndpoints({Filters}, options),
  )
  return VpcEndpoints.map(({VpcEndpointId: id = '', State = '', PrivateDnsEnabled = false}) => ({
    id,
    state: State.toLowerCase(),
    privateDns: PrivateDnsEnabled,
  }))
}

async function vpcOf(ec2: Service<EC2>, subnetId: string): Promise<string | undefined> {
  try {
    const {Subnets: [subnet] = []} = await ec2.call('DescribeSubnets', (client, options) =>
      client.describeSubnets({SubnetIds: [subnetId]}, options),
    )
    return subnet?.VpcId
  } catch (error) {
    if (awsCode(error) === 'InvalidSubnetID.NotFound') return undefined
    throw error
  }
}

async function tableWith(ec2: Service<EC2>, values: Record<string, string>): Promise<RouteTable | undefined> {
  const {RouteTables: [table] = []} = await ec2.call('DescribeRouteTables', (client, options) =>
    client.describeRouteTables({Filters: filters(values)}, options),
  )
  return table
}

function filters(values: Record<string, string>) {
  return Object.entries(values).map(([Name, value]) => ({Name, Values: [value]}))
}

function toRoute(route: Route): SubnetRoute {
  const target =
    route.NatGatewayId ??
    route.GatewayId ??
    route.TransitGatewayId ??
    route.VpcPeeringConnectionId ??
    route.NetworkInterfaceId ??
    route.EgressOnlyInternetGatewayId ??
    route.InstanceId
  return {
    destination: route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? '',
    ...(target && {target}),
    state: route.State ?? 'active',
  }
}
