import {
  AssociateRouteTableCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2'

import type {Properties, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'

/** AWS::EC2::RouteTable */
export const routeTable: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {RouteTable} = await ec2.send(
      new CreateRouteTableCommand({
        VpcId: properties['VpcId'] as string,
        TagSpecifications: tagSpecifications('route-table', properties, scope),
      }),
    )
    const id = RouteTable!.RouteTableId!
    return {physicalId: id, attributes: {RouteTableId: id}}
  },

  async update(current, next, _previous, scope) {
    await retagEc2(current.physicalId, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new DeleteRouteTableCommand({RouteTableId: physicalId})))
  },
}

/** AWS::EC2::Route: the table may be another stack's, so a route that exists already fails the create. */
export const route: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    await ec2.send(new CreateRouteCommand({...destination(properties), ...target(properties)}))
    const {RouteTableId, DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId} =
      destination(properties)
    const to = DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId
    return {physicalId: `${RouteTableId}|${to}`, attributes: {CidrBlock: to}}
  },

  async update(current, next, _previous, scope) {
    const ec2 = await scope.clients.ec2()
    await ec2.send(new ReplaceRouteCommand({...destination(next), ...target(next)}))
    return current
  },

  async delete(_current, properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new DeleteRouteCommand(destination(properties))))
  },
}

function destination(properties: Properties) {
  return pick<CreateRouteCommandInput>(
    properties,
    'RouteTableId',
    'DestinationCidrBlock',
    'DestinationIpv6CidrBlock',
    'DestinationPrefixListId',
  )
}

function target(properties: Properties) {
  return pick<CreateRouteCommandInput>(
    properties,
    'CarrierGatewayId',
    'CoreNetworkArn',
    'EgressOnlyInternetGatewayId',
    'GatewayId',
    'InstanceId',
    'LocalGatewayId',
    'NatGatewayId',
    'NetworkInterfaceId',
    'OdbNetworkArn',
    'TransitGatewayId',
    'VpcEndpointId',
    'VpcPeeringConnectionId',
  )
}

/** AWS::EC2::SubnetRouteTableAssociation */
export const subnetRouteTableAssociation: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {AssociationId} = await ec2.send(
      new AssociateRouteTableCommand({
        RouteTableId: properties['RouteTableId'] as string,
        SubnetId: properties['SubnetId'] as string,
      }),
    )
    return {physicalId: AssociationId!, attributes: {Id: AssociationId}}
  },

  async delete({physicalId}, _properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new DisassociateRouteTableCommand({AssociationId: physicalId})))
  },
}
