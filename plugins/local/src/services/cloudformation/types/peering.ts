import {
  AcceptVpcPeeringConnectionCommand,
  CreateVpcPeeringConnectionCommand,
  type CreateVpcPeeringConnectionCommandInput,
  DeleteVpcPeeringConnectionCommand,
  DescribeVpcPeeringConnectionsCommand,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {finishOrUndo} from './finish-or-undo.js'
import {HandlerFailure} from './handler-failure.js'
import {pick} from './pick.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::EC2::VPCPeeringConnection: within one account and region CloudFormation accepts it by itself. */
export const peeringConnection: ResourceHandler = {
  async create(properties, scope) {
    refuseAnotherPlace(properties, scope)
    const ec2 = await scope.clients.ec2()
    const {VpcPeeringConnection} = await ec2.send(
      new CreateVpcPeeringConnectionCommand({
        ...pick<CreateVpcPeeringConnectionCommandInput>(properties, 'VpcId', 'PeerVpcId', 'PeerOwnerId', 'PeerRegion'),
        TagSpecifications: tagSpecifications('vpc-peering-connection', properties, scope),
      }),
    )
    const id = VpcPeeringConnection!.VpcPeeringConnectionId!
    return finishOrUndo(
      async () => {
        await reaches(id, 'pending-acceptance', scope)
        await ec2.send(new AcceptVpcPeeringConnectionCommand({VpcPeeringConnectionId: id}))
        await reaches(id, 'active', scope)
        return {physicalId: id, attributes: {Id: id}}
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

function refuseAnotherPlace(properties: Properties, scope: HandlerScope): void {
  const {PeerOwnerId = scope.accountId, PeerRegion = scope.region} = properties
  if (PeerOwnerId === scope.accountId && PeerRegion === scope.region) return
  throw new HandlerFailure(
    'InvalidRequest',
    `the local AWS peers within one account and region, not with ${String(PeerOwnerId)} in ${String(PeerRegion)}`,
  )
}

async function reaches(id: string, state: string, scope: HandlerScope): Promise<void> {
  await waitUntil(`VPC peering connection ${id} is not ${state}`, async () => {
    const status = (await find(id, scope))?.Status
    if (status?.Code === 'failed' || status?.Code === 'rejected') {
      throw new HandlerFailure('GeneralServiceException', status.Message ?? `VPC peering connection ${id} failed`)
    }
    return status?.Code === state ? true : undefined
  })
}

async function remove(id: string, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  await unlessGone(() => ec2.send(new DeleteVpcPeeringConnectionCommand({VpcPeeringConnectionId: id})))
  await waitUntil(`VPC peering connection ${id} is not deleted`, async () => {
    const peering = await find(id, scope)
    return peering === undefined || peering.Status?.Code === 'deleted' ? true : undefined
  })
}

async function find(id: string, scope: HandlerScope): Promise<VpcPeeringConnection | undefined> {
  const ec2 = await scope.clients.ec2()
  const command = new DescribeVpcPeeringConnectionsCommand({VpcPeeringConnectionIds: [id]})
  return (await unlessGone(() => ec2.send(command)))?.VpcPeeringConnections?.[0]
}
