import assert from 'node:assert/strict'
import {randomBytes} from 'node:crypto'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {finished, type Project, project} from './fixtures/project.js'

const PLACE = '--local --stage exec'

describe('vast:exec', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project

  before(async function () {
    local = localAws(this)
    user = await project()
    const {code, stderr} = await user.cli(['vast:deploy', '--yes', ...PLACE.split(' ')])
    assert.equal(code, 0, stderr)
  })

  after(async () => {
    if (user) await user.cli(['vast:destroy', '--yes', '--force', ...PLACE.split(' ')])
  })

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
    await startServer()

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

  it('brings bytes there and back', async () => {
    await writeFile(join(user.folder, 'bytes'), randomBytes(1_000_000))

    const {code} = await script('EXEC -c cat < bytes | cmp - bytes')

    assert.equal(code, 0)
  })

  it('wants a terminal for a shell', async () => {
    assert.equal((await script('EXEC < /dev/null')).code, 9)
  })

  async function startServer(): Promise<void> {
    const place = ['--cluster', 'vast-exec']
    await local.aws('ecs', 'update-service', ...place, '--service', 'vast-exec-server', '--desired-count', '1')
    for (const until = Date.now() + 60_000; Date.now() < until; await sleep(500)) {
      const {taskArns} = await local.aws<{taskArns: string[]}>('ecs', 'list-tasks', ...place)
      if (taskArns.length === 0) continue
      const {tasks} = await local.aws<{tasks: Task[]}>('ecs', 'describe-tasks', ...place, '--tasks', ...taskArns)
      if (tasks[0]?.containers[0]?.managedAgents?.[0]?.lastStatus === 'RUNNING') return
    }
    assert.fail('the server does not come up')
  }
})

interface Task {
  readonly containers: readonly {readonly managedAgents?: readonly {readonly lastStatus: string}[]}[]
}
