import {
  CreateVpcCommand,
  type CreateVpcCommandInput,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcTenancyCommand,
} from '@aws-sdk/client-ec2'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::EC2::VPC */
export const vpc: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {Vpc} = await ec2.send(
      new CreateVpcCommand({
        ...pick<CreateVpcCommandInput>(
          properties,
          'CidrBlock',
          'InstanceTenancy',
          'Ipv4IpamPoolId',
          'Ipv4NetmaskLength',
        ),
        TagSpecifications: tagSpecifications('vpc', properties, scope),
      }),
    )
    const id = Vpc!.VpcId!
    return finishOrUndo(
      async () => {
        await setDns(id, properties, {}, scope)
        return describe(id, scope)
      },
      () => remove(id, scope),
    )
  },

  async update({physicalId}, next, previous, scope) {
    const ec2 = await scope.clients.ec2()
    await setDns(physicalId, next, previous, scope)
    // From `dedicated` to `default` is the one change that needs no new VPC.
    if (hasChanged(next, previous, 'InstanceTenancy')) {
      await ec2.send(new ModifyVpcTenancyCommand({VpcId: physicalId, InstanceTenancy: 'default'}))
    }
    await retagEc2(physicalId, next, scope)
    return describe(physicalId, scope)
  },

  async delete({physicalId}, _properties, scope) {
    await remove(physicalId, scope)
  },
}

// What a VPC has when the template says nothing: AWS::EC2::VPC, EnableDnsSupport and EnableDnsHostnames.
const DNS_DEFAULTS = {EnableDnsSupport: true, EnableDnsHostnames: false}

async function setDns(id: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  const wanted = {...DNS_DEFAULTS, ...next}
  const current = {...DNS_DEFAULTS, ...previous}
  // One attribute a call is EC2's rule; support comes first, since hostnames depend on it.
  for (const attribute of ['EnableDnsSupport', 'EnableDnsHostnames'] as const) {
    if (wanted[attribute] === current[attribute]) continue
    await ec2.send(new ModifyVpcAttributeCommand({VpcId: id, [attribute]: {Value: wanted[attribute]}}))
  }
}

async function describe(id: string, scope: HandlerScope): Promise<HandledResource> {
  const ec2 = await scope.clients.ec2()
  const ofVpc = {Name: 'vpc-id', Values: [id]}
  const found = await waitUntil(`VPC ${id} is not available`, async () => {
    const {Vpcs} = await ec2.send(new DescribeVpcsCommand({VpcIds: [id]}))
    return Vpcs?.find(({State}) => State === 'available')
  })
  const [{NetworkAcls}, {SecurityGroups}] = await Promise.all([
    ec2.send(new DescribeNetworkAclsCommand({Filters: [ofVpc, {Name: 'default', Values: ['true']}]})),
    ec2.send(new DescribeSecurityGroupsCommand({Filters: [ofVpc, {Name: 'group-name', Values: ['default']}]})),
  ])

  return {
    physicalId: id,
    attributes: {
      VpcId: id,
      CidrBlock: found.CidrBlock,
      CidrBlockAssociations: (found.CidrBlockAssociationSet ?? []).map(({AssociationId}) => AssociationId),
      Ipv6CidrBlocks: (found.Ipv6CidrBlockAssociationSet ?? []).map(({Ipv6CidrBlock}) => Ipv6CidrBlock),
      DefaultNetworkAcl: NetworkAcls?.[0]?.NetworkAclId,
      DefaultSecurityGroup: SecurityGroups?.[0]?.GroupId,
    },
  }
}

async function remove(id: string, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  await unlessGone(() => ec2.send(new DeleteVpcCommand({VpcId: id})))
}
