import assert from 'node:assert/strict'

import {
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type Service,
  StopServiceDeploymentCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs'

import {eventually, withEcs} from '../ecs.test.fixture.js'
import {finished} from '../../../testing/finished.test.fixture.js'

const cluster = 'vast'
const service = 'server'
/** Never two at once. */
const oneAtATime = {
  maximumPercent: 100,
  minimumHealthyPercent: 0,
  deploymentCircuitBreaker: {enable: true, rollback: true},
}

async function define(ecs: ECSClient, image: string, healthCheck?: {command: string[]}): Promise<string> {
  const {taskDefinition} = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'vast',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{name: 'main', image, ...(healthCheck && {healthCheck})}],
    }),
  )
  return taskDefinition!.taskDefinitionArn!
}

async function create(ecs: ECSClient, input: Partial<CreateServiceCommandInput> = {}): Promise<Service> {
  await ecs.send(new CreateClusterCommand({clusterName: cluster}))
  const answer = await ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: service,
      taskDefinition: input.taskDefinition ?? (await define(ecs, 'vast:1')),
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: {awsvpcConfiguration: {subnets: ['subnet-1']}},
      deploymentConfiguration: oneAtATime,
      ...input,
    }),
  )
  return answer.service!
}

async function read(ecs: ECSClient): Promise<Service> {
  const {services} = await ecs.send(new DescribeServicesCommand({cluster, services: [service]}))
  return services![0]!
}

const when = (ecs: ECSClient, is: (seen: Service) => boolean) =>
  eventually(async () => {
    const seen = await read(ecs)
    return is(seen) ? seen : undefined
  })

const stable = (ecs: ECSClient) =>
  when(
    ecs,
    ({deployments, runningCount, desiredCount}) =>
      deployments?.length === 1 && deployments[0]?.rolloutState === 'COMPLETED' && runningCount === desiredCount,
  )

describe('services of the local ECS', () => {
  it('brings the tasks up, and says when it is steady', async () => {
    await withEcs(async ({ecs}) => {
      const created = await create(ecs, {desiredCount: 2})
      const seen = await stable(ecs)

      await waitUntilServicesStable({client: ecs, minDelay: 1, maxWaitTime: 5}, {cluster, services: [service]})

      assert.equal(created.deployments?.[0]?.rolloutState, 'IN_PROGRESS')
      assert.equal(seen.runningCount, 2)
      assert.equal(seen.deployments?.[0]?.status, 'PRIMARY')
      assert.match(seen.events?.[0]?.message ?? '', /^\(service server\) has reached a steady state\.$/)
      const {taskArns} = await ecs.send(new ListTasksCommand({cluster, serviceName: service}))
      const {tasks} = await ecs.send(new DescribeTasksCommand({cluster, tasks: taskArns}))
      assert.deepEqual(new Set(tasks?.map(({startedBy}) => startedBy)), new Set([seen.deployments?.[0]?.id]))
      assert.deepEqual(new Set(tasks?.map(({group}) => group)), new Set(['service:server']))
    })
  })

  it('stops the old task before the new one starts where two are not allowed', async () => {
    await withEcs(async ({ecs, runtime}) => {
      await create(ecs)
      await stable(ecs)

      const taskDefinition = await define(ecs, 'vast:2')
      const {service: updated} = await ecs.send(new UpdateServiceCommand({cluster, service, taskDefinition}))

      await stable(ecs)
      assert.deepEqual(
        updated?.deployments?.map(({status}) => status),
        ['PRIMARY', 'ACTIVE'],
      )
      assert.deepEqual(runtime.story, ['start vast:1', 'stop vast:1', 'start vast:2'])
    })
  })

  it('starts the new task first where none may be missing', async () => {
    await withEcs(async ({ecs, runtime}) => {
      await create(ecs, {deploymentConfiguration: {maximumPercent: 200, minimumHealthyPercent: 100}})
      await stable(ecs)

      await ecs.send(new UpdateServiceCommand({cluster, service, taskDefinition: await define(ecs, 'vast:2')}))

      await stable(ecs)
      assert.deepEqual(runtime.story, ['start vast:1', 'start vast:2', 'stop vast:1'])
    })
  })

  it('replaces the task for a forced deployment, and not for a new count', async () => {
    await withEcs(async ({ecs, runtime}) => {
      await create(ecs, {desiredCount: 0})
      const {deployments: [first] = []} = await stable(ecs)

      await ecs.send(new UpdateServiceCommand({cluster, service, desiredCount: 1}))
      const scaled = await stable(ecs)
      await ecs.send(new UpdateServiceCommand({cluster, service, forceNewDeployment: true}))

      const forced = await stable(ecs)
      assert.equal(scaled.deployments?.[0]?.id, first?.id)
      assert.notEqual(forced.deployments?.[0]?.id, first?.id)
      assert.deepEqual(runtime.story, ['start vast:1', 'stop vast:1', 'start vast:1'])
    })
  })

  it('starts another task for one that ended or was stopped', async () => {
    await withEcs(async ({ecs, runtime}) => {
      await create(ecs)
      await stable(ecs)
      runtime.containers[0]!.end(1)
      await eventually(async () => runtime.containers[1])
      const {taskArns} = await stable(ecs).then(() => ecs.send(new ListTasksCommand({cluster, serviceName: service})))

      await ecs.send(new StopTaskCommand({cluster, task: taskArns?.[0]}))

      await eventually(async () => runtime.containers[2])
      assert.equal((await stable(ecs)).runningCount, 1)
    })
  })

  it('goes back to what ran before when three tasks of a rollout have failed', async () => {
    await withEcs(async ({ecs, runtime}) => {
      const {taskDefinition: good} = await create(ecs)
      await stable(ecs)
      runtime.broken.set('vast:2', 'CannotPullContainerError: not found')

      await ecs.send(new UpdateServiceCommand({cluster, service, taskDefinition: await define(ecs, 'vast:2')}))
      await when(ecs, ({events}) => events?.some(({message}) => message?.includes('rolling back')) ?? false)

      const back = await stable(ecs)
      const {serviceDeployments} = await ecs.send(new ListServiceDeploymentsCommand({cluster, service}))
      const {serviceDeployments: [described] = []} = await ecs.send(
        new DescribeServiceDeploymentsCommand({
          serviceDeploymentArns: [serviceDeployments?.[0]?.serviceDeploymentArn ?? ''],
        }),
      )
      const messages = back.events?.map(({message}) => message).join('\n') ?? ''
      assert.equal(back.taskDefinition, good)
      assert.equal(back.runningCount, 1)
      assert.match(messages, /deployment failed: tasks failed to start/)
      assert.match(messages, /rolling back to deployment ecs-svc/)
      assert.match(messages, /was unable to start a task: CannotPullContainerError: not found/)
      assert.equal(serviceDeployments?.length, 2)
      assert.equal(described?.status, 'ROLLBACK_SUCCESSFUL')
      assert.deepEqual(described?.deploymentCircuitBreaker, {status: 'TRIGGERED', failureCount: 3, threshold: 3})
      assert.match(described?.rollback?.serviceRevisionArn ?? '', /:service-revision\/vast\/server\//)
    })
  })

  it('stops starting tasks when the first rollout fails, as there is nothing to go back to', async () => {
    await withEcs(async ({ecs, runtime}) => {
      runtime.ending.set('vast:1', 1)
      await create(ecs)

      const failed = await when(ecs, ({deployments}) => deployments?.[0]?.rolloutState === 'FAILED')

      assert.equal(failed.deployments?.[0]?.failedTasks, 3)
      assert.match(failed.deployments?.[0]?.rolloutStateReason ?? '', /circuit breaker: tasks failed to start/)
      assert.equal(runtime.containers.length, 3)
    })
  })

  it('replaces a task that fails its health check', async () => {
    await withEcs(async ({ecs, runtime}) => {
      runtime.healths.set('vast:1', 'UNHEALTHY')
      await create(ecs, {taskDefinition: await define(ecs, 'vast:1', {command: ['CMD-SHELL', 'false']})})

      await when(ecs, ({deployments}) => deployments?.[0]?.rolloutState === 'FAILED')

      const {taskArns} = await ecs.send(new ListTasksCommand({cluster, desiredStatus: 'STOPPED'}))
      const {tasks} = await ecs.send(new DescribeTasksCommand({cluster, tasks: taskArns}))
      assert.equal(tasks?.[0]?.stopCode, 'ServiceSchedulerInitiated')
      assert.equal(tasks?.[0]?.stoppedReason, 'Task failed container health checks')
    })
  })

  it('goes back when a rollout is stopped', async () => {
    await withEcs(async ({ecs, runtime}) => {
      runtime.healths.set('vast:2', 'UNKNOWN')
      const {taskDefinition: good} = await create(ecs)
      await stable(ecs)
      const never = await define(ecs, 'vast:2', {command: ['CMD-SHELL', 'true']})
      await ecs.send(new UpdateServiceCommand({cluster, service, taskDefinition: never}))
      const {serviceDeployments} = await ecs.send(new ListServiceDeploymentsCommand({cluster, service}))
      const {serviceDeploymentArn} = serviceDeployments![0]!

      await ecs.send(new StopServiceDeploymentCommand({serviceDeploymentArn, stopType: 'ROLLBACK'}))

      const back = await stable(ecs)
      const described = await ecs.send(
        new DescribeServiceDeploymentsCommand({serviceDeploymentArns: [serviceDeploymentArn!]}),
      )
      assert.equal(back.taskDefinition, good)
      assert.equal(described.serviceDeployments?.[0]?.status, 'ROLLBACK_SUCCESSFUL')
      await assert.rejects(ecs.send(new StopServiceDeploymentCommand({serviceDeploymentArn})), {
        name: 'ConflictException',
      })
    })
  })

  it('drains a service that is deleted by force, and still tells of it', async () => {
    await withEcs(async ({ecs, runtime}) => {
      await create(ecs)
      await stable(ecs)

      await assert.rejects(ecs.send(new DeleteServiceCommand({cluster, service})), {name: 'InvalidParameterException'})
      await assert.rejects(ecs.send(new DeleteClusterCommand({cluster})), {name: 'ClusterContainsServicesException'})
      const {service: deleted} = await ecs.send(new DeleteServiceCommand({cluster, service, force: true}))

      const gone = await when(ecs, ({status}) => status === 'INACTIVE')
      assert.equal(deleted?.status, 'DRAINING')
      assert.equal(gone.runningCount, 0)
      assert.equal(
        runtime.containers.every(({removed}) => removed),
        true,
      )
      await assert.rejects(ecs.send(new UpdateServiceCommand({cluster, service, desiredCount: 1})), {
        name: 'ServiceNotActiveException',
      })
      const {cluster: deletedCluster} = await ecs.send(new DeleteClusterCommand({cluster}))
      assert.equal(deletedCluster?.status, 'INACTIVE')
    })
  })

  it('refuses what ECS refuses, with its codes', async () => {
    await withEcs(async ({ecs}) => {
      await create(ecs)

      await assert.rejects(create(ecs), {name: 'InvalidParameterException', message: /not idempotent/})
      await assert.rejects(create(ecs, {serviceName: 'b', taskDefinition: 'none'}), {name: 'ClientException'})
      await assert.rejects(create(ecs, {serviceName: 'b', cluster: 'none'}), {name: 'ClusterNotFoundException'})
      await assert.rejects(ecs.send(new UpdateServiceCommand({cluster, service: 'b'})), {
        name: 'ServiceNotFoundException',
      })
    })
  })

  it('shows the `aws` CLI the same as the SDK', async function () {
    this.timeout(20_000)
    await withEcs(async ({ecs, endpoint}) => {
      await create(ecs)
      const seen = await stable(ecs)
      const environment = {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      }
      const aws = async (...words: string[]) => {
        const {stdout, stderr} = await finished('aws', ['ecs', ...words, '--output', 'json'], environment)
        return JSON.parse(stdout || `{"failed": ${JSON.stringify(stderr)}}`) as {
          services: Service[]
          taskArns: string[]
        }
      }

      const {services} = await aws('describe-services', '--cluster', cluster, '--services', service)
      const {taskArns} = await aws('list-tasks', '--cluster', cluster, '--service-name', service)

      assert.equal(services[0]?.serviceArn, seen.serviceArn)
      assert.equal(services[0]?.runningCount, 1)
      assert.equal(taskArns.length, 1)
    })
  })
})
