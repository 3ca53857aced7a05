import type {DescribeVpcsResult, EC2, Route, Vpc} from '@aws-sdk/client-ec2'

import type {Ec2, ListedVpc} from '../context.js'
import type {VpcRoute} from '../lookups.js'
import type {AwsAccess} from './access.js'
import {awsCode} from './aws-error.js'
import {createService, type Service} from './create-service.js'
import {subnetRoutes, vpcEndpoints} from './routes.js'

/** Read only. */
export function createEc2(access: AwsAccess): Ec2 {
  const ec2 = createService('EC2', access, async (config) => new (await import('@aws-sdk/client-ec2')).EC2(config))
  return {
    async listVpcs() {
      const found: Vpc[] = []
      for (let NextToken: string | undefined; ;) {
        const {Vpcs = [], NextToken: next} = await ec2.call('DescribeVpcs', (client, options) =>
          client.describeVpcs({MaxResults: 1000, NextToken}, options),
        )
        found.push(...Vpcs)
        if (!next) return found.map(toListed).toSorted(byRank)
        NextToken = next
      }
    },
    async vpc(vpcId) {
      const {Vpcs: [vpc] = []} = await describeVpc(ec2, vpcId)
      return vpc && {vpcId, cidrs: cidrsOf(vpc)}
    },
    async mainRouteTable(vpcId) {
      const Filters = [
        {Name: 'vpc-id', Values: [vpcId]},
        {Name: 'association.main', Values: ['true']},
      ]
      const {RouteTables: [main] = []} = await ec2.call('DescribeRouteTables', (client, options) =>
        client.describeRouteTables({Filters}, options),
      )
      return main && {mainRouteTableId: main.RouteTableId ?? '', routes: (main.Routes ?? []).flatMap(toRoute)}
    },
    subnetRoutes: (subnetId) => subnetRoutes(ec2, subnetId),
    vpcEndpoints: (vpcId, service) => vpcEndpoints(ec2, vpcId, service),
  }
}

async function describeVpc(ec2: Service<EC2>, vpcId: string): Promise<DescribeVpcsResult> {
  try {
    return await ec2.call('DescribeVpcs', (client, options) => client.describeVpcs({VpcIds: [vpcId]}, options))
  } catch (error) {
    if (awsCode(error) === 'InvalidVpcID.NotFound') return {}
    throw error
  }
}

function toListed({VpcId = '', CidrBlock = '', IsDefault = false, Tags = []}: Vpc): ListedVpc {
  const name = Tags.find(({Key}) => Key === 'Name')?.Value
  return {vpcId: VpcId, ...(name && {name}), cidr: CidrBlock, isDefault: IsDefault}
}

function byRank(one: ListedVpc, other: ListedVpc): number {
  if (one.isDefault !== other.isDefault) return one.isDefault ? -1 : 1
  return (one.name ?? one.vpcId).localeCompare(other.name ?? other.vpcId)
}

/** The associations list the primary block too, and blocks that failed or were taken away. */
function cidrsOf({CidrBlock, CidrBlockAssociationSet = []}: Vpc): string[] {
  const associated = CidrBlockAssociationSet.filter(({CidrBlockState}) => CidrBlockState?.State?.startsWith('associat'))
  return [
    ...new Set(
      [CidrBlock, ...associated.map((association) => association.CidrBlock)].filter((cidr) => cidr !== undefined),
    ),
  ]
}

function toRoute(route: Route): VpcRoute[] {
  const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId
  if (!destination) return []
  return [{destination, ...(route.VpcPeeringConnectionId && {peeringConnectionId: route.VpcPeeringConnectionId})}]
}
