import assert from 'node:assert/strict'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import {finished, type Project} from './fixtures/project.js'
import {started, until} from './fixtures/running.js'

const PLACE = ['--local', '--stage', 'run']
const CLUSTER = ['--cluster', 'vast-run']

interface Task {
  readonly taskArn: string
  readonly startedBy?: string
  readonly group: string
  readonly lastStatus: string
  readonly stoppedReason?: string
  readonly enableExecuteCommand: boolean
  readonly tags: readonly {readonly key: string; readonly value: string}[]
}

describe('vast:run', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, PLACE, '10.53.0.0/24'))
  })

  after(() => remove?.())
  afterEach(() => local.clearFaults())

  const run = (...args: string[]) => user.cli(['vast:run', ...PLACE, ...args])

  /** By the `aws` CLI: tasks that nobody but run has started. */
  async function tasks(status: 'RUNNING' | 'STOPPED'): Promise<Task[]> {
    const of = ['--started-by', 'aws-stack-run', '--desired-status', status]
    const {taskArns} = await local.aws<{taskArns: string[]}>('ecs', 'list-tasks', ...CLUSTER, ...of)
    if (taskArns.length === 0) return []
    const described = ['--tasks', ...taskArns, '--include', 'TAGS']
    return (await local.aws<{tasks: Task[]}>('ecs', 'describe-tasks', ...CLUSTER, ...described)).tasks
  }

  it("runs a command of the shell in the server's image: its lines on standard output, its exit code", async () => {
    const {code, stdout, stderr} = await run(
      '-c',
      'echo "$A"; vast version >/dev/null && echo there; exit 3',
      '-e',
      'A=b=c',
    )

    assert.deepEqual({code, stdout}, {code: 3, stdout: 'b=c\nthere\n'}, stderr)
    const [task] = await tasks('STOPPED')
    assert.equal(task?.enableExecuteCommand, true)
    assert.deepEqual(
      task?.tags.find(({key}) => key === 'aws-stack:stage'),
      {key: 'aws-stack:stage', value: 'run'},
    )
  })

  it('answers to its old name, and ends with 0 where the command does', async () => {
    const {code, stdout} = await user.cli(['vast:run-vast-task', ...PLACE, '--cmd', 'id -u'])

    assert.deepEqual({code, stdout}, {code: 0, stdout: '1000\n'})
  })

  it('ends with 137 where a signal ended the command, and says what that may mean', async () => {
    const {code, stderr} = await run('-c', 'sh -c "kill -9 \\$\\$"')

    assert.equal(code, 137)
    assert.match(stderr, /killed/)
  })

  it('hands on ten thousand lines, complete and in order', async () => {
    const {code, stdout} = await run('-c', 'seq 10000')

    assert.equal(code, 0)
    assert.equal(stdout, Array.from({length: 10_000}, (_, index) => `${index + 1}\n`).join(''))
  })

  it('is one document with --json; what the command writes goes to standard error', async () => {
    const {code, stdout, stderr} = await run('-c', 'echo written; exit 5', '--json')

    const result = JSON.parse(stdout) as Record<string, unknown>
    assert.equal(code, 5)
    assert.deepEqual(
      [result['exitCode'], result['stoppedReason'], result['stopCode']],
      [5, 'Essential container in task exited', 'EssentialContainerExited'],
    )
    assert.match(stderr, /^written$/m)
  })

  it('refuses to run a second server without a command where nobody can be asked', async () => {
    const before = (await tasks('STOPPED')).length

    const {code, stderr} = await run()

    assert.equal(code, 9)
    assert.match(stderr, /vast:run --yes/)
    assert.equal((await tasks('STOPPED')).length, before)
    assert.deepEqual(await tasks('RUNNING'), [])
  })

  it('begins and leaves with --no-wait; the command that it names shows what the task writes', async () => {
    const {code, stdout} = await run('-c', 'echo left behind', '--no-wait')
    const [arn = '', command = ''] = stdout.trim().split('\n')
    const id = arn.slice(arn.lastIndexOf('/') + 1)

    assert.equal(code, 0)
    assert.equal(command, `aws-stack vast:logs --task ${id} --follow --local --stage run`)
    const logs = () => user.cli(['vast:logs', '--task', id, ...PLACE, '--jsonl'])
    await until(async () => (await logs()).stdout.includes('left behind'))
  })

  it('stops the task at Ctrl-C, and ends with 130 when it has ended', async () => {
    const running = started(user, ['vast:run', ...PLACE, '-c', 'echo begun; exec sleep 600'])
    await until(() => running.stdout().includes('begun'))
    running.kill('SIGINT')

    assert.equal(await running.ended, 130)
    assert.match(running.stderr(), /asked to stop/)
    const stopped = await tasks('STOPPED')
    assert.ok(stopped.some(({stoppedReason}) => stoppedReason === 'aws-stack: cancelled by SIGINT'))
    assert.deepEqual(await tasks('RUNNING'), [])
  })

  it('stops the task when nobody reads its lines any more, and says so', async () => {
    const bin = `${user.folder}/node_modules/.bin/aws-stack`
    const script = 'while :; do echo line; sleep 0.2; done'
    const piped = `"$0" "$@" -c '${script}' | head -n 1; exit "\${PIPESTATUS[0]}"`
    const command = ['-c', piped, process.execPath, bin, 'vast:run', ...PLACE]

    const {code, stdout, stderr} = await finished('bash', command, {cwd: user.folder})

    assert.deepEqual({code, stdout}, {code: 2, stdout: 'line\n'}, stderr)
    assert.match(stderr, /nobody takes what the task writes: write EPIPE; the task \w+ has ended/)
    const stopped = await tasks('STOPPED')
    assert.ok(stopped.some(({stoppedReason}) => stoppedReason === 'aws-stack: nobody reads what it writes'))
    assert.deepEqual(await tasks('RUNNING'), [])
  })

  it('leaves the task to itself at the time limit, with 6', async () => {
    const {code, stderr} = await run('-c', 'sleep 600', '--timeout', '15s')

    const left = await tasks('RUNNING')
    for (const {taskArn} of left) await local.aws('ecs', 'stop-task', ...CLUSTER, '--task', taskArn)
    assert.equal(code, 6)
    assert.match(stderr, /left to itself[^]*vast:logs --task/)
    assert.equal(left.length, 1)
    await until(async () => (await tasks('RUNNING')).length === 0)
  })

  it('says why ECS starts no task', async () => {
    const reason = 'Capacity is unavailable at this time. Please try again later or in a different availability zone'
    await local.fail({service: 'ecs', operation: 'RunTask', code: 'ClientException', reason, status: 400})

    const {code, stderr} = await run('-c', 'true')

    assert.equal(code, 5)
    assert.match(stderr, /Capacity is unavailable.*there is no room for it now/)
  })

  it('leaves the server alone: exec, status and stop see it and nothing else', async () => {
    await user.cli(['vast:start', ...PLACE])
    const [server] = (await local.aws<{taskArns: string[]}>('ecs', 'list-tasks', ...CLUSTER)).taskArns
    const running = started(user, [
      'vast:run',
      ...PLACE,
      '-c',
      'echo begun; until test -e /tmp/end; do sleep 0.2; done',
    ])
    await until(() => running.stdout().includes('begun'))
    const [task] = await tasks('RUNNING')

    const exec = await user.cli([
      'vast:exec',
      ...PLACE,
      '-c',
      'cat /proc/1/cmdline | tr "\\0" " "; ps ax | head -3 >/dev/null',
    ])
    const start = await user.cli(['vast:start', ...PLACE, '--json'])
    const stop = await user.cli(['vast:stop', ...PLACE, '--yes'])

    assert.match(exec.stdout, /vast start/)
    assert.doesNotMatch(exec.stderr, /tasks of the server run/)
    assert.equal((JSON.parse(start.stdout) as {task: string}).task, server?.split('/').at(-1))
    assert.equal(stop.code, 0, stop.stderr)
    assert.notEqual(task?.taskArn, server)
    assert.deepEqual(
      (await tasks('RUNNING')).map(({taskArn}) => taskArn),
      [task?.taskArn],
    )
    const id = task?.taskArn.split('/').at(-1) ?? ''
    const name = await local.docker('ps', '-q', '--filter', `label=com.amazonaws.ecs.task-arn=${task?.taskArn}`)
    assert.ok(name, `no container of ${id}`)
    await local.docker('exec', name.split('\n')[0] ?? '', 'touch', '/tmp/end')
    assert.equal(await running.ended, 0)
  })
})
