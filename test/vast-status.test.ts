import assert from 'node:assert/strict'
import {join} from 'node:path'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import {finished, type Finished, type Project} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'tell']
const CLUSTER = ['--cluster', 'vast-tell']
const SERVICE = 'vast-tell-server'

interface Status {
  readonly server: {
    readonly state: string
    readonly endpoint: string
    readonly storage: {readonly id: string; readonly usedBytes: number}
    readonly tasks: readonly {
      readonly id: string
      readonly startedAt: string
      readonly containers: readonly {readonly digest: string; readonly base: string}[]
    }[]
  }
  readonly functions: readonly {readonly name: string; readonly state: string; readonly digest: string}[]
}

interface Task {
  readonly id: string
  readonly service?: string
  readonly startedBy?: string
  readonly status: string
  readonly stoppedReason?: string
  readonly containers: readonly {readonly digest?: string}[]
}

interface EcsTask {
  /** Epoch seconds from the CLI's version 1, a text from version 2. */
  readonly startedAt: string | number
  readonly containers: readonly {readonly imageDigest: string; readonly image: string}[]
}

describe('what runs of VAST', function () {
  this.timeout(900_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined
  let broken: {role: string; policies: string[]} | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, PLACE, '10.56.0.0/24'))
  })
  after(async () => {
    if (broken) await takeBack(broken)
    await remove?.()
  })

  it('is told by the status where no server runs, with 8 where that is asked for', async () => {
    const {server, functions} = await answerOf<Status>(['vast:status', ...PLACE])
    const {code} = await user.cli(['vast:status', ...PLACE, '--exit-code'])

    const {FileSystems} = await local.aws<{FileSystems: {FileSystemId: string; SizeInBytes: {Value: number}}[]}>(
      ...['efs', 'describe-file-systems', '--file-system-id', server.storage.id],
    )
    const {Code} = await local.aws<{Code: {ImageUri: string}}>(
      ...['lambda', 'get-function', '--function-name', 'vast-tell-client'],
    )
    assert.deepEqual([server.state, server.tasks, code], ['stopped', [], 8])
    assert.equal(server.storage.usedBytes, FileSystems[0]?.SizeInBytes.Value)
    assert.equal(server.endpoint, 'server.vast-tell.internal:42000')
    assert.deepEqual([functions[0]?.name, functions[0]?.state], ['vast-tell-client', 'Active'])
    assert.ok(Code.ImageUri.endsWith(functions[0]?.digest ?? 'nothing'))
  })

  it('is nothing to stop then, which is no failure', async () => {
    const stopped = await user.cli(['vast:stop-all-tasks', ...PLACE])

    assert.deepEqual([stopped.code, /nothing runs in vast-tell, as it was before/.test(stopped.stdout)], [0, true])
  })

  it('is told by the status as ECS and the engine see it where a server runs', async () => {
    await must(['vast:start', ...PLACE])

    const again = await must(['vast:start', ...PLACE])
    const {server} = await answerOf<Status>(['vast:status', ...PLACE, '--exit-code'])

    const [task] = server.tasks
    const seen = await described(task?.id ?? '')
    assert.match(again.stdout, /runs as task [0-9a-f]{32}, as it was before/)
    assert.equal(server.state, 'running')
    assert.equal(Date.parse(task?.startedAt ?? ''), msOf(seen.startedAt))
    assert.equal(task?.containers[0]?.digest, seen.containers[0]?.imageDigest)
    const label = '{{index .Config.Labels "org.opencontainers.image.base.name"}}'
    const base = await local.docker('image', 'inspect', '--format', label, seen.containers[0]?.image ?? '')
    assert.equal(task?.containers[0]?.base, base)
  })

  it('is listed, also what no service wants, and stops only with consent where work is interrupted', async () => {
    const {server} = await answerOf<Status>(['vast:status', ...PLACE])
    const oneOff = await runOneOff(server.tasks[0]?.id ?? '')

    const {tasks} = await answerOf<{tasks: Task[]}>(['vast:list-all-tasks', ...PLACE])
    const refused = await user.cli(['vast:stop-all', ...PLACE])
    const left = await listed()
    const stopped = await answerOf<{tasks: string[]; services: string[]}>(['vast:stop-all', ...PLACE, '--yes'])

    assert.deepEqual(
      tasks.map(({id, service, startedBy}) => [id, service ?? startedBy]),
      [
        [oneOff, 'aws-stack-run'],
        [server.tasks[0]?.id, SERVICE],
      ],
    )
    assert.deepEqual([refused.code, left.length], [9, 2])
    assert.match(refused.stderr, /vast:stop-all --yes --local --stage tell/)
    assert.deepEqual([stopped.services, stopped.tasks.length, await listed()], [[SERVICE], 2, []])
  })

  it('is remembered for a while with the reason of its end', async () => {
    const now = await answerOf<{tasks: Task[]}>(['vast:list', ...PLACE])
    const {tasks} = await answerOf<{tasks: Task[]}>(['vast:list', ...PLACE, '--stopped'])

    assert.deepEqual(now.tasks, [])
    assert.ok(tasks.some(({stoppedReason}) => stoppedReason === 'stopped by aws-stack'))
  })

  it('takes commands, or says which part of ECS Exec it misses, before and when one is run', async () => {
    await must(['vast:start', ...PLACE])
    const fine = await user.cli(['doctor', ...PLACE])
    await breakExec()

    const {checks} = JSON.parse((await user.cli(['doctor', ...PLACE, '--json'])).stdout) as {checks: Check[]}
    const exec = await user.cli(['vast:exec', ...PLACE, '-c', 'true', '--json'])

    assert.match(fine.stdout, /exec of vast +the server takes commands/)
    const found = checks.filter(({name}) => name === 'exec of vast').map(({message}) => message)
    const {error} = JSON.parse(exec.stdout) as {error: {code: string; message: string; suggestions: string[]}}
    assert.equal(error.code, 'EXEC_UNAVAILABLE')
    for (const expected of [
      /ECS Exec is off for the service vast-tell-server/,
      /was started while ECS Exec was off/,
      /may not reach Session Manager\nssmmessages:CreateControlChannel: denied/,
      /has no default route, and the VPC no endpoint/,
    ])
      assert.ok(
        found.some((message) => expected.test(message)),
        `${expected} is not in ${JSON.stringify(found)}`,
      )
    assert.match(error.message, /the server takes no commands: ECS Exec is off for the service vast-tell-server/)
    assert.match(error.suggestions[0] ?? '', /^aws ecs update-service .*--endpoint-url/)
  })

  it('takes commands again when the suggestions were followed', async () => {
    const {stdout} = await user.cli(['vast:exec', ...PLACE, '-c', 'true', '--json'])
    const {suggestions} = (JSON.parse(stdout) as {error: {suggestions: string[]}}).error

    // The endpoint is for a network that has no way out; the route is ours to put back.
    for (const command of suggestions.filter((text) => /^aws (ecs|iam) /.test(text))) await shell(command)
    await must(['vast:restart', ...PLACE, '--yes'])
    const {code, stderr} = await user.cli(['vast:exec', ...PLACE, '-c', 'exit 37'])

    assert.equal(code, 37, stderr)
  })

  /** Turns ECS Exec off, and takes permissions and the way out away, as somebody by hand would. */
  async function breakExec(): Promise<void> {
    const {taskDefinition} = await local.aws<{taskDefinition: {taskRoleArn: string}}>(
      ...['ecs', 'describe-task-definition', '--task-definition', SERVICE],
    )
    const role = taskDefinition.taskRoleArn.split('/').at(-1) ?? ''
    broken = {role, policies: await policiesOf(role)}
    await local.aws('iam', 'delete-role-policy', '--role-name', role, '--policy-name', 'exec')
    const {services} = await local.aws<{services: {networkConfiguration: Network}[]}>(
      ...['ecs', 'describe-services', ...CLUSTER, '--services', SERVICE],
    )
    const [subnet = ''] = services[0]?.networkConfiguration.awsvpcConfiguration.subnets ?? []
    const {RouteTables} = await local.aws<{RouteTables: {RouteTableId: string}[]}>(
      ...['ec2', 'describe-route-tables', '--filters', `Name=association.subnet-id,Values=${subnet}`],
    )
    const table = RouteTables[0]?.RouteTableId ?? ''
    await local.aws(...['ec2', 'delete-route', '--route-table-id', table, '--destination-cidr-block', '0.0.0.0/0'])
    await local.aws('ecs', 'update-service', ...CLUSTER, '--service', SERVICE, '--disable-execute-command')
    await must(['vast:restart', ...PLACE, '--yes'])
  }

  /** What the suggestions gave the role: a stack does not delete a role with policies of others. */
  async function takeBack({role, policies}: {role: string; policies: string[]}): Promise<void> {
    for (const name of await policiesOf(role))
      if (!policies.includes(name))
        await local.aws('iam', 'delete-role-policy', '--role-name', role, '--policy-name', name)
  }

  async function policiesOf(role: string): Promise<string[]> {
    return (await local.aws<{PolicyNames: string[]}>('iam', 'list-role-policies', '--role-name', role)).PolicyNames
  }

  /** A task of no service, of the server's image, that does nothing for long. */
  async function runOneOff(like: string): Promise<string> {
    const {containers} = await described(like)
    const {taskDefinition} = await local.aws<{taskDefinition: {taskRoleArn: string; executionRoleArn: string}}>(
      ...['ecs', 'describe-task-definition', '--task-definition', SERVICE],
    )
    const definition = {
      family: 'vast-tell-one-off',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: taskDefinition.executionRoleArn,
      containerDefinitions: [
        {name: 'main', image: containers[0]?.image, entryPoint: ['sleep'], command: ['600'], stopTimeout: 2},
      ],
    }
    const file = join(user.folder, 'one-off.json')
    await user.write('one-off.json', JSON.stringify(definition))
    await local.aws('ecs', 'register-task-definition', '--cli-input-json', `file://${file}`)
    const {tasks} = await local.aws<{tasks: {taskArn: string}[]}>(
      ...['ecs', 'run-task', ...CLUSTER, '--task-definition', 'vast-tell-one-off', '--launch-type', 'FARGATE'],
      ...['--started-by', 'aws-stack-run', '--network-configuration', 'awsvpcConfiguration={subnets=[subnet-1]}'],
    )
    return tasks[0]?.taskArn.split('/').at(-1) ?? ''
  }

  async function described(id: string): Promise<EcsTask> {
    const {tasks} = await local.aws<{tasks: EcsTask[]}>('ecs', 'describe-tasks', ...CLUSTER, '--tasks', id)
    assert.ok(tasks[0])
    return tasks[0]
  }

  async function listed(): Promise<string[]> {
    return (await local.aws<{taskArns: string[]}>('ecs', 'list-tasks', ...CLUSTER)).taskArns
  }

  /** As a reader pastes it. */
  async function shell(command: string): Promise<void> {
    const {code, stderr} = await finished('sh', ['-c', command], {environment: local.environment})
    assert.equal(code, 0, `${command}: ${stderr}`)
  }

  async function must(args: readonly string[]): Promise<Finished> {
    const run = await user.cli(args)
    assert.equal(run.code, 0, run.stderr + run.stdout)
    return run
  }

  async function answerOf<T>(args: readonly string[]): Promise<T> {
    return JSON.parse((await must([...args, '--json'])).stdout) as T
  }
})

function msOf(time: string | number): number {
  return typeof time === 'number' ? Math.round(time * 1000) : Date.parse(time)
}

interface Check {
  readonly name: string
  readonly message: string
}

interface Network {
  readonly awsvpcConfiguration: {readonly subnets: readonly string[]}
}
