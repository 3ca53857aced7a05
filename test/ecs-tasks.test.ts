import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {localAws, type LocalAws} from './fixtures/local-aws.js'

interface Task {
  taskArn: string
  lastStatus: string
  healthStatus: string
  stopCode?: string
  stoppedReason?: string
  containers: {runtimeId?: string; imageDigest?: string; exitCode?: number}[]
}

const cluster = 'tasks'
const group = '/test/tasks'

/** The stand-in for VAST as a service with EFS, a name in Cloud Map and logs, driven by the `aws` CLI alone. */
describe('a task of the local AWS', function () {
  this.timeout(300_000)
  let local: LocalAws
  let image: string
  let fileSystem: string

  const ecs = <T>(...words: string[]) => local.aws<T>('ecs', ...words)

  before(async function () {
    local = localAws(this)
    image = String(local.state.standIns['tenzir/vast'])
    await ecs('create-cluster', '--cluster-name', cluster)
    await local.aws('logs', 'create-log-group', '--log-group-name', group)
    fileSystem = (await local.aws<{FileSystemId: string}>('efs', 'create-file-system')).FileSystemId
  })

  after(async () => {
    await ecs('delete-service', '--cluster', cluster, '--service', 'server', '--force').catch(() => undefined)
    await local.aws('logs', 'delete-log-group', '--log-group-name', group)
  })

  async function define(container: object, more: object = {}): Promise<string> {
    const definition = {
      family: 'vast',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        {
          name: 'main',
          image,
          logConfiguration: {
            logDriver: 'awslogs',
            options: {'awslogs-group': group, 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'server'},
          },
          ...container,
        },
      ],
      ...more,
    }
    const {taskDefinition} = await ecs<{taskDefinition: {taskDefinitionArn: string}}>(
      ...['register-task-definition', '--cli-input-json', JSON.stringify(definition)],
    )
    return taskDefinition.taskDefinitionArn
  }

  async function until(what: string, list: string[], is: (task: Task) => boolean): Promise<Task> {
    for (let tries = 0; tries < 60; tries += 1) {
      const {taskArns} = await ecs<{taskArns: string[]}>('list-tasks', '--cluster', cluster, ...list)
      if (taskArns.length > 0) {
        const {tasks} = await ecs<{tasks: Task[]}>('describe-tasks', '--cluster', cluster, '--tasks', ...taskArns)
        const found = tasks.find(is)
        if (found) return found
      }
      await sleep(500)
    }
    throw new Error(`no task is ${what}`)
  }

  const network = ['--network-configuration', 'awsvpcConfiguration={subnets=[subnet-1]}']

  it('runs the pushed image, logs to CloudWatch, and keeps on EFS what a restart would lose', async () => {
    const taskDefinition = await define(
      {
        command: ['start'],
        user: '1000:1000',
        environment: [{name: 'VAST_ENDPOINT', value: '0.0.0.0:42000'}],
        mountPoints: [{sourceVolume: 'storage', containerPath: '/var/lib/vast'}],
        linuxParameters: {initProcessEnabled: true},
        healthCheck: {command: ['CMD', 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/42000'], startPeriod: 300},
      },
      {volumes: [{name: 'storage', efsVolumeConfiguration: {fileSystemId: fileSystem, ...(await accessPoint())}}]},
    )
    const created = ['--cluster', cluster, '--service-name', 'server', '--task-definition', taskDefinition]
    const limits = ['--deployment-configuration', 'maximumPercent=100,minimumHealthyPercent=0']
    await ecs('create-service', ...created, ...network, ...limits, '--desired-count', '1', '--launch-type', 'FARGATE')
    const of = ['--service-name', 'server']
    const first = await until('healthy', of, ({healthStatus}) => healthStatus === 'HEALTHY')
    const firstId = String(first.containers[0]?.runtimeId)
    await local.docker('exec', firstId, 'bash', '-c', `echo '{"a":1}' | vast import json`)

    await ecs('update-service', '--cluster', cluster, '--service', 'server', '--force-new-deployment')
    const second = await until(
      'healthy again',
      of,
      ({healthStatus, taskArn}) => healthStatus === 'HEALTHY' && taskArn !== first.taskArn,
    )

    const count = await local.docker('exec', String(second.containers[0]?.runtimeId), 'vast', 'count')
    const left = await local.docker('ps', '--all', '--quiet', '--no-trunc', '--filter', `id=${firstId}`)
    const {events} = await local.aws<{events: {message: string}[]}>(
      ...['logs', 'get-log-events', '--log-group-name', group],
      ...['--log-stream-name', `server/main/${first.taskArn.split('/').at(-1)}`],
    )
    assert.equal(count, '1')
    assert.equal(left, '')
    assert.equal(second.containers[0]?.imageDigest, image.slice(image.indexOf('@') + 1))
    assert.match(events.map(({message}) => message).join('\n'), /listening on 0\.0\.0\.0:42000\n(.*\n)*.*stopped/)
  })

  async function accessPoint() {
    const {AccessPointId} = await local.aws<{AccessPointId: string}>(
      ...['efs', 'create-access-point', '--file-system-id', fileSystem, '--posix-user', 'Uid=1000,Gid=1000'],
      ...['--root-directory', 'Path=/vast,CreationInfo={OwnerUid=1000,OwnerGid=1000,Permissions=755}'],
    )
    return {transitEncryption: 'ENABLED', authorizationConfig: {accessPointId: AccessPointId, iam: 'ENABLED'}}
  }

  it('ends a single task with the exit code of its command', async () => {
    const taskDefinition = await define({entryPoint: ['bash', '-c'], command: ['echo out; exit 37']}, {family: 'once'})

    const started = ['--cluster', cluster, '--task-definition', taskDefinition, '--started-by', 'aws-stack-run']
    await ecs('run-task', ...started, ...network, '--launch-type', 'FARGATE')

    const ended = ['--family', 'once', '--desired-status', 'STOPPED']
    const task = await until('stopped', ended, ({lastStatus}) => lastStatus === 'STOPPED')
    assert.equal(task.stopCode, 'EssentialContainerExited')
    assert.equal(task.containers[0]?.exitCode, 37)
  })

  it('stops a task whose image is not in the registry, and says so', async () => {
    const missing = image.replace(/@sha256:.*/, `@sha256:${'0'.repeat(64)}`)
    const taskDefinition = await define({image: missing}, {family: 'missing'})

    const started = ['--cluster', cluster, '--task-definition', taskDefinition]
    await ecs('run-task', ...started, ...network, '--launch-type', 'FARGATE')

    const ended = ['--family', 'missing', '--desired-status', 'STOPPED']
    const task = await until('stopped', ended, ({lastStatus}) => lastStatus === 'STOPPED')
    assert.equal(task.stopCode, 'TaskFailedToStart')
    assert.match(task.stoppedReason ?? '', /^CannotPullContainerError: /)
  })
})
