import assert from 'node:assert/strict'

import {
  DescribeAccessPointsCommand,
  DescribeBackupPolicyCommand,
  DescribeFileSystemPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeLifecycleConfigurationCommand,
  DescribeMountTargetSecurityGroupsCommand,
} from '@aws-sdk/client-efs'

import {useLocalServices, withStackTags} from './local-services.test.fixture.js'

describe('EFS types', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const efs = () => services().scope().clients.efs()

  it('makes a file system with all that the template says', async () => {
    const made = await services().make('AWS::EFS::FileSystem', {
      BackupPolicy: {Status: 'ENABLED'},
      Encrypted: true,
      FileSystemPolicy: {Version: '2012-10-17', Statement: []},
      FileSystemTags: [{Key: 'Name', Value: 'vast'}],
      LifecyclePolicies: [{TransitionToIA: 'AFTER_30_DAYS'}],
      PerformanceMode: 'generalPurpose',
      ThroughputMode: 'elastic',
    })

    const client = await efs()
    const id = {FileSystemId: made.physicalId}
    const {FileSystems} = await client.send(new DescribeFileSystemsCommand(id))
    const {LifecyclePolicies} = await client.send(new DescribeLifecycleConfigurationCommand(id))
    const {Policy} = await client.send(new DescribeFileSystemPolicyCommand(id))
    const {BackupPolicy} = await client.send(new DescribeBackupPolicyCommand(id))
    const [found] = FileSystems!
    assert.equal(found?.Encrypted, true)
    assert.equal(found?.ThroughputMode, 'elastic')
    assert.equal(found?.PerformanceMode, 'generalPurpose')
    assert.deepEqual(
      found?.Tags?.filter(({Key}) => !Key?.startsWith('aws:elasticfilesystem')),
      withStackTags({Key: 'Name', Value: 'vast'}),
    )
    assert.deepEqual(LifecyclePolicies, [{TransitionToIA: 'AFTER_30_DAYS'}])
    assert.deepEqual(JSON.parse(Policy!), {Version: '2012-10-17', Statement: []})
    assert.equal(BackupPolicy?.Status, 'ENABLED')
    assert.equal(made.attributes['Arn'], found?.FileSystemArn)
  })

  it('changes lifecycle and tags of a file system in place', async () => {
    const made = await services().make('AWS::EFS::FileSystem', {LifecyclePolicies: [{TransitionToIA: 'AFTER_7_DAYS'}]})

    await made.update({
      LifecyclePolicies: [{TransitionToIA: 'AFTER_90_DAYS'}],
      FileSystemTags: [{Key: 'owner', Value: 'me'}],
    })

    const client = await efs()
    const id = {FileSystemId: made.physicalId}
    const {LifecyclePolicies} = await client.send(new DescribeLifecycleConfigurationCommand(id))
    const {FileSystems} = await client.send(new DescribeFileSystemsCommand(id))
    assert.deepEqual(LifecyclePolicies, [{TransitionToIA: 'AFTER_90_DAYS'}])
    assert.deepEqual(FileSystems![0]!.Tags, withStackTags({Key: 'owner', Value: 'me'}))
  })

  it('switches the daily backup of a file system on and off', async () => {
    const made = await services().make('AWS::EFS::FileSystem', {BackupPolicy: {Status: 'DISABLED'}})
    const client = await efs()
    const policy = async () => {
      const {BackupPolicy} = await client.send(new DescribeBackupPolicyCommand({FileSystemId: made.physicalId}))
      return BackupPolicy?.Status
    }

    const on = await made.update({BackupPolicy: {Status: 'ENABLED'}})
    const during = await policy()
    await on.update({BackupPolicy: {Status: 'DISABLED'}})

    assert.deepEqual([during, await policy()], ['ENABLED', 'DISABLED'])
  })

  it('makes an access point whose ids the template wrote as text', async () => {
    const files = await services().make('AWS::EFS::FileSystem', {})

    const point = await services().make('AWS::EFS::AccessPoint', {
      FileSystemId: files.physicalId,
      PosixUser: {Uid: '1000', Gid: '1000'},
      RootDirectory: {Path: '/vast', CreationInfo: {OwnerUid: '1000', OwnerGid: '1000', Permissions: '755'}},
    })

    const {AccessPoints} = await (await efs()).send(new DescribeAccessPointsCommand({AccessPointId: point.physicalId}))
    assert.deepEqual(AccessPoints![0]!.PosixUser, {Uid: 1000, Gid: 1000})
    assert.deepEqual(AccessPoints![0]!.RootDirectory, {
      Path: '/vast',
      CreationInfo: {OwnerUid: 1000, OwnerGid: 1000, Permissions: '755'},
    })
  })

  it('gives a mount target other security groups in place', async () => {
    const vpc = await services().make('AWS::EC2::VPC', {CidrBlock: '10.42.0.0/24'})
    const subnet = await services().make('AWS::EC2::Subnet', {VpcId: vpc.physicalId, CidrBlock: '10.42.0.0/25'})
    const group = (name: string) =>
      services().make('AWS::EC2::SecurityGroup', {VpcId: vpc.physicalId, GroupName: name, GroupDescription: name})
    const [first, second] = [await group('first'), await group('second')]
    const files = await services().make('AWS::EFS::FileSystem', {})
    const place = {FileSystemId: files.physicalId, SubnetId: subnet.physicalId}
    const target = await services().make('AWS::EFS::MountTarget', {...place, SecurityGroups: [first.physicalId]})

    await target.update({...place, SecurityGroups: [second.physicalId]})

    const {SecurityGroups} = await (
      await efs()
    ).send(new DescribeMountTargetSecurityGroupsCommand({MountTargetId: target.physicalId}))
    assert.deepEqual(SecurityGroups, [second.physicalId])
    assert.match(String(target.attributes['IpAddress']), /^10\.42\.0\./)
  })

  it('does not delete a file system that is mounted', async () => {
    const vpc = await services().make('AWS::EC2::VPC', {CidrBlock: '10.42.0.0/24'})
    const subnet = await services().make('AWS::EC2::Subnet', {VpcId: vpc.physicalId, CidrBlock: '10.42.0.0/25'})
    const files = await services().make('AWS::EFS::FileSystem', {})
    await services().make('AWS::EFS::MountTarget', {
      FileSystemId: files.physicalId,
      SubnetId: subnet.physicalId,
      SecurityGroups: [vpc.attributes['DefaultSecurityGroup']],
    })

    const refused = files.delete()

    await assert.rejects(refused, /Must delete all mount targets before deleting file system. \(Service: Efs/)
  })
})
