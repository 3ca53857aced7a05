import assert from 'node:assert/strict'
import {type ChildProcess, spawn, spawnSync} from 'node:child_process'

import {dockerPath} from '@aws-stack/docker'

import {skip} from './fixtures/local-aws.js'
import {command, type RuntimeApi, runtimeApi} from './fixtures/runtime-api.js'

const folder = dockerPath('vast/client')

describe('the VAST client on Lambda', function () {
  this.timeout(60_000)

  before(function () {
    if (spawnSync('python3', ['--version']).error) skip(this, 'python3 is not installed')
  })

  it('keeps the promises of its own tests', () => {
    const {status, stderr} = spawnSync('python3', ['-B', '-m', 'unittest'], {cwd: folder, encoding: 'utf8'})

    assert.equal(status, 0, stderr)
    assert.match(stderr, /Ran \d\d tests/)
  })

  describe('in its runtime loop', () => {
    let api: RuntimeApi
    let loop: ChildProcess
    let log = ''

    beforeEach(async () => {
      log = ''
      api = await runtimeApi()
      loop = spawn('python3', ['-B', `${folder}/runtime.py`], {
        env: {...process.env, AWS_LAMBDA_RUNTIME_API: api.address},
      })
      for (const stream of [loop.stdout, loop.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => (log += text))
    })

    afterEach(async () => {
      api.close()
      assert.equal(loop.exitCode, null, `the loop ended by itself:\n${log}`)
      const ended = new Promise((resolve) => loop.once('exit', resolve))
      loop.kill('SIGKILL')
      await ended
    })

    it('answers one invocation after the other', async () => {
      const first = await api.invoke(command('echo one'))
      const second = await api.invoke(command('echo two'))

      assert.equal(first.kind, 'response')
      assert.equal(first.body['stdout'], 'one')
      assert.equal(second.body['stdout'], 'two')
    })

    it('makes a failing command an error whose message is the whole result, and goes on', async () => {
      const failed = await api.invoke(command('echo partial; exit 3'))
      const next = await api.invoke(command('true'))

      assert.equal(failed.kind, 'error')
      assert.equal(failed.errorType, 'CommandException')
      assert.equal(failed.body['errorType'], 'CommandException')
      const result = JSON.parse(String(failed.body['errorMessage'])) as {returncode: number; stdout: string}
      assert.deepEqual([result.returncode, result.stdout], [3, 'partial'])
      assert.equal(next.kind, 'response')
    })

    it('gives nothing of one invocation to the next', async () => {
      await api.invoke(command('export LATER=1; cd /; true', {TOKEN: 's3cret'}))

      const next = await api.invoke(command('echo "${TOKEN-none} ${LATER-none}"'))

      assert.equal(next.body['stdout'], 'none none')
    })

    it('answers before the deadline', async () => {
      const {kind, body} = await api.invoke(command('echo begun; sleep 600'), 3.5)

      const result = JSON.parse(String(body['errorMessage'])) as {returncode: number; stdout: string; stderr: string}
      assert.equal(kind, 'error')
      assert.deepEqual(result, {
        ...result,
        returncode: 124,
        stdout: 'begun',
        stderr: "killed: the function's time limit was close",
      })
    })

    it('refuses what is no request', async () => {
      const notJson = await api.invoke('{')
      const noCommand = await api.invoke('{"command": "ls"}')

      assert.deepEqual(notJson.body, {errorType: 'BadRequest', errorMessage: 'the event is not JSON', stackTrace: []})
      assert.equal(noCommand.errorType, 'BadRequest')
    })

    it('says that an answer is too large for Lambda', async () => {
      const {errorType, body} = await api.invoke(command('head -c 8000000 /dev/zero | tr "\\0" x'))

      assert.equal(errorType, 'AnswerTooLarge')
      assert.match(String(body['errorMessage']), /6 MB/)
    })

    it('logs no command, no variable and no output', async () => {
      await api.invoke(command('echo topsecret-output', {TOKEN: 'topsecret-value'}))
      await api.invoke(command('echo topsecret-error >&2; exit 1', {TOKEN: 'topsecret-value'}))
      await api.invoke('"topsecret-event"')

      assert.doesNotMatch(log, /topsecret/)
      assert.equal(log.trim().split('\n').length, 4)
    })
  })
})
