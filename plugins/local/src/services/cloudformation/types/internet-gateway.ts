import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2'

import type {HandledResource, Properties, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::EC2::InternetGateway */
export const internetGateway: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {InternetGateway} = await ec2.send(
      new CreateInternetGatewayCommand({TagSpecifications: tagSpecifications('internet-gateway', properties, scope)}),
    )
    const id = InternetGateway!.InternetGatewayId!
    return {physicalId: id, attributes: {InternetGatewayId: id}}
  },

  async update(current, next, _previous, scope) {
    await retagEc2(current.physicalId, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new DeleteInternetGatewayCommand({InternetGatewayId: physicalId})))
  },
}

/** AWS::EC2::VPCGatewayAttachment, of an internet gateway. */
export const gatewayAttachment: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    await ec2.send(new AttachInternetGatewayCommand(ends(properties)))
    return attached(properties)
  },

  async update(_current, next, previous, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new DetachInternetGatewayCommand(ends(previous))))
    await ec2.send(new AttachInternetGatewayCommand(ends(next)))
    return attached(next)
  },

  async delete(_current, properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new DetachInternetGatewayCommand(ends(properties))))
  },
}

function ends(properties: Properties) {
  return {
    InternetGatewayId: properties['InternetGatewayId'] as string,
    VpcId: properties['VpcId'] as string,
  }
}

function attached(properties: Properties): HandledResource {
  return {physicalId: `IGW|${ends(properties).VpcId}`, attributes: {AttachmentType: 'IGW'}}
}
