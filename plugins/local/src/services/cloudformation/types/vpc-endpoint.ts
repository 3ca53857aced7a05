import {
  CreateVpcEndpointCommand,
  type CreateVpcEndpointCommandInput,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
  type ModifyVpcEndpointCommandInput,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::EC2::VPCEndpoint, gateway and interface. */
export const vpcEndpoint: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {VpcEndpoint} = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcEndpointType: 'Gateway',
        ...pick<CreateVpcEndpointCommandInput>(
          properties,
          'DnsOptions',
          'IpAddressType',
          'PrivateDnsEnabled',
          'RouteTableIds',
          'SecurityGroupIds',
          'ServiceName',
          'SubnetIds',
          'VpcEndpointType',
          'VpcId',
        ),
        PolicyDocument: policy(properties),
        TagSpecifications: tagSpecifications('vpc-endpoint', properties, scope),
      }),
    )
    const id = VpcEndpoint!.VpcEndpointId!
    return finishOrUndo(
      () => describe(id, scope),
      () => remove(id, scope),
    )
  },

  async update({physicalId}, next, previous, scope) {
    const ec2 = await scope.clients.ec2()
    await ec2.send(
      new ModifyVpcEndpointCommand({
        ...pick<ModifyVpcEndpointCommandInput>(next, 'DnsOptions', 'IpAddressType', 'PrivateDnsEnabled'),
        VpcEndpointId: physicalId,
        ...(hasChanged(next, previous, 'PolicyDocument') && {
          PolicyDocument: policy(next),
          ResetPolicy: next['PolicyDocument'] === undefined,
        }),
        AddRouteTableIds: added('RouteTableIds', next, previous),
        RemoveRouteTableIds: added('RouteTableIds', previous, next),
        AddSecurityGroupIds: added('SecurityGroupIds', next, previous),
        RemoveSecurityGroupIds: added('SecurityGroupIds', previous, next),
        AddSubnetIds: added('SubnetIds', next, previous),
        RemoveSubnetIds: added('SubnetIds', previous, next),
      }),
    )
    await retagEc2(physicalId, next, scope)
    return describe(physicalId, scope)
  },

  async delete({physicalId}, _properties, scope) {
    await remove(physicalId, scope)
  },
}

function policy({PolicyDocument}: Properties): string | undefined {
  return PolicyDocument === undefined ? undefined : jsonText(PolicyDocument)
}

/** The ids of one list that the other does not have. */
function added(name: string, to: Properties, from: Properties): string[] {
  const before = (from[name] ?? []) as string[]
  return ((to[name] ?? []) as string[]).filter((id) => !before.includes(id))
}

async function describe(id: string, scope: HandlerScope): Promise<HandledResource> {
  const found = await waitUntil(`VPC endpoint ${id} is not available`, async () => {
    const endpoint = await find(id, scope)
    return endpoint?.State?.toLowerCase() === 'available' ? endpoint : undefined
  })
  return {
    physicalId: id,
    attributes: {
      Id: id,
      CreationTimestamp: found.CreationTimestamp?.toISOString(),
      NetworkInterfaceIds: found.NetworkInterfaceIds ?? [],
      DnsEntries: (found.DnsEntries ?? []).map(({HostedZoneId, DnsName}) => `${HostedZoneId}:${DnsName}`),
    },
  }
}

async function remove(id: string, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  await unlessGone(() => ec2.send(new DeleteVpcEndpointsCommand({VpcEndpointIds: [id]})))
  await waitUntil(`VPC endpoint ${id} is not deleted`, async () => {
    const endpoint = await find(id, scope)
    return endpoint === undefined || endpoint.State?.toLowerCase() === 'deleted' ? true : undefined
  })
}

async function find(id: string, scope: HandlerScope): Promise<VpcEndpoint | undefined> {
  const ec2 = await scope.clients.ec2()
  const found = await unlessGone(() => ec2.send(new DescribeVpcEndpointsCommand({VpcEndpointIds: [id]})))
  return found?.VpcEndpoints?.[0]
}
