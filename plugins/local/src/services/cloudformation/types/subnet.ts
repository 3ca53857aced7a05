import {
  CreateSubnetCommand,
  type CreateSubnetCommandInput,
  DeleteSubnetCommand,
  DescribeNetworkAclsCommand,
  DescribeSubnetsCommand,
  ModifySubnetAttributeCommand,
  type ModifySubnetAttributeCommandInput,
} from '@aws-sdk/client-ec2'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {finishOrUndo} from './finish-or-undo.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::EC2::Subnet */
export const subnet: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {Subnet} = await ec2.send(
      new CreateSubnetCommand({
        ...pick<CreateSubnetCommandInput>(
          properties,
          'VpcId',
          'CidrBlock',
          'Ipv6CidrBlock',
          'AvailabilityZone',
          'AvailabilityZoneId',
          'Ipv6Native',
          'OutpostArn',
        ),
        TagSpecifications: tagSpecifications('subnet', properties, scope),
      }),
    )
    const id = Subnet!.SubnetId!
    return finishOrUndo(
      async () => {
        await modify(id, attributes(properties), attributes({}), scope)
        return describe(id, scope)
      },
      () => remove(id, scope),
    )
  },

  async update({physicalId}, next, previous, scope) {
    await modify(physicalId, attributes(next), attributes(previous), scope)
    await retagEc2(physicalId, next, scope)
    return describe(physicalId, scope)
  },

  async delete({physicalId}, _properties, scope) {
    await remove(physicalId, scope)
  },
}

type Attributes = Omit<ModifySubnetAttributeCommandInput, 'SubnetId'>

/** What ModifySubnetAttribute sets, one attribute a call; the values are EC2's defaults where the template is silent. */
function attributes(properties: Properties): Attributes {
  const names = (properties['PrivateDnsNameOptionsOnLaunch'] ?? {}) as {
    HostnameType?: 'ip-name' | 'resource-name'
    EnableResourceNameDnsARecord?: boolean
    EnableResourceNameDnsAAAARecord?: boolean
  }
  return {
    MapPublicIpOnLaunch: {Value: properties['MapPublicIpOnLaunch'] === true},
    AssignIpv6AddressOnCreation: {Value: properties['AssignIpv6AddressOnCreation'] === true},
    EnableDns64: {Value: properties['EnableDns64'] === true},
    PrivateDnsHostnameTypeOnLaunch: names.HostnameType ?? 'ip-name',
    EnableResourceNameDnsARecordOnLaunch: {Value: names.EnableResourceNameDnsARecord === true},
    EnableResourceNameDnsAAAARecordOnLaunch: {Value: names.EnableResourceNameDnsAAAARecord === true},
  }
}

async function modify(id: string, wanted: Attributes, current: Attributes, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  for (const [name, value] of Object.entries(wanted)) {
    if (JSON.stringify(value) === JSON.stringify(current[name as keyof Attributes])) continue
    await ec2.send(new ModifySubnetAttributeCommand({SubnetId: id, [name]: value}))
  }
}

async function describe(id: string, scope: HandlerScope): Promise<HandledResource> {
  const ec2 = await scope.clients.ec2()
  const found = await waitUntil(`subnet ${id} is not available`, async () => {
    const {Subnets} = await ec2.send(new DescribeSubnetsCommand({SubnetIds: [id]}))
    return Subnets?.find(({State}) => State === 'available')
  })
  const {NetworkAcls} = await ec2.send(
    new DescribeNetworkAclsCommand({Filters: [{Name: 'association.subnet-id', Values: [id]}]}),
  )
  const associations = (NetworkAcls ?? []).flatMap(({Associations}) => Associations ?? [])

  return {
    physicalId: id,
    attributes: {
      SubnetId: id,
      VpcId: found.VpcId,
      CidrBlock: found.CidrBlock,
      AvailabilityZone: found.AvailabilityZone,
      AvailabilityZoneId: found.AvailabilityZoneId,
      Ipv6CidrBlocks: (found.Ipv6CidrBlockAssociationSet ?? []).map(({Ipv6CidrBlock}) => Ipv6CidrBlock),
      NetworkAclAssociationId: associations.find(({SubnetId}) => SubnetId === id)?.NetworkAclAssociationId,
    },
  }
}

async function remove(id: string, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  await unlessGone(() => ec2.send(new DeleteSubnetCommand({SubnetId: id})))
}
