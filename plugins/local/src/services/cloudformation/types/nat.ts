import {
  AllocateAddressCommand,
  type AllocateAddressCommandInput,
  AssociateAddressCommand,
  CreateNatGatewayCommand,
  type CreateNatGatewayCommandInput,
  DeleteNatGatewayCommand,
  DescribeNatGatewaysCommand,
  DisassociateAddressCommand,
  type NatGateway,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2'

import type {HandlerScope, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {finishOrUndo} from './finish-or-undo.js'
import {HandlerFailure} from './handler-failure.js'
import {hasChanged} from './has-changed.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::EC2::EIP: its `Ref` is the address, its API id the attribute `AllocationId`. */
export const elasticIp: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {AllocationId, PublicIp} = await ec2.send(
      new AllocateAddressCommand({
        Domain: 'vpc',
        ...pick<AllocateAddressCommandInput>(
          properties,
          'Address',
          'IpamPoolId',
          'NetworkBorderGroup',
          'PublicIpv4Pool',
        ),
        TagSpecifications: tagSpecifications('elastic-ip', properties, scope),
      }),
    )
    return finishOrUndo(
      async () => {
        await associate(AllocationId!, properties['InstanceId'], scope)
        return {physicalId: PublicIp!, attributes: {PublicIp, AllocationId}}
      },
      () => ec2.send(new ReleaseAddressCommand({AllocationId})),
    )
  },

  async update(current, next, previous, scope) {
    const allocation = current.attributes['AllocationId'] as string
    if (hasChanged(next, previous, 'InstanceId')) {
      const ec2 = await scope.clients.ec2()
      if (next['InstanceId'] === undefined) {
        await unlessGone(() => ec2.send(new DisassociateAddressCommand({PublicIp: current.physicalId})))
      }
      await associate(allocation, next['InstanceId'], scope)
    }
    await retagEc2(allocation, next, scope)
    return current
  },

  async delete({attributes}, _properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new ReleaseAddressCommand({AllocationId: attributes['AllocationId'] as string})))
  },
}

async function associate(AllocationId: string, instance: unknown, scope: HandlerScope): Promise<void> {
  if (instance === undefined) return
  const ec2 = await scope.clients.ec2()
  await ec2.send(new AssociateAddressCommand({AllocationId, InstanceId: instance as string}))
}

/** AWS::EC2::NatGateway: made when it is available, gone when it is deleted, so that its address and subnet are free. */
export const natGateway: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {NatGateway} = await ec2.send(
      new CreateNatGatewayCommand({
        ...pick<CreateNatGatewayCommandInput>(
          properties,
          'AllocationId',
          'ConnectivityType',
          'PrivateIpAddress',
          'SubnetId',
        ),
        TagSpecifications: tagSpecifications('natgateway', properties, scope),
      }),
    )
    const id = NatGateway!.NatGatewayId!
    return finishOrUndo(
      async () => {
        const {NatGatewayAddresses} = await available(id, scope)
        return {
          physicalId: id,
          attributes: {NatGatewayId: id, EniId: NatGatewayAddresses?.[0]?.NetworkInterfaceId},
        }
      },
      () => remove(id, scope),
    )
  },

  async update(current, next, _previous, scope) {
    await retagEc2(current.physicalId, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    await remove(physicalId, scope)
  },
}

async function available(id: string, scope: HandlerScope): Promise<NatGateway> {
  return waitUntil(`NAT gateway ${id} is not available`, async () => {
    const gateway = await find(id, scope)
    if (gateway?.State === 'failed') {
      throw new HandlerFailure('GeneralServiceException', gateway.FailureMessage ?? `NAT gateway ${id} failed`)
    }
    return gateway?.State === 'available' ? gateway : undefined
  })
}

async function remove(id: string, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  await unlessGone(() => ec2.send(new DeleteNatGatewayCommand({NatGatewayId: id})))
  await waitUntil(`NAT gateway ${id} is not deleted`, async () => {
    const gateway = await find(id, scope)
    return gateway === undefined || gateway.State === 'deleted' ? true : undefined
  })
}

async function find(id: string, scope: HandlerScope): Promise<NatGateway | undefined> {
  const ec2 = await scope.clients.ec2()
  const found = await unlessGone(() => ec2.send(new DescribeNatGatewaysCommand({NatGatewayIds: [id]})))
  return found?.NatGateways?.[0]
}
