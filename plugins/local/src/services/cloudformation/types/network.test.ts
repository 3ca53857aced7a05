import assert from 'node:assert/strict'

import type {Route, Subnet, Vpc, VpcPeeringConnection} from '@aws-sdk/client-ec2'

import {useLocalServices, withStackTags} from './local-services.test.fixture.js'

describe('network types', function () {
  this.timeout(30_000)
  const services = useLocalServices()

  async function aVpc(cidr = '10.42.0.0/24') {
    return services().make('AWS::EC2::VPC', {CidrBlock: cidr})
  }

  async function aSubnet(vpc: string, cidr = '10.42.0.0/25') {
    return services().make('AWS::EC2::Subnet', {VpcId: vpc, CidrBlock: cidr, AvailabilityZone: 'eu-west-1a'})
  }

  async function routesOf(table: string): Promise<Route[]> {
    const {RouteTables} = await services().aws<{RouteTables: {Routes: Route[]}[]}>(
      ...['ec2', 'describe-route-tables', '--route-table-ids', table],
    )
    return RouteTables[0]!.Routes
  }

  it('makes a VPC with its DNS switches and tags', async () => {
    const vpc = await services().make('AWS::EC2::VPC', {
      CidrBlock: '10.42.0.0/24',
      EnableDnsHostnames: 'true',
      Tags: [{Key: 'Name', Value: 'vast'}],
    })

    const {Vpcs} = await services().aws<{Vpcs: Vpc[]}>('ec2', 'describe-vpcs', '--vpc-ids', vpc.physicalId)
    const dns = await services().aws<{EnableDnsHostnames: {Value: boolean}}>(
      ...['ec2', 'describe-vpc-attribute', '--vpc-id', vpc.physicalId, '--attribute', 'enableDnsHostnames'],
    )
    assert.equal(Vpcs[0]!.CidrBlock, '10.42.0.0/24')
    assert.deepEqual(sorted(Vpcs[0]!.Tags), sorted(withStackTags({Key: 'Name', Value: 'vast'})))
    assert.equal(dns.EnableDnsHostnames.Value, true)
    assert.match(String(vpc.attributes['DefaultSecurityGroup']), /^sg-/)
    assert.match(String(vpc.attributes['DefaultNetworkAcl']), /^acl-/)
  })

  it('changes a VPC in place: what the template no longer says is off again, its tag too', async () => {
    const vpc = await services().make('AWS::EC2::VPC', {
      CidrBlock: '10.42.0.0/24',
      EnableDnsHostnames: true,
      Tags: [{Key: 'Name', Value: 'vast'}],
    })

    const changed = await vpc.update({CidrBlock: '10.42.0.0/24', Tags: [{Key: 'owner', Value: 'me'}]})

    const {Vpcs} = await services().aws<{Vpcs: Vpc[]}>('ec2', 'describe-vpcs', '--vpc-ids', vpc.physicalId)
    const dns = await services().aws<{EnableDnsHostnames: {Value: boolean}}>(
      ...['ec2', 'describe-vpc-attribute', '--vpc-id', vpc.physicalId, '--attribute', 'enableDnsHostnames'],
    )
    assert.equal(changed.physicalId, vpc.physicalId)
    assert.deepEqual(sorted(Vpcs[0]!.Tags), sorted(withStackTags({Key: 'owner', Value: 'me'})))
    assert.equal(dns.EnableDnsHostnames.Value, false)
  })

  it('does not delete a VPC that is in use, and says so as CloudFormation does', async () => {
    const vpc = await aVpc()
    const subnet = await aSubnet(vpc.physicalId)

    const refusal = await vpc.delete().catch((error: unknown) => error as Error)

    assert.match(
      String((refusal as Error).message),
      /^Resource handler returned message: "The vpc 'vpc-\w+' has dependencies and cannot be deleted. \(Service: Ec2, Status Code: 400, Request ID: [\w-]+\)" \(RequestToken: [\w-]+, HandlerErrorCode: InvalidRequest\)$/,
    )
    await subnet.delete()
    await vpc.delete()
  })

  it('makes a subnet in the zone asked for, and switches its public addresses in place', async () => {
    const vpc = await aVpc()
    const subnet = await aSubnet(vpc.physicalId)

    await subnet.update({VpcId: vpc.physicalId, CidrBlock: '10.42.0.0/25', MapPublicIpOnLaunch: true})

    const {Subnets} = await services().aws<{Subnets: Subnet[]}>(
      ...['ec2', 'describe-subnets', '--subnet-ids', subnet.physicalId],
    )
    assert.equal(subnet.attributes['AvailabilityZone'], 'eu-west-1a')
    assert.equal(Subnets[0]!.CidrBlock, '10.42.0.0/25')
    assert.equal(Subnets[0]!.MapPublicIpOnLaunch, true)
  })

  it('gives Ref and GetAtt of an address and a NAT gateway as AWS does, and frees both', async () => {
    const vpc = await aVpc()
    const subnet = await aSubnet(vpc.physicalId)
    const address = await services().make('AWS::EC2::EIP', {Domain: 'vpc'})
    const nat = await services().make('AWS::EC2::NatGateway', {
      SubnetId: subnet.physicalId,
      AllocationId: address.attributes['AllocationId'],
    })

    await nat.delete()
    await address.delete()
    await subnet.delete()
    await vpc.delete()

    assert.equal(address.physicalId, address.attributes['PublicIp'])
    assert.match(nat.physicalId, /^nat-/)
    assert.match(String(nat.attributes['EniId']), /^eni-/)
  })

  it('attaches a gateway and points a route from one target to another in place', async () => {
    const vpc = await aVpc()
    const peer = await aVpc('10.0.0.0/16')
    const gateway = await services().make('AWS::EC2::InternetGateway', {})
    const ends = {VpcId: vpc.physicalId, InternetGatewayId: gateway.physicalId}
    const attachment = await services().make('AWS::EC2::VPCGatewayAttachment', ends)
    const peering = await services().make('AWS::EC2::VPCPeeringConnection', {
      VpcId: vpc.physicalId,
      PeerVpcId: peer.physicalId,
    })
    const table = await services().make('AWS::EC2::RouteTable', {VpcId: vpc.physicalId})
    const to = {RouteTableId: table.physicalId, DestinationCidrBlock: '10.0.0.0/16'}
    const route = await services().make('AWS::EC2::Route', {...to, GatewayId: gateway.physicalId})

    await route.update({...to, VpcPeeringConnectionId: peering.physicalId})

    const found = (await routesOf(table.physicalId)).find((it) => it.DestinationCidrBlock === '10.0.0.0/16')
    assert.equal(attachment.physicalId, `IGW|${vpc.physicalId}`)
    assert.equal(route.physicalId, `${table.physicalId}|10.0.0.0/16`)
    assert.equal(found?.VpcPeeringConnectionId, peering.physicalId)
  })

  it('refuses a route that the table has already', async () => {
    const vpc = await aVpc()
    const gateway = await services().make('AWS::EC2::InternetGateway', {})
    const table = await services().make('AWS::EC2::RouteTable', {VpcId: vpc.physicalId})
    const route = {
      RouteTableId: table.physicalId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: gateway.physicalId,
    }
    await services().make('AWS::EC2::Route', route)

    const again = services().make('AWS::EC2::Route', route)

    await assert.rejects(again, /The route identified by 0.0.0.0\/0 already exists.*HandlerErrorCode: AlreadyExists/)
  })

  it('shows a subnet in the associations of its route table', async () => {
    const vpc = await aVpc()
    const subnet = await aSubnet(vpc.physicalId)
    const table = await services().make('AWS::EC2::RouteTable', {VpcId: vpc.physicalId})

    const association = await services().make('AWS::EC2::SubnetRouteTableAssociation', {
      RouteTableId: table.physicalId,
      SubnetId: subnet.physicalId,
    })

    const {RouteTables} = await services().aws<{RouteTables: {Associations: object[]}[]}>(
      ...['ec2', 'describe-route-tables', '--route-table-ids', table.physicalId],
    )
    assert.deepEqual(RouteTables[0]!.Associations, [
      {
        Main: false,
        RouteTableAssociationId: association.physicalId,
        RouteTableId: table.physicalId,
        SubnetId: subnet.physicalId,
        AssociationState: {State: 'associated'},
      },
    ])
  })

  it('accepts a peering within the account by itself', async () => {
    const [vpc, peer] = [await aVpc(), await aVpc('10.0.0.0/16')]

    const peering = await services().make('AWS::EC2::VPCPeeringConnection', {
      VpcId: vpc.physicalId,
      PeerVpcId: peer.physicalId,
    })

    const {VpcPeeringConnections} = await services().aws<{VpcPeeringConnections: VpcPeeringConnection[]}>(
      ...['ec2', 'describe-vpc-peering-connections', '--vpc-peering-connection-ids', peering.physicalId],
    )
    assert.equal(VpcPeeringConnections[0]!.Status?.Code, 'active')
  })

  it('says that it cannot peer with another account', async () => {
    const vpc = await aVpc()

    const other = services().make('AWS::EC2::VPCPeeringConnection', {
      VpcId: vpc.physicalId,
      PeerVpcId: 'vpc-12345678',
      PeerOwnerId: '210987654321',
    })

    await assert.rejects(other, /peers within one account and region, not with 210987654321 in eu-west-1/)
  })

  it('moves a gateway endpoint to another route table in place', async () => {
    const vpc = await aVpc()
    const [first, second] = [
      await services().make('AWS::EC2::RouteTable', {VpcId: vpc.physicalId}),
      await services().make('AWS::EC2::RouteTable', {VpcId: vpc.physicalId}),
    ]
    const to = {VpcId: vpc.physicalId, ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Gateway'}
    const endpoint = await services().make('AWS::EC2::VPCEndpoint', {...to, RouteTableIds: [first.physicalId]})

    await endpoint.update({...to, RouteTableIds: [second.physicalId]})

    const {VpcEndpoints} = await services().aws<{VpcEndpoints: {RouteTableIds: string[]}[]}>(
      ...['ec2', 'describe-vpc-endpoints', '--vpc-endpoint-ids', endpoint.physicalId],
    )
    assert.deepEqual(VpcEndpoints[0]!.RouteTableIds, [second.physicalId])
  })
})

function sorted(tags: readonly {Key?: string | undefined}[] = []) {
  return [...tags].sort((a, b) => String(a.Key).localeCompare(String(b.Key)))
}
