import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import {finished, neutral, type Project} from './fixtures/project.js'
import {started, until} from './fixtures/running.js'

const PLACE = '--local --stage exec'
const CLUSTER = ['--cluster', 'vast-exec']

describe('vast:exec', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, PLACE.split(' '), '10.50.0.0/24'))
  })

  after(() => remove?.())

  /** As it stands in a script. */
  const script = (text: string) =>
    finished('sh', ['-c', text.replaceAll('EXEC', `node_modules/.bin/aws-stack vast:exec ${PLACE}`)], {
      cwd: user.folder,
    })

  it('ends with 8 where no server runs', async () => {
    const {code, stderr} = await script(`EXEC -c true < /dev/null`)

    assert.equal(code, 8)
    assert.match(stderr, /no server of vast runs/)
  })

  it('behaves like a command of this machine where one does', async () => {
    await startServers(1)

    const {code, stdout, stderr} = await script(`echo data | EXEC -c 'cat; echo "$A" >&2; exit 37' -e A=b=c`)

    assert.deepEqual({code, stdout, stderr}, {code: 37, stdout: 'data\n', stderr: 'b=c\n'})
  })

  it('answers to its old name, and as one document', async () => {
    const {stdout} = await script(
      `EXEC -c 'echo it' --json < /dev/null`.replace(
        'EXEC',
        `node_modules/.bin/aws-stack vast:execute-command ${PLACE}`,
      ),
    )

    assert.deepEqual(JSON.parse(stdout), {exitCode: 0, stdout: 'it\n', stderr: ''})
  })

  it('gives variables as they are, new lines too', async () => {
    const value = 'one\n  "two"\n\n'

    const {code, stdout} = await user.cli([
      'vast:exec',
      ...PLACE.split(' '),
      '-c',
      'printf %s "$A"',
      '-e',
      `A=${value}`,
    ])

    assert.deepEqual({code, stdout}, {code: 0, stdout: value})
  })

  it('brings bytes there and back', async () => {
    await writeFile(join(user.folder, 'bytes'), randomBytes(1_000_000))

    const {code} = await script('EXEC -c cat < bytes | cmp - bytes')

    assert.equal(code, 0)
  })

  it('wants a terminal for a shell', async () => {
    assert.equal((await script('EXEC < /dev/null')).code, 9)
  })

  it('is a shell at a terminal: Ctrl-C is for what runs there, and exit ends it', async () => {
    const shell = atTerminal()
    await shell.shows(/# $/)
    shell.type('test -t 0 && echo begun-$((40 + 2)); sleep 600\r')
    await shell.shows(/begun-42/)
    shell.type('\x03')
    await shell.shows(/begun-42[^]*# $/)
    shell.type('exit\r')

    assert.equal(await shell.ended, 0)
  })

  it('ends the command at Ctrl-C, with 130', async () => {
    const running = started(user, ['vast:exec', ...PLACE.split(' '), '-c', 'echo begun; exec sleep 6543'])
    await until(() => running.stdout().includes('begun'))
    running.kill('SIGINT')

    assert.equal(await running.ended, 130, running.stderr())
    const [container = ''] = await containersOf((await serverTasks())[0])
    await until(async () => !(await local.docker('top', container, '-eo', 'pid,args')).includes('sleep 6543'))
  })

  it('takes the newest of several tasks and says so, or the one that is named', async () => {
    const first = (await serverTasks())[0]
    await startServers(2)
    const second = (await serverTasks()).find(({taskArn}) => taskArn !== first?.taskArn)
    for (const [task, name] of [
      [first, 'first'],
      [second, 'second'],
    ] as const)
      for (const container of await containersOf(task))
        await local.docker('exec', container, 'sh', '-c', `echo ${name} > /tmp/name`)

    const unnamed = await script(`EXEC -c 'cat /tmp/name' < /dev/null`)
    const named = await script(`EXEC -c 'cat /tmp/name' --task ${idOf(first)} < /dev/null`)
    const wrong = await script(`EXEC -c 'cat /tmp/name' --task ${'0'.repeat(32)} < /dev/null`)

    assert.deepEqual([unnamed.code, unnamed.stdout], [0, 'second\n'], unnamed.stderr)
    assert.ok(
      unnamed.stderr.includes(`2 tasks of the server run; commands take the newest, ${idOf(second)}, unless --task`),
    )
    assert.deepEqual(named, {code: 0, stdout: 'first\n', stderr: ''})
    assert.equal(wrong.code, 8)
    assert.match(wrong.stderr, new RegExp(`no task 0+ of vast's server runs, but .*${idOf(first)}`))
  })

  /** `vast:exec` on a pseudo-terminal. */
  function atTerminal() {
    const command = `node_modules/.bin/aws-stack vast:exec ${PLACE}`
    const child = spawn('script', ['-qec', command, '/dev/null'], {cwd: user.folder, env: neutral()})
    let shown = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text))
    return {
      type: (keys: string) => child.stdin.write(keys),
      shows: (what: RegExp) => until(() => what.test(shown)),
      ended: once(child, 'close').then(([code]: unknown[]) => code),
    }
  }

  async function startServers(count: number): Promise<void> {
    const service = ['--service', 'vast-exec-server', '--desired-count', String(count)]
    await local.aws('ecs', 'update-service', ...CLUSTER, ...service)
    const takesCommands = ({containers}: Task) => containers[0]?.managedAgents?.[0]?.lastStatus === 'RUNNING'
    await until(async () => (await serverTasks()).filter(takesCommands).length === count)
  }

  async function serverTasks(): Promise<Task[]> {
    const {taskArns} = await local.aws<{taskArns: string[]}>('ecs', 'list-tasks', ...CLUSTER)
    if (taskArns.length === 0) return []
    return (await local.aws<{tasks: Task[]}>('ecs', 'describe-tasks', ...CLUSTER, '--tasks', ...taskArns)).tasks
  }

  /** As the engine has them. */
  async function containersOf(task: Task | undefined): Promise<string[]> {
    const label = `label=com.amazonaws.ecs.task-arn=${task?.taskArn}`
    return (await local.docker('ps', '--quiet', '--filter', label)).split('\n').filter(Boolean)
  }
})

const idOf = (task: Task | undefined) => task?.taskArn.split('/').at(-1)

interface Task {
  readonly taskArn: string
  readonly containers: readonly {readonly managedAgents?: readonly {readonly lastStatus: string}[]}[]
}
