import assert from 'node:assert/strict'

import {createEc2} from './ec2.js'
import {ec2Error, type Reply, ScriptedAws} from './scripted-aws.fixture.js'

describe('EC2', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('tells the blocks of a VPC, the primary one first, without those that are gone', async () => {
    aws.on(
      'DescribeVpcs',
      vpcs([
        ['10.1.0.0/16', 'associated'],
        ['10.0.0.0/16', 'associated'],
        ['10.2.0.0/16', 'disassociated'],
        ['10.3.0.0/16', 'failed'],
      ]),
    )

    const vpc = await createEc2(aws.access).vpc('vpc-1')

    assert.deepEqual(vpc, {vpcId: 'vpc-1', cidrs: ['10.0.0.0/16', '10.1.0.0/16']})
  })

  it('lists all VPCs over all pages, the default one first, then by name', async () => {
    const page = (items: string, token = '') => ({
      body: `<DescribeVpcsResponse><vpcSet>${items}</vpcSet>${token}</DescribeVpcsResponse>`,
    })
    const item = (id: string, more: string) =>
      `<item><vpcId>${id}</vpcId><cidrBlock>10.0.0.0/16</cidrBlock>${more}</item>`
    const named = (name: string) => `<tagSet><item><key>Name</key><value>${name}</value></item></tagSet>`
    aws.on(
      'DescribeVpcs',
      page(item('vpc-3', named('shop')) + item('vpc-1', named('ads')), '<nextToken>more</nextToken>'),
      page(item('vpc-2', '<isDefault>true</isDefault>')),
    )

    const vpcs = await createEc2(aws.access).listVpcs()

    assert.deepEqual(vpcs, [
      {vpcId: 'vpc-2', cidr: '10.0.0.0/16', isDefault: true},
      {vpcId: 'vpc-1', name: 'ads', cidr: '10.0.0.0/16', isDefault: false},
      {vpcId: 'vpc-3', name: 'shop', cidr: '10.0.0.0/16', isDefault: false},
    ])
    assert.equal(aws.inputsOf('DescribeVpcs')[1]?.['NextToken'], 'more')
  })

  it('has nothing to say of a VPC that does not exist', async () => {
    aws.on('DescribeVpcs', ec2Error(400, 'InvalidVpcID.NotFound', "The vpc ID 'vpc-1' does not exist"))

    assert.equal(await createEc2(aws.access).vpc('vpc-1'), undefined)
  })

  it('tells the routes of the main route table', async () => {
    const routes = [
      '<destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId>',
      '<destinationCidrBlock>10.42.0.0/24</destinationCidrBlock><vpcPeeringConnectionId>pcx-1</vpcPeeringConnectionId>',
      '<destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock>',
      '<destinationPrefixListId>pl-1</destinationPrefixListId>',
    ]
    aws.on(
      'DescribeRouteTables',
      routeTables(
        `<item><routeTableId>rtb-1</routeTableId><routeSet>${routes.map((route) => `<item>${route}</item>`).join('')}</routeSet></item>`,
      ),
    )

    const table = await createEc2(aws.access).mainRouteTable('vpc-1')

    assert.deepEqual(table, {
      mainRouteTableId: 'rtb-1',
      routes: [
        {destination: '10.0.0.0/16'},
        {destination: '10.42.0.0/24', peeringConnectionId: 'pcx-1'},
        {destination: '::/0'},
        {destination: 'pl-1'},
      ],
    })
    const [input] = aws.inputsOf('DescribeRouteTables')
    assert.equal(input?.['Filter.1.Name'], 'vpc-id')
    assert.equal(input?.['Filter.2.Name'], 'association.main')
  })

  it("tells the routes of a subnet's own table, with what they lead to and whether that is still there", async () => {
    const routes = [
      '<destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state>',
      '<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-1</natGatewayId><state>blackhole</state>',
    ]
    aws.on('DescribeSubnets', subnets('<item><vpcId>vpc-1</vpcId></item>'))
    aws.on('DescribeRouteTables', routeTables(table(routes)))

    const told = await createEc2(aws.access).subnetRoutes('subnet-1')

    assert.deepEqual(told, {
      vpcId: 'vpc-1',
      routeTableId: 'rtb-1',
      routes: [
        {destination: '10.0.0.0/16', target: 'local', state: 'active'},
        {destination: '0.0.0.0/0', target: 'nat-1', state: 'blackhole'},
      ],
    })
    assert.equal(aws.inputsOf('DescribeRouteTables')[0]?.['Filter.1.Name'], 'association.subnet-id')
  })

  it('takes the main table of the VPC for a subnet without one of its own, and knows of no subnet that is not there', async () => {
    aws.on('DescribeSubnets', subnets('<item><vpcId>vpc-1</vpcId></item>'))
    aws.on('DescribeRouteTables', routeTables(''), routeTables(table([])))
    const main = await createEc2(aws.access).subnetRoutes('subnet-1')
    aws.on('DescribeSubnets', ec2Error(400, 'InvalidSubnetID.NotFound', "The subnet ID 'subnet-1' does not exist"))

    const gone = await createEc2(aws.access).subnetRoutes('subnet-1')

    assert.deepEqual([main?.routeTableId, gone], ['rtb-1', undefined])
    assert.equal(aws.inputsOf('DescribeRouteTables')[1]?.['Filter.2.Name'], 'association.main')
  })

  it('tells the endpoints of a service in a VPC', async () => {
    const item =
      '<vpcEndpointId>vpce-1</vpcEndpointId><state>Available</state><privateDnsEnabled>true</privateDnsEnabled>'
    aws.on('DescribeVpcEndpoints', {
      body: `<DescribeVpcEndpointsResponse><vpcEndpointSet><item>${item}</item></vpcEndpointSet></DescribeVpcEndpointsResponse>`,
    })

    const told = await createEc2(aws.access).vpcEndpoints('vpc-1', 'com.amazonaws.eu-west-1.ssmmessages')

    assert.deepEqual(told, [{id: 'vpce-1', state: 'available', privateDns: true}])
  })

  it('has nothing to say of a VPC without a main route table', async () => {
    aws.on('DescribeRouteTables', routeTables(''))

    assert.equal(await createEc2(aws.access).mainRouteTable('vpc-1'), undefined)
  })
})

function vpcs(associations: [cidr: string, state: string][]): Reply {
  const items = associations.map(
    ([cidr, state]) =>
      `<item><cidrBlock>${cidr}</cidrBlock><cidrBlockState><state>${state}</state></cidrBlockState></item>`,
  )
  const vpc = `<vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock><cidrBlockAssociationSet>${items.join('')}</cidrBlockAssociationSet>`
  return {body: `<DescribeVpcsResponse><vpcSet><item>${vpc}</item></vpcSet></DescribeVpcsResponse>`}
}

function subnets(items: string): Reply {
  return {body: `<DescribeSubnetsResponse><subnetSet>${items}</subnetSet></DescribeSubnetsResponse>`}
}

function table(routes: string[]): string {
  const items = routes.map((route) => `<item>${route}</item>`).join('')
  return `<item><routeTableId>rtb-1</routeTableId><routeSet>${items}</routeSet></item>`
}

function routeTables(items: string): Reply {
  return {body: `<DescribeRouteTablesResponse><routeTableSet>${items}</routeTableSet></DescribeRouteTablesResponse>`}
}
