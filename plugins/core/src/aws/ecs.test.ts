import assert from 'node:assert/strict'

import {createEcs} from './ecs.js'
import {json, jsonError, ScriptedAws} from './scripted-aws.fixture.js'

describe('ECS', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('tells a service with its rollouts and newest events', async () => {
    const deployment = {
      id: 'ecs-svc/2',
      status: 'PRIMARY',
      taskDefinition: 'arn:task:2',
      desiredCount: 1,
      failedTasks: 3,
      rolloutState: 'FAILED',
      rolloutStateReason: 'tasks failed to start.',
      createdAt: 1_700_000_000,
    }
    const service = {
      serviceName: 'server',
      clusterArn: 'arn:cluster',
      status: 'ACTIVE',
      desiredCount: 1,
      runningCount: 0,
      pendingCount: 1,
      taskDefinition: 'arn:task:2',
      deployments: [deployment],
      events: [{createdAt: 1_700_000_100, message: '(service server) was unable to place a task.'}],
    }
    aws.on('DescribeServices', json({services: [service]}))

    const told = await createEcs(aws.access).service('cluster', 'server')

    assert.equal(told?.desired, 1)
    assert.equal(told?.pending, 1)
    assert.equal(told?.deployments[0]?.rolloutStateReason, 'tasks failed to start.')
    assert.equal(told?.deployments[0]?.failedTasks, 3)
    assert.deepEqual(told?.events, [{at: 1_700_000_100_000, message: '(service server) was unable to place a task.'}])
    assert.deepEqual(aws.inputsOf('DescribeServices'), [{cluster: 'cluster', services: ['server']}])
  })

  it('tells the services of all pages, ten at a time', async () => {
    const service = (serviceName: string) => ({serviceName, enableExecuteCommand: true})
    aws.on('ListServices', json({serviceArns: ['one'], nextToken: 'more'}), json({serviceArns: ['two']}))
    aws.on('DescribeServices', json({services: [service('one')]}), json({services: [service('two')]}))

    const services = await createEcs(aws.access).listServices('cluster')

    assert.deepEqual(
      services?.map(({name, execEnabled}) => [name, execEnabled]),
      [
        ['one', true],
        ['two', true],
      ],
    )
    assert.deepEqual(aws.inputsOf('ListServices')[1], {cluster: 'cluster', maxResults: 10, nextToken: 'more'})
  })

  it('stops a task with a reason, and takes one that is forgotten for stopped', async () => {
    const input = {cluster: 'c', task: 'arn:task/1', reason: 'because'}
    aws.on('StopTask', json({}), jsonError(400, 'InvalidParameterException', 'The referenced task was not found.'))
    const ecs = createEcs(aws.access)

    await ecs.stopTask(input)
    await ecs.stopTask(input)

    assert.deepEqual(aws.inputsOf('StopTask'), [input, input])
    aws.on('StopTask', jsonError(400, 'ClientException', 'no'))
    await assert.rejects(ecs.stopTask(input), {code: 'AWS_REFUSED'})
  })

  it('has nothing to say of a service or a cluster that is not there', async () => {
    aws.on('DescribeServices', json({services: [], failures: [{arn: 'server', reason: 'MISSING'}]}))
    aws.on('ListTasks', jsonError(400, 'ClusterNotFoundException', 'Cluster not found.'))
    aws.on('ListServiceDeployments', jsonError(400, 'ServiceNotFoundException', 'Service not found.'))
    const ecs = createEcs(aws.access)

    assert.equal(await ecs.service('cluster', 'server'), undefined)
    assert.equal(await ecs.tasks({cluster: 'cluster', status: 'STOPPED'}), undefined)
    assert.equal(await ecs.serviceDeployments('cluster', 'server'), undefined)
  })

  it('tells the tasks of all pages, why they stopped and how each container ended', async () => {
    const container = {
      name: 'main',
      image: 'repository@sha256:1',
      exitCode: 1,
      reason: 'it broke',
      imageDigest: 'sha256:1',
    }
    const task = (arn: string) => ({
      taskArn: arn,
      taskDefinitionArn: 'arn:task:2',
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      startedBy: 'ecs-svc/2',
      createdAt: 1_700_000_000,
      containers: [container],
    })
    aws.on('ListTasks', json({taskArns: ['one'], nextToken: 'more'}), json({taskArns: ['two']}))
    aws.on('DescribeTasks', json({tasks: [task('one')]}), json({tasks: [task('two')]}))

    const tasks = await createEcs(aws.access).tasks({cluster: 'c', service: 's', status: 'STOPPED'})

    assert.deepEqual(
      tasks?.map(({arn, stopCode, startedBy}) => [arn, stopCode, startedBy]),
      [
        ['one', 'EssentialContainerExited', 'ecs-svc/2'],
        ['two', 'EssentialContainerExited', 'ecs-svc/2'],
      ],
    )
    assert.deepEqual(tasks?.[0]?.containers, [container])
    assert.deepEqual(aws.inputsOf('ListTasks')[0], {cluster: 'c', serviceName: 's', desiredStatus: 'STOPPED'})
  })

  it('asks for no task where none is listed', async () => {
    aws.on('ListTasks', json({taskArns: []}))

    assert.deepEqual(await createEcs(aws.access).tasks({cluster: 'c', family: 'f', status: 'RUNNING'}), [])

    assert.deepEqual(aws.operations, ['ListTasks'])
  })

  it('tells where the containers of a task definition log', async () => {
    const options = {'awslogs-group': '/ecs/server', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs'}
    const containerDefinitions = [
      {
        name: 'main',
        image: 'one',
        essential: true,
        healthCheck: {command: ['CMD', 'true']},
        logConfiguration: {logDriver: 'awslogs', options},
      },
      {name: 'side', image: 'two', essential: false, logConfiguration: {logDriver: 'awsfirelens'}},
    ]
    aws.on(
      'DescribeTaskDefinition',
      json({taskDefinition: {taskDefinitionArn: 'arn', family: 'f', containerDefinitions}}),
    )

    const definition = await createEcs(aws.access).taskDefinition('arn')

    const logs = {group: '/ecs/server', region: 'eu-west-1', streamPrefix: 'ecs'}
    assert.deepEqual(definition?.containers, [
      {name: 'main', image: 'one', essential: true, hasHealthCheck: true, logs},
      {name: 'side', image: 'two', essential: false, hasHealthCheck: false},
    ])
  })

  it('has nothing to say of a task definition that is not there', async () => {
    aws.on('DescribeTaskDefinition', jsonError(400, 'ClientException', 'Unable to describe task definition.'))

    assert.equal(await createEcs(aws.access).taskDefinition('arn'), undefined)
  })

  it('tells the rollouts of a service, newest first, with what the circuit breaker did', async () => {
    const brief = (arn: string, createdAt: number) => ({serviceDeploymentArn: arn, status: 'SUCCESSFUL', createdAt})
    const detail = {
      serviceDeploymentArn: 'two',
      status: 'ROLLBACK_SUCCESSFUL',
      createdAt: 1_700_000_200,
      targetServiceRevision: {arn: 'revision-2'},
      rollback: {reason: 'circuit breaker', serviceRevisionArn: 'revision-1'},
      deploymentCircuitBreaker: {status: 'TRIGGERED', failureCount: 3, threshold: 3},
    }
    const briefs = [brief('one', 1_700_000_100), brief('two', 1_700_000_200)]
    aws.on('ListServiceDeployments', json({serviceDeployments: briefs}))
    aws.on('DescribeServiceDeployments', json({serviceDeployments: [detail]}))

    const deployments = await createEcs(aws.access).serviceDeployments('c', 's')

    assert.deepEqual(deployments, [
      {
        arn: 'two',
        status: 'ROLLBACK_SUCCESSFUL',
        targetServiceRevision: 'revision-2',
        rollback: {reason: 'circuit breaker', serviceRevision: 'revision-1'},
        circuitBreaker: {status: 'TRIGGERED', failures: 3, threshold: 3},
        createdAt: 1_700_000_200_000,
      },
      {arn: 'one', status: 'SUCCESSFUL', createdAt: 1_700_000_100_000},
    ])
  })

  it('stops a rollout by going back', async () => {
    aws.on('StopServiceDeployment', json({}))

    await createEcs(aws.access).stopServiceDeployment('arn')

    assert.deepEqual(aws.inputsOf('StopServiceDeployment'), [{serviceDeploymentArn: 'arn', stopType: 'ROLLBACK'}])
  })

  it('asks for a number of tasks, or for new ones', async () => {
    aws.on('UpdateService', json({service: {}}))
    const ecs = createEcs(aws.access)

    await ecs.updateService({cluster: 'c', service: 's', desired: 0})
    await ecs.updateService({cluster: 'c', service: 's', redeploy: true})

    assert.deepEqual(aws.inputsOf('UpdateService'), [
      {cluster: 'c', service: 's', desiredCount: 0},
      {cluster: 'c', service: 's', forceNewDeployment: true},
    ])
  })

  it('tells whether a task takes commands', async () => {
    const managedAgents = [{name: 'ExecuteCommandAgent', lastStatus: 'PENDING'}]
    aws
      .on('ListTasks', json({taskArns: ['task']}))
      .on('DescribeTasks', json({tasks: [{taskArn: 'task', containers: [{name: 'main', managedAgents}]}]}))

    const tasks = await createEcs(aws.access).tasks({cluster: 'c', service: 's', status: 'RUNNING'})

    assert.equal(tasks?.[0]?.execAgent, 'PENDING')
  })

  describe('one task of no service', () => {
    const input = {
      cluster: 'c',
      taskDefinition: 'arn:task:2',
      launchType: 'FARGATE',
      network: {subnets: ['subnet-1'], securityGroups: ['sg-1'], publicIp: false},
      container: 'main',
      command: ['exit 3'],
      env: {A: 'b=c'},
      startedBy: 'aws-stack-run',
      exec: true,
    }

    it('takes ECS Exec only where that is asked for', async () => {
      aws.on('RunTask', json({tasks: [{taskArn: 'task', lastStatus: 'PROVISIONING'}]}))

      await createEcs(aws.access).runTask({...input, exec: undefined})

      assert.equal(aws.inputsOf('RunTask')[0]?.['enableExecuteCommand'], false)
    })

    it('is started with command, variables and network, and with one token in every try', async () => {
      aws.on('RunTask', 'reset', json({tasks: [{taskArn: 'task', lastStatus: 'PROVISIONING'}]}))

      const task = await createEcs(aws.access).runTask(input)

      assert.equal(task.arn, 'task')
      const [first, second] = aws.inputsOf('RunTask')
      assert.deepEqual(first, second)
      const {clientToken, ...request} = first ?? {}
      assert.match(String(clientToken), /^[0-9a-f-]{36}$/)
      assert.deepEqual(request, {
        cluster: 'c',
        taskDefinition: 'arn:task:2',
        count: 1,
        startedBy: 'aws-stack-run',
        enableExecuteCommand: true,
        enableECSManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
        launchType: 'FARGATE',
        overrides: {
          containerOverrides: [{name: 'main', command: ['exit 3'], environment: [{name: 'A', value: 'b=c'}]}],
        },
        networkConfiguration: {
          awsvpcConfiguration: {subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED'},
        },
      })
    })

    it('is refused for want of room, in whichever way ECS says so', async () => {
      const full = 'Capacity is unavailable at this time. Please try again later or in a different availability zone'
      const limit = "You've reached the limit on the number of vCPUs you can run concurrently"
      for (const [reply, message] of [
        [json({tasks: [], failures: [{reason: 'RESOURCE:MEMORY'}]}), /RESOURCE:MEMORY; there is no room/],
        [jsonError(400, 'ClientException', full), /Capacity is unavailable.*there is no room/],
        [jsonError(400, 'ClientException', limit), /limit.*a quota of the account is used up/],
      ] as const) {
        aws.on('RunTask', reply)

        await assert.rejects(createEcs(aws.access).runTask(input), {code: 'TASK_REFUSED', message})
      }
    })

    it('is told by its ARN, and is not there where ECS has forgotten it', async () => {
      const ecs = createEcs(aws.access)
      aws.on('DescribeTasks', json({tasks: [{taskArn: 'task'}]}), json({tasks: [], failures: [{reason: 'MISSING'}]}))

      assert.equal((await ecs.task('c', 'task'))?.arn, 'task')
      assert.equal(await ecs.task('c', 'task'), undefined)
    })
  })

  it('ends with the signal it is given', async () => {
    aws.on('DescribeServices', 'hang')

    const answer = createEcs(aws.access).service('c', 's', AbortSignal.timeout(20))

    await assert.rejects(answer, {code: 'CANCELLED'})
  })
})
