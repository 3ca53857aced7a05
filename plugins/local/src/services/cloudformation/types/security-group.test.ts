import assert from 'node:assert/strict'

import {DescribeSecurityGroupsCommand, type IpPermission, type SecurityGroup} from '@aws-sdk/client-ec2'

import type {Properties} from '../handler.js'
import {type Made, useLocalServices} from './local-services.test.fixture.js'

describe('security groups', function () {
  this.timeout(30_000)
  const services = useLocalServices()

  async function aVpc() {
    return (await services().make('AWS::EC2::VPC', {CidrBlock: '10.42.0.0/24'})).physicalId
  }

  async function aGroup(vpc: string, rules: Properties = {}): Promise<Made> {
    return services().make('AWS::EC2::SecurityGroup', {VpcId: vpc, GroupDescription: 'server', ...rules})
  }

  async function read(id: string): Promise<SecurityGroup> {
    const ec2 = await services().scope().clients.ec2()
    const {SecurityGroups} = await ec2.send(new DescribeSecurityGroupsCommand({GroupIds: [id]}))
    return SecurityGroups![0]!
  }

  it('has the inline rules in place of allow-all', async () => {
    const group = await aGroup(await aVpc(), {
      SecurityGroupIngress: [
        {IpProtocol: 'tcp', FromPort: '42000', ToPort: 42000, CidrIp: '10.0.0.0/8', Description: 'clients'},
      ],
      SecurityGroupEgress: [{IpProtocol: -1, CidrIp: '10.42.0.0/24'}],
    })

    const {IpPermissions, IpPermissionsEgress, Description} = await read(group.physicalId)
    assert.equal(Description, 'server')
    assert.deepEqual(IpPermissions?.map(peer), ['tcp 42000-42000 10.0.0.0/8 clients'])
    assert.deepEqual(IpPermissionsEgress?.map(peer), ['-1 10.42.0.0/24'])
  })

  it('keeps the allow-all egress of EC2 where the template has no egress', async () => {
    const group = await aGroup(await aVpc())

    const {IpPermissionsEgress} = await read(group.physicalId)
    assert.deepEqual(IpPermissionsEgress?.map(peer), ['-1 0.0.0.0/0'])
  })

  it('changes rules in place, and adds no allow-all when the last egress rule goes', async () => {
    const vpc = await aVpc()
    const group = await aGroup(vpc, {
      SecurityGroupIngress: [{IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIp: '10.0.0.0/8', Description: 'old'}],
      SecurityGroupEgress: [{IpProtocol: '-1', CidrIp: '10.42.0.0/24'}],
    })

    await group.update({
      VpcId: vpc,
      GroupDescription: 'server',
      SecurityGroupIngress: [
        {IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIp: '10.0.0.0/8', Description: 'new'},
        {IpProtocol: 'udp', FromPort: 2, ToPort: 3, CidrIpv6: '::/0'},
      ],
    })

    const {IpPermissions, IpPermissionsEgress} = await read(group.physicalId)
    assert.deepEqual(IpPermissions?.map(peer).sort(), ['tcp 1-1 10.0.0.0/8 new', 'udp 2-3 ::/0'])
    assert.deepEqual(IpPermissionsEgress, [])
  })

  it('undoes a half-made change: some rules were changed already, others never', async () => {
    const vpc = await aVpc()
    const rules = (port: number, to: string) => ({
      VpcId: vpc,
      GroupDescription: 'server',
      SecurityGroupIngress: [{IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peerOf(to)}],
      SecurityGroupEgress: [{IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '10.0.0.0/8'}],
    })
    const group = await services().make('AWS::EC2::SecurityGroup', rules(1, '10.0.0.0/8'))
    await assert.rejects(group.update(rules(2, 'sg-00000000')))

    await group.undo(rules(2, 'sg-00000000'))

    const {IpPermissions, IpPermissionsEgress} = await read(group.physicalId)
    assert.deepEqual(IpPermissions?.map(peer), ['tcp 1-1 10.0.0.0/8'])
    assert.deepEqual(IpPermissionsEgress?.map(peer), ['tcp 1-1 10.0.0.0/8'])
  })

  it('leaves no group behind when one of its rules is refused', async () => {
    const vpc = await aVpc()

    const failed = aGroup(vpc, {
      SecurityGroupIngress: [{IpProtocol: 'tcp', FromPort: 1, ToPort: 1, SourceSecurityGroupId: 'sg-00000000'}],
    })

    await assert.rejects(failed, /does not exist \(Service: Ec2, .*HandlerErrorCode: NotFound/)
    const ec2 = await services().scope().clients.ec2()
    const {SecurityGroups} = await ec2.send(
      new DescribeSecurityGroupsCommand({Filters: [{Name: 'vpc-id', Values: [vpc]}]}),
    )
    assert.deepEqual(
      SecurityGroups?.map(({GroupName}) => GroupName),
      ['default'],
    )
  })

  it('adds a rule that names another group, and takes it away again', async () => {
    const vpc = await aVpc()
    const [server, client] = [await aGroup(vpc), await aGroup(vpc)]
    const rule = await services().make('AWS::EC2::SecurityGroupIngress', {
      GroupId: server.physicalId,
      IpProtocol: 'tcp',
      FromPort: 42000,
      ToPort: 42000,
      SourceSecurityGroupId: client.physicalId,
      Description: 'clients',
    })
    const added = await read(server.physicalId)

    await rule.delete()

    const {IpPermissions} = await read(server.physicalId)
    assert.match(rule.physicalId, /^sgr-/)
    assert.deepEqual(added.IpPermissions?.map(peer), [`tcp 42000-42000 ${client.physicalId} clients`])
    assert.deepEqual(IpPermissions, [])
  })

  it('takes allow-all away when a rule of its own is added, as CloudFormation does', async () => {
    const group = await aGroup(await aVpc())

    await services().make('AWS::EC2::SecurityGroupEgress', {
      GroupId: group.physicalId,
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      CidrIp: '0.0.0.0/0',
    })

    const {IpPermissionsEgress} = await read(group.physicalId)
    assert.deepEqual(IpPermissionsEgress?.map(peer), ['tcp 443-443 0.0.0.0/0'])
  })

  it('changes the description of a rule in place', async () => {
    const group = await aGroup(await aVpc())
    const rule = {GroupId: group.physicalId, IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIp: '10.0.0.0/8'}
    const ingress = await services().make('AWS::EC2::SecurityGroupIngress', {...rule, Description: 'old'})

    await ingress.update({...rule, Description: 'new'})

    const {IpPermissions} = await read(group.physicalId)
    assert.deepEqual(IpPermissions?.map(peer), ['tcp 1-1 10.0.0.0/8 new'])
  })
})

function peerOf(to: string): Properties {
  return to.startsWith('sg-') ? {SourceSecurityGroupId: to} : {CidrIp: to}
}

/** `tcp 1-2 10.0.0.0/8 why` */
function peer({IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges, UserIdGroupPairs}: IpPermission): string {
  const peers = [
    ...(IpRanges ?? []).map(({CidrIp, Description}) => [CidrIp, Description]),
    ...(Ipv6Ranges ?? []).map(({CidrIpv6, Description}) => [CidrIpv6, Description]),
    ...(UserIdGroupPairs ?? []).map(({GroupId, Description}) => [GroupId, Description]),
  ]
  const ports = FromPort === undefined ? [] : [`${FromPort}-${ToPort}`]
  return [IpProtocol, ...ports, ...peers.flat()].filter(Boolean).join(' ')
}
