import assert from 'node:assert/strict'

import type {Cluster, Service, TaskDefinition} from '@aws-sdk/client-ecs'

import type {Properties} from '../handler.js'
import {useLocalServices} from './local-services.test.fixture.js'

const NETWORK = {NetworkConfiguration: {AwsvpcConfiguration: {Subnets: ['subnet-1']}}}

describe('ECS types', function () {
  this.timeout(30_000)
  const services = useLocalServices()

  async function aCluster() {
    return (await services().make('AWS::ECS::Cluster', {})).physicalId
  }

  async function aTask(image = 'vast:1') {
    const ContainerDefinitions = [{Name: 'main', Image: image}]
    const fargate = {NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512'}
    return (await services().make('AWS::ECS::TaskDefinition', {Family: 'vast', ...fargate, ContainerDefinitions}))
      .physicalId
  }

  async function readService(cluster: string, arn: string): Promise<Service> {
    const {services: found} = await services().aws<{services: Service[]}>(
      ...['ecs', 'describe-services', '--cluster', cluster, '--services', arn, '--include', 'TAGS'],
    )
    return found[0]!
  }

  it('makes a cluster with settings, exec configuration and capacity providers', async () => {
    const made = await services().make('AWS::ECS::Cluster', {
      ClusterName: 'vast-dev-server',
      ClusterSettings: [{Name: 'containerInsights', Value: 'enabled'}],
      Configuration: {ExecuteCommandConfiguration: {Logging: 'NONE'}},
      CapacityProviders: ['FARGATE'],
      DefaultCapacityProviderStrategy: [{CapacityProvider: 'FARGATE', Weight: 1}],
      Tags: [{Key: 'Name', Value: 'vast'}],
    })

    const {clusters} = await services().aws<{clusters: Cluster[]}>(
      ...['ecs', 'describe-clusters', '--clusters', made.physicalId],
      ...['--include', 'TAGS', 'SETTINGS', 'CONFIGURATIONS'],
    )
    const [found] = clusters
    assert.equal(made.physicalId, 'vast-dev-server')
    assert.equal(made.attributes['Arn'], found!.clusterArn)
    assert.deepEqual(found!.settings, [{name: 'containerInsights', value: 'enabled'}])
    assert.deepEqual(found!.configuration, {executeCommandConfiguration: {logging: 'NONE'}})
    assert.deepEqual(found!.capacityProviders, ['FARGATE'])
    assert.deepEqual(found!.defaultCapacityProviderStrategy, [{capacityProvider: 'FARGATE', weight: 1}])
    assert.deepEqual(found!.tags?.at(-1), {key: 'Name', value: 'vast'})
  })

  it('switches Container Insights of a cluster off in place', async () => {
    const made = await services().make('AWS::ECS::Cluster', {
      ClusterSettings: [{Name: 'containerInsights', Value: 'enabled'}],
    })

    await made.update({})

    const {clusters} = await services().aws<{clusters: Cluster[]}>(
      ...['ecs', 'describe-clusters', '--clusters', made.physicalId, '--include', 'SETTINGS'],
    )
    assert.deepEqual(clusters[0]!.settings, [{name: 'containerInsights', value: 'disabled'}])
  })

  it('does not list a cluster or a service that was deleted', async () => {
    const cluster = await services().make('AWS::ECS::Cluster', {})
    const service = await services().make('AWS::ECS::Service', {
      Cluster: cluster.physicalId,
      TaskDefinition: await aTask(),
      ...NETWORK,
      DesiredCount: 0,
    })

    await service.delete()
    const {serviceArns} = await services().aws<{serviceArns: string[]}>(
      ...['ecs', 'list-services', '--cluster', cluster.physicalId],
    )
    await cluster.delete()

    const {clusterArns} = await services().aws<{clusterArns: string[]}>('ecs', 'list-clusters')
    assert.deepEqual(serviceArns, [])
    assert.ok(!clusterArns.some((arn) => arn.endsWith(`/${cluster.physicalId}`)))
  })

  it('makes a task definition with all that the template says, the user’s own keys untouched', async () => {
    const made = await services().make('AWS::ECS::TaskDefinition', {
      Family: 'vast-dev-server',
      Cpu: 2048,
      Memory: '4096',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      ExecutionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      TaskRoleArn: 'arn:aws:iam::123456789012:role/task',
      RuntimePlatform: {CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX'},
      EphemeralStorage: {SizeInGiB: '30'},
      Volumes: [
        {
          Name: 'storage',
          EFSVolumeConfiguration: {
            FilesystemId: 'fs-1',
            TransitEncryption: 'ENABLED',
            AuthorizationConfig: {AccessPointId: 'fsap-1', IAM: 'ENABLED'},
          },
        },
      ],
      ContainerDefinitions: [
        {
          Name: 'main',
          Image: `127.0.0.1:5466/vast-dev@sha256:${'a'.repeat(64)}`,
          EntryPoint: ['/bin/sh', '-c'],
          Command: ['exec vast start'],
          StopTimeout: '120',
          PortMappings: [{ContainerPort: '42000', Protocol: 'tcp'}],
          MountPoints: [{SourceVolume: 'storage', ContainerPath: '/var/lib/vast', ReadOnly: 'false'}],
          Environment: [{Name: 'AWS_REGION', Value: 'eu-west-1'}],
          DockerLabels: {'Org.Example.Label': 'X'},
          LogConfiguration: {
            LogDriver: 'awslogs',
            Options: {'awslogs-group': '/ecs/vast', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs'},
          },
        },
      ],
    })

    const {taskDefinition: found} = await services().aws<{taskDefinition: TaskDefinition}>(
      ...['ecs', 'describe-task-definition', '--task-definition', made.physicalId],
    )
    const [container] = found.containerDefinitions!
    assert.equal(made.physicalId, found.taskDefinitionArn)
    assert.equal(found.cpu, '2048')
    assert.equal(found.memory, '4096')
    assert.equal(found.networkMode, 'awsvpc')
    assert.deepEqual(found.requiresCompatibilities, ['FARGATE'])
    assert.equal(found.executionRoleArn, 'arn:aws:iam::123456789012:role/execution')
    assert.equal(found.taskRoleArn, 'arn:aws:iam::123456789012:role/task')
    assert.deepEqual(found.runtimePlatform, {cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX'})
    assert.deepEqual(found.ephemeralStorage, {sizeInGiB: 30})
    assert.deepEqual(found.volumes?.[0]?.efsVolumeConfiguration, {
      fileSystemId: 'fs-1',
      rootDirectory: '/',
      transitEncryption: 'ENABLED',
      authorizationConfig: {accessPointId: 'fsap-1', iam: 'ENABLED'},
    })
    assert.equal(container!.image, `127.0.0.1:5466/vast-dev@sha256:${'a'.repeat(64)}`)
    assert.equal(container!.stopTimeout, 120)
    assert.deepEqual(container!.portMappings, [{containerPort: 42000, protocol: 'tcp'}])
    assert.deepEqual(container!.mountPoints, [
      {sourceVolume: 'storage', containerPath: '/var/lib/vast', readOnly: false},
    ])
    assert.deepEqual(container!.dockerLabels, {'Org.Example.Label': 'X'})
    assert.equal(container!.logConfiguration?.options?.['awslogs-stream-prefix'], 'ecs')
  })

  it('takes a deleted task definition out of service', async () => {
    const made = await services().make('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{Name: 'main', Image: 'vast', Memory: 128}],
    })

    await made.delete()

    const {taskDefinition} = await services().aws<{taskDefinition: TaskDefinition}>(
      ...['ecs', 'describe-task-definition', '--task-definition', made.physicalId],
    )
    assert.equal(taskDefinition.status, 'INACTIVE')
  })

  it('makes a service with limits, exec, tags and Cloud Map registration', async () => {
    const vpc = await services().make('AWS::EC2::VPC', {CidrBlock: '10.42.0.0/24'})
    const subnet = await services().make('AWS::EC2::Subnet', {VpcId: vpc.physicalId, CidrBlock: '10.42.0.0/25'})
    const cluster = await aCluster()
    const made = await services().make('AWS::ECS::Service', {
      ServiceName: 'vast-server',
      Cluster: cluster,
      TaskDefinition: await aTask(),
      DesiredCount: 0,
      LaunchType: 'FARGATE',
      DeploymentConfiguration: {MaximumPercent: 100, MinimumHealthyPercent: 0},
      EnableExecuteCommand: true,
      EnableECSManagedTags: true,
      PropagateTags: 'SERVICE',
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: 'DISABLED',
          Subnets: [subnet.physicalId],
          SecurityGroups: [vpc.attributes['DefaultSecurityGroup']],
        },
      },
      ServiceRegistries: [{RegistryArn: 'arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1'}],
    })

    const found = await readService(cluster, made.physicalId)
    assert.equal(found.status, 'ACTIVE')
    assert.equal(found.desiredCount, 0)
    assert.equal(found.launchType, 'FARGATE')
    assert.deepEqual(found.deploymentConfiguration, {maximumPercent: 100, minimumHealthyPercent: 0})
    assert.equal(found.enableExecuteCommand, true)
    assert.equal(found.enableECSManagedTags, true)
    assert.equal(found.propagateTags, 'SERVICE')
    assert.deepEqual(found.networkConfiguration?.awsvpcConfiguration?.subnets, [subnet.physicalId])
    assert.equal(found.serviceRegistries?.length, 1)
    assert.deepEqual(found.tags?.[0], {key: 'aws-stack:app', value: 'vast'})
    assert.deepEqual(made.attributes, {ServiceArn: found.serviceArn, Name: 'vast-server'})
  })

  it('starts one task where the template has no count', async () => {
    const cluster = await aCluster()

    const made = await services().make('AWS::ECS::Service', {
      Cluster: cluster,
      TaskDefinition: await aTask(),
      ...NETWORK,
    })

    const found = await readService(cluster, made.physicalId)
    assert.equal(found.desiredCount, 1)
    assert.equal(found.runningCount, 1)
  })

  it('waits until the new tasks run and the old ones are gone', async () => {
    const properties = {Cluster: await aCluster(), TaskDefinition: await aTask(), ...NETWORK}
    const made = await services().make('AWS::ECS::Service', {...properties, DesiredCount: 2})

    await made.update({...properties, TaskDefinition: await aTask('vast:2'), DesiredCount: 1})

    const found = await readService(properties.Cluster, made.physicalId)
    assert.equal(found.runningCount, 1)
    assert.equal(found.deployments?.length, 1)
    assert.equal(found.deployments?.[0]?.rolloutState, 'COMPLETED')
  })

  it('fails as AWS says it when the circuit breaker goes back to what ran before', async () => {
    const DeploymentCircuitBreaker = {Enable: true, Rollback: true}
    const DeploymentConfiguration = {MaximumPercent: 100, MinimumHealthyPercent: 0, DeploymentCircuitBreaker}
    const good = await aTask()
    const properties = {Cluster: await aCluster(), TaskDefinition: good, ...NETWORK, DeploymentConfiguration}
    const made = await services().make('AWS::ECS::Service', properties)

    const failing = made.update({...properties, TaskDefinition: await aTask('broken')})

    await assert.rejects(
      failing,
      /^Error: Resource handler returned message: \"Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'\.\" /,
    )
    assert.equal((await readService(properties.Cluster, made.physicalId)).taskDefinition, good)
  })

  it('keeps the running count on an update without a count, and rolls the new task definition out', async () => {
    const cluster = await aCluster()
    const properties: Properties = {Cluster: cluster, TaskDefinition: await aTask(), ...NETWORK, LaunchType: 'FARGATE'}
    const made = await services().make('AWS::ECS::Service', {...properties, DesiredCount: 0})
    await services().aws(
      'ecs',
      'update-service',
      '--cluster',
      cluster,
      '--service',
      made.physicalId,
      '--desired-count',
      '3',
    )
    const next = await aTask('vast:2')

    await made.update({...properties, TaskDefinition: next})

    const found = await readService(cluster, made.physicalId)
    assert.equal(found.desiredCount, 3)
    assert.equal(found.taskDefinition, next)
    assert.equal(found.deployments?.[0]?.taskDefinition, next)
    assert.equal(found.deployments?.[0]?.desiredCount, 3)
  })

  it('puts what the template no longer says back to the default of ECS', async () => {
    const cluster = await aCluster()
    const properties = {Cluster: cluster, TaskDefinition: await aTask(), ...NETWORK, DesiredCount: 0}
    const made = await services().make('AWS::ECS::Service', {
      ...properties,
      EnableExecuteCommand: true,
      DeploymentConfiguration: {MaximumPercent: 100, MinimumHealthyPercent: 0},
    })

    await made.update(properties)

    const found = await readService(cluster, made.physicalId)
    assert.equal(found.enableExecuteCommand, false)
    assert.deepEqual(found.deploymentConfiguration, {maximumPercent: 200, minimumHealthyPercent: 100})
  })

  it('deletes a service that has tasks, after scaling it to 0', async () => {
    const cluster = await aCluster()
    const made = await services().make('AWS::ECS::Service', {
      Cluster: cluster,
      TaskDefinition: await aTask(),
      ...NETWORK,
      DesiredCount: 2,
    })

    await made.delete()

    const found = await readService(cluster, made.physicalId)
    assert.equal(found.status, 'INACTIVE')
    assert.equal(found.desiredCount, 0)
  })

  it('names the service and its error when ECS refuses', async () => {
    const cluster = await aCluster()

    const refused = services().make('AWS::ECS::Service', {Cluster: cluster, TaskDefinition: 'vast:99', DesiredCount: 0})

    await assert.rejects(refused, /"TaskDefinition not found. \(Service: Ecs, Status Code: 400, Request ID: /)
  })
})
