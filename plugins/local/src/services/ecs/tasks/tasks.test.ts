import assert from 'node:assert/strict'

import {
  CreateClusterCommand,
  DescribeTasksCommand,
  type ECSClient,
  ExecuteCommandCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  RunTaskCommand,
  type RunTaskCommandInput,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs'

import {eventually, withEcs} from '../ecs.test.fixture.js'

const cluster = 'vast'
const network = {awsvpcConfiguration: {subnets: ['subnet-1']}}

async function running(
  ecs: ECSClient,
  definition: Partial<RegisterTaskDefinitionCommandInput> = {},
  input: Partial<RunTaskCommandInput> = {},
): Promise<Task> {
  await ecs.send(new CreateClusterCommand({clusterName: cluster}))
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'vast',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{name: 'main', image: 'vast:1', stopTimeout: 5}],
      ...definition,
    }),
  )
  const {tasks} = await ecs.send(
    new RunTaskCommand({
      cluster,
      taskDefinition: 'vast',
      launchType: 'FARGATE',
      networkConfiguration: network,
      ...input,
    }),
  )
  return tasks![0]!
}

async function when(ecs: ECSClient, {taskArn}: Task, lastStatus: string): Promise<Task> {
  return eventually(async () => {
    const {tasks} = await ecs.send(new DescribeTasksCommand({cluster, tasks: [taskArn!]}))
    return tasks?.[0]?.lastStatus === lastStatus ? tasks[0] : undefined
  })
}

describe('tasks of the local ECS', () => {
  it('runs one in a container, with what the task definition and the call say', async () => {
    await withEcs(async ({ecs, runtime}) => {
      const task = await running(
        ecs,
        {
          containerDefinitions: [
            {
              name: 'main',
              image: 'vast:1',
              entryPoint: ['vast'],
              command: ['start'],
              user: '1000:1000',
              environment: [{name: 'A', value: 'definition'}],
              linuxParameters: {initProcessEnabled: true},
              mountPoints: [{sourceVolume: 'storage', containerPath: '/var/lib/vast'}],
            },
          ],
          volumes: [{name: 'storage'}],
        },
        {
          startedBy: 'aws-stack-run',
          overrides: {
            containerOverrides: [{name: 'main', command: ['count'], environment: [{name: 'A', value: 'call'}]}],
          },
        },
      )

      const seen = await when(ecs, task, 'RUNNING')

      const [{spec} = assert.fail()] = runtime.containers
      assert.equal(task.lastStatus, 'PROVISIONING')
      assert.deepEqual(spec.entryPoint, ['vast'])
      assert.deepEqual(spec.command, ['count'])
      assert.equal(spec.environment['A'], 'call')
      assert.equal(spec.environment['AWS_REGION'], 'eu-west-1')
      assert.equal(spec.user, '1000:1000')
      assert.equal(spec.init, true)
      assert.equal(spec.mounts[0]?.target, '/var/lib/vast')
      assert.equal(seen.startedBy, 'aws-stack-run')
      assert.equal(seen.group, 'family:vast')
      assert.ok(seen.startedAt instanceof Date)
      assert.equal(seen.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address, '172.18.0.2')
      assert.deepEqual(
        seen.attachments?.[0]?.details?.find(({name}) => name === 'privateIPv4Address'),
        {name: 'privateIPv4Address', value: '172.18.0.2'},
      )
    })
  })

  it('starts one, however often the same token asks for it', async () => {
    await withEcs(async ({ecs, runtime}) => {
      const task = await running(ecs, {}, {clientToken: 'once'})
      const again = await running(ecs, {}, {clientToken: 'once'})
      const other = running(ecs, {}, {clientToken: 'once', startedBy: 'another'})
      await assert.rejects(other, {name: 'ConflictException', message: /already in use with a different RunTask/})
      await when(ecs, task, 'RUNNING')

      assert.equal(again.taskArn, task.taskArn)
      assert.equal(runtime.containers.length, 1)
    })
  })

  it('stops one for whoever asks, with a reason, and takes container and volume away', async () => {
    await withEcs(async ({ecs, runtime}) => {
      const task = await running(ecs, {volumes: [{name: 'storage'}]})
      await when(ecs, task, 'RUNNING')

      await ecs.send(new StopTaskCommand({cluster, task: task.taskArn, reason: 'enough'}))

      const stopped = await when(ecs, task, 'STOPPED')
      assert.equal(stopped.stopCode, 'UserInitiated')
      assert.equal(stopped.stoppedReason, 'enough')
      assert.equal(stopped.desiredStatus, 'STOPPED')
      assert.equal(stopped.containers?.[0]?.exitCode, 143)
      assert.equal(runtime.containers[0]?.removed, true)
      assert.deepEqual(runtime.story, ['start vast:1', 'stop vast:1', 'remove volume aws-stack-TASK-storage'])
    })
  })

  it('ends with the exit code of an essential container that ends by itself', async () => {
    await withEcs(async ({ecs, runtime}) => {
      runtime.ending.set('vast:1', 37)

      const stopped = await when(ecs, await running(ecs), 'STOPPED')

      assert.equal(stopped.stopCode, 'EssentialContainerExited')
      assert.equal(stopped.stoppedReason, 'Essential container in task exited')
      assert.equal(stopped.containers?.[0]?.exitCode, 37)
      assert.ok(stopped.startedAt)
    })
  })

  it('says of a task that could not start why', async () => {
    await withEcs(async ({ecs, runtime}) => {
      const reason = 'CannotPullContainerError: not found'
      runtime.broken.set('vast:1', reason)

      const stopped = await when(ecs, await running(ecs), 'STOPPED')

      assert.equal(stopped.stopCode, 'TaskFailedToStart')
      assert.equal(stopped.stoppedReason, reason)
      assert.equal(stopped.containers?.[0]?.reason, reason)
      assert.equal(stopped.startedAt, undefined)
    })
  })

  it('takes away what had started when another container of the task does not', async () => {
    await withEcs(async ({ecs, runtime}) => {
      runtime.broken.set('broken:1', 'CannotPullContainerError: not found')
      const containers = ['vast:1', 'broken:1'].map((image, index) => ({name: `c${index}`, image}))

      const task = await running(ecs, {containerDefinitions: containers, volumes: [{name: 'storage'}]})

      await when(ecs, task, 'STOPPED')
      assert.equal(runtime.containers[0]?.removed, true)
      assert.deepEqual(runtime.story, ['start vast:1', 'stop vast:1', 'remove volume aws-stack-TASK-storage'])
    })
  })

  it('stops a task at once where no Docker engine is, and says so', async () => {
    await withEcs(
      async ({ecs}) => {
        const stopped = await when(ecs, await running(ecs), 'STOPPED')

        assert.equal(stopped.stopCode, 'TaskFailedToStart')
        assert.match(stopped.stoppedReason ?? '', /no Docker engine: dockerd is not on PATH/)
      },
      {runtime: () => Promise.resolve('dockerd is not on PATH')},
    )
  })

  it('shows the health that the check of the task definition finds', async () => {
    await withEcs(async ({ecs, runtime}) => {
      const healthCheck = {command: ['CMD-SHELL', 'true'], interval: 30, retries: 3}
      const task = await running(ecs, {containerDefinitions: [{name: 'main', image: 'vast:1', healthCheck}]})
      await when(ecs, task, 'RUNNING')

      const healthy = await eventually(async () => {
        const {tasks} = await ecs.send(new DescribeTasksCommand({cluster, tasks: [task.taskArn!]}))
        return tasks?.[0]?.healthStatus === 'HEALTHY' ? tasks[0] : undefined
      })

      assert.equal(healthy.containers?.[0]?.healthStatus, 'HEALTHY')
      // Looked at more often than asked for, given up after the same time.
      assert.deepEqual(runtime.containers[0]?.spec.healthCheck, {
        command: ['CMD-SHELL', 'true'],
        intervalSeconds: 2,
        timeoutSeconds: 5,
        retries: 45,
        startPeriodSeconds: 0,
      })
    })
  })

  it('starts a container after the one it depends on, in one network', async () => {
    await withEcs(async ({ecs, runtime}) => {
      const task = await running(ecs, {
        containerDefinitions: [
          {name: 'main', image: 'vast:1', dependsOn: [{containerName: 'prepare', condition: 'SUCCESS'}]},
          {name: 'prepare', image: 'prepare:1', essential: false},
        ],
      })
      await eventually(async () => runtime.containers[0])
      const before = runtime.containers.length
      runtime.containers[0]!.end(0)

      await when(ecs, task, 'RUNNING')

      assert.equal(before, 1)
      assert.deepEqual(runtime.story, ['start prepare:1', 'start vast:1'])
      assert.deepEqual(runtime.containers[1]?.spec.network, {of: 'container-1'})
    })
  })

  it('lists by status, family, starter and launch type, page by page', async () => {
    await withEcs(async ({ecs}) => {
      const task = await running(ecs, {}, {count: 3, startedBy: 'me'})
      const other = await running(ecs, {family: 'other'}, {taskDefinition: 'other'})
      await when(ecs, other, 'RUNNING')
      await ecs.send(new StopTaskCommand({cluster, task: task.taskArn}))

      const list = async (filter: object) =>
        (await ecs.send(new ListTasksCommand({cluster, ...filter}))).taskArns?.length
      const first = await ecs.send(new ListTasksCommand({cluster, maxResults: 2}))
      const second = await ecs.send(new ListTasksCommand({cluster, maxResults: 2, nextToken: first.nextToken}))

      assert.equal(await list({}), 3)
      assert.equal(await list({desiredStatus: 'STOPPED'}), 1)
      assert.equal(await list({family: 'other'}), 1)
      assert.equal(await list({startedBy: 'me'}), 2)
      assert.equal(await list({launchType: 'EC2'}), 0)
      assert.deepEqual([first.taskArns?.length, second.taskArns?.length, second.nextToken], [2, 1, undefined])
    })
  })

  it('refuses what ECS refuses, with its codes', async () => {
    await withEcs(async ({ecs}) => {
      await running(ecs)
      const run = (input: Partial<RunTaskCommandInput>) =>
        ecs.send(new RunTaskCommand({cluster, taskDefinition: 'vast', launchType: 'FARGATE', ...input}))

      await assert.rejects(run({cluster: 'nowhere'}), {name: 'ClusterNotFoundException'})
      await assert.rejects(run({taskDefinition: 'nothing'}), {name: 'ClientException'})
      await assert.rejects(run({}), {name: 'InvalidParameterException', message: /Network Configuration must be/})
      await assert.rejects(run({count: 11}), {name: 'InvalidParameterException'})
      await assert.rejects(ecs.send(new StopTaskCommand({cluster, task: 'none'})), {name: 'InvalidParameterException'})
      const {failures} = await ecs.send(new DescribeTasksCommand({cluster, tasks: ['none']}))
      assert.deepEqual(failures, [{arn: 'arn:aws:ecs:eu-west-1:123456789012:task/vast/none', reason: 'MISSING'}])
    })
  })

  describe('ExecuteCommand', () => {
    const execute = (ecs: ECSClient, task: Task) =>
      ecs.send(new ExecuteCommandCommand({cluster, task: task.taskArn, command: '/bin/sh', interactive: true}))

    it('is refused where it is not enabled, and where the task does not run', async () => {
      await withEcs(async ({ecs}) => {
        const task = await running(ecs)
        await when(ecs, task, 'RUNNING')

        await assert.rejects(execute(ecs, task), {name: 'InvalidParameterException', message: /was not enabled/})
        await ecs.send(new StopTaskCommand({cluster, task: task.taskArn}))
        await when(ecs, task, 'STOPPED')
        await assert.rejects(execute(ecs, task), {name: 'TargetNotConnectedException'})
      })
    })

    it('opens a session in the container', async () => {
      const asked: object[] = []
      const openSession = async (input: object) => {
        asked.push(input)
        return {sessionId: 's', streamUrl: 'ws://127.0.0.1', tokenValue: 't'}
      }
      await withEcs(
        async ({ecs}) => {
          const task = await running(ecs, {}, {enableExecuteCommand: true})
          const seen = await when(ecs, task, 'RUNNING')

          const answer = await execute(ecs, task)

          assert.equal(seen.containers?.[0]?.managedAgents?.[0]?.name, 'ExecuteCommandAgent')
          assert.equal(seen.containers?.[0]?.managedAgents?.[0]?.lastStatus, 'RUNNING')
          assert.deepEqual(asked, [{container: 'container-1', command: '/bin/sh', interactive: true}])
          assert.equal(answer.containerName, 'main')
          assert.deepEqual(answer.session, {sessionId: 's', streamUrl: 'ws://127.0.0.1', tokenValue: 't'})
        },
        {openSession},
      )
    })

    it('says that there are no sessions where nobody makes them', async () => {
      await withEcs(async ({ecs}) => {
        const task = await running(ecs, {}, {enableExecuteCommand: true})
        await when(ecs, task, 'RUNNING')

        await assert.rejects(execute(ecs, task), {name: 'NotImplemented', message: /cannot open sessions/})
      })
    })
  })
})
