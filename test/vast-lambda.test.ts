import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import {finished, type Project} from './fixtures/project.js'
import {until} from './fixtures/running.js'
import {type TemporaryBucket, temporaryBucket} from './fixtures/temporary-bucket.js'

const PLACE = '--local --stage lambda'
const FUNCTION = 'vast-lambda-client'

describe('vast:lambda', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined
  let bucket: TemporaryBucket | undefined

  before(async function () {
    const files = {'script.sh': 'echo "from a file: $A"\nexit 4\n'}
    ;({local, user, remove} = await deployed(this, PLACE.split(' '), '10.51.0.0/24', files))
  })

  after(async () => {
    await bucket?.remove()
    await remove?.()
  })

  /** As it stands in a script. */
  const script = (text: string) =>
    finished('sh', ['-c', text.replaceAll('LAMBDA', `node_modules/.bin/aws-stack vast:lambda ${PLACE}`)], {
      cwd: user.folder,
    })

  it('behaves like a command of this machine', async () => {
    const ended = await script(`LAMBDA -c 'echo out; echo "$A" >&2; exit 3' -e A=b=c`)

    assert.deepEqual(ended, {code: 3, stdout: 'out\n', stderr: 'b=c\n'})
  })

  it('has the exit code of the command', async () => {
    for (const [command, code] of [
      ['true', 0],
      ['exit 1', 1],
      ['no-such-program', 127],
      ['exit 255', 255],
      ['kill -9 $$', 137],
    ] as const)
      assert.equal((await script(`LAMBDA -c '${command}'`)).code, code, command)
  })

  it('takes the command from standard input, a file and an object', async () => {
    bucket = await temporaryBucket(local, 'lambda-scripts')
    await user.write('object.sh', 'echo "from an object: $A"')
    const object = ['--bucket', bucket.name, '--key', 'a/script', '--body', join(user.folder, 'object.sh')]
    await local.aws('s3api', 'put-object', ...object)

    const piped = await script(`echo 'echo "from a pipe: $A"' | LAMBDA -c - -e A=1`)
    const file = await script(`LAMBDA -c file://script.sh -e A=2`)
    const read = await script(`LAMBDA -c s3://${bucket.name}/a/script -e A=3`)

    assert.deepEqual([piped.code, piped.stdout], [0, 'from a pipe: 1\n'])
    assert.deepEqual([file.code, file.stdout], [4, 'from a file: 2\n'])
    assert.deepEqual([read.code, read.stdout], [0, 'from an object: 3\n'], read.stderr)
  })

  it('gives the whole answer as one document, and answers to its old name', async () => {
    const {code, stdout} = await script(
      `LAMBDA -c 'echo it; exit 5' -e A=1 --json`.replace(
        'LAMBDA',
        `node_modules/.bin/aws-stack vast:run-lambda ${PLACE}`,
      ),
    )

    const {requestId, ...answer} = JSON.parse(stdout) as {requestId: string}
    assert.equal(code, 5)
    assert.match(requestId, /^[0-9a-f-]{36}$/)
    assert.deepEqual(answer, {
      function: FUNCTION,
      exitCode: 5,
      stdout: 'it',
      stderr: '',
      command: ['/bin/bash', '-c', 'echo it; exit 5'],
      env: {A: '1'},
    })
  })

  it('runs what the aws CLI runs, in a container with a read-only image and a writable /tmp', async () => {
    const cmd = Buffer.from('echo kept > /tmp/it; touch /opt/it; cat /tmp/it; id -u').toString('base64')
    const file = join(user.folder, 'answer.json')
    const call = [
      'lambda',
      'invoke',
      '--function-name',
      FUNCTION,
      '--payload',
      JSON.stringify({cmd}),
      '--log-type',
      'Tail',
    ]

    const {LogResult} = await local.aws<{LogResult: string}>(...call, file)

    const answer = JSON.parse(await readFile(file, 'utf8')) as {stdout: string; stderr: string}
    const log = Buffer.from(LogResult, 'base64').toString()
    assert.equal(answer.stdout, 'kept\n993')
    assert.match(answer.stderr, /Read-only file system/)
    assert.match(log, /^START RequestId: \S+ Version: \$LATEST\n[^]*\nEND RequestId: \S+\nREPORT RequestId: /)
    assert.equal((await containers()).length, 1, 'one warm container')
  })

  it('finds the server by its name in the network', async () => {
    assert.equal((await user.cli(['vast:start', ...PLACE.split(' ')])).code, 0)

    const {code, stdout, stderr} = await script(`LAMBDA -c 'vast status'`)

    assert.equal(code, 0, stderr)
    assert.notEqual(stdout, '')
  })

  it('ends before the function does where the command takes too long', async () => {
    await limitTo('5')

    const {code, stdout, stderr} = await script(`LAMBDA -c 'echo begun; sleep 60'`)

    assert.deepEqual([code, stdout], [124, 'begun\n'])
    assert.match(stderr, /the function's time limit was close/)
  })

  it('says that Lambda has ended the function where even that does not help', async () => {
    await limitTo('5')
    await script(`LAMBDA -c true`)
    await until(async () => (await containers()).length === 1)
    const stopped = await containers()
    await local.docker('kill', '--signal', 'STOP', ...stopped)

    const {code, stderr} = await script(`LAMBDA -c true`)

    assert.equal(code, 5)
    assert.match(stderr, /Lambda has ended vast-lambda-client after 5 s, its time limit/)
    await until(async () => !(await containers()).some((id) => stopped.includes(id)))
  })

  it('is sent once where its answer is lost', async () => {
    await local.fail({service: 'lambda', operation: 'Invoke', reset: true})
    await local.forgetRequests()

    const {code, stderr} = await script(`LAMBDA -c true`)

    const invocations = (await local.requests()).filter(({operation}) => operation === 'Invoke')
    await local.clearFaults()
    assert.equal(code, 5)
    assert.match(stderr, /nobody can say whether it ran/)
    assert.equal(invocations.length, 1)
  })

  it('says that Lambda throttles', async () => {
    const reserve = ['--function-name', FUNCTION, '--reserved-concurrent-executions', '0']
    await local.aws('lambda', 'put-function-concurrency', ...reserve)

    const {code, stderr} = await script(`LAMBDA -c true`)

    await local.aws('lambda', 'delete-function-concurrency', '--function-name', FUNCTION)
    assert.equal(code, 5)
    assert.match(stderr, /AWS_THROTTLED/)
  })

  it('needs the client to be deployed', async () => {
    const {code, stderr} = await user.cli(['vast:lambda', '--local', '--stage', 'other', '--cmd', 'true'])

    assert.equal(code, 3)
    assert.match(stderr, /client of vast is not deployed/)
  })

  /** Of the function, in s. */
  async function limitTo(timeout: string): Promise<void> {
    const of = ['--function-name', FUNCTION]
    await local.aws('lambda', 'update-function-configuration', ...of, '--timeout', timeout)
    await local.aws('lambda', 'wait', 'function-updated', ...of)
  }

  /** Of the function, as the engine has them. */
  async function containers(): Promise<string[]> {
    const arn = `arn:aws:lambda:${local.state.region}:${local.state.accountId}:function:${FUNCTION}`
    const ids = await local.docker('ps', '--quiet', '--filter', `label=aws-stack.local.function=${arn}`)
    return ids.split('\n').filter(Boolean)
  }
})
