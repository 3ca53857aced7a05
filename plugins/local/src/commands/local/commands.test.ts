import assert from 'node:assert/strict'
import {fileURLToPath} from 'node:url'

import type {LocalState} from '@aws-stack/kit'

import {stopLocal} from '../../lifecycle/stop-local.js'
import {environmentWithFakeMoto} from '../../testing/fake-moto.test.fixture.js'
import {finished} from '../../testing/finished.test.fixture.js'
import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'

/** What the CLI's bin does, with this plugin alone. */
const RUN = `
import {Config, flush, run} from '@aws-stack/kit/bin'
import {reportFailure} from '@aws-stack/kit/report-failure'
try {
  await run(process.argv.slice(2), await Config.load(process.argv[1]))
  await flush()
} catch (error) {
  process.exitCode = reportFailure(error, process.argv)
}
`
const PLUGIN = fileURLToPath(new URL('../../..', import.meta.url))

describe('the commands of the local AWS', function () {
  this.timeout(60_000)

  it('print exports alone on stdout, also when it runs already, so that a shell can evaluate them', async () => {
    await withCommands(async (command, environment) => {
      const first = await command('local:start')
      const second = await command('local:start')
      const {stdout: evaluated} = await finished(
        'sh',
        ['-c', 'eval "$1"; echo "$AWS_ENDPOINT_URL"', 'sh', second.stdout],
        environment,
      )

      assert.deepEqual([first.code, second.code], [0, 0], first.stderr + second.stderr)
      assert.equal(second.stdout, first.stdout)
      assert.match(evaluated, /^http:\/\/127\.0\.0\.1:\d+\n$/)
      assert.match(first.stderr, /moto 5\.2\.1 \(path\)/)
      assert.match(second.stderr, /is running at/)
    })
  })

  it('show, empty and stop it', async () => {
    await withCommands(async (command) => {
      const started = JSON.parse((await command('local:start', '--json')).stdout) as LocalState
      const status = await command('local:status')
      const reset = await command('local:reset')
      const stopped = await command('local:stop')
      const again = await command('local:stop')

      assert.ok(status.stdout.includes(started.endpoint))
      assert.match(status.stdout, /moto +running 5\.2\.1 \(path\)/)
      assert.match(reset.stdout, /is empty\. Sample VPC of eu-west-1: vpc-2\./)
      assert.match(stopped.stdout, /Stopped: .*Forgotten: .*Kept in .*: image layers/s)
      assert.deepEqual([again.code, again.stdout], [0, 'No local AWS was running.\n'])
    })
  })

  it('play a scenario and end it', async () => {
    await withCommands(async (command) => {
      const {endpoint} = JSON.parse((await command('local:start', '--json')).stdout) as LocalState
      const playing = async () =>
        (await fetch(`${endpoint}/_local/scenario`)).json() as Promise<{name?: string; speed?: number}>

      const list = await command('local:play', '--list')
      const play = await command('local:play', 'circuit-breaker', '--speed', '10')
      const during = await playing()
      const unknown = await command('local:play', 'nothing')
      const stop = await command('local:play', '--stop')
      const after = await playing()

      assert.match(list.stdout, /^create-succeeds /m)
      assert.match(
        play.stdout,
        /circuit-breaker plays 10 times as fast: .*\nWatch it with: aws-stack vast:deploy --local/,
      )
      assert.deepEqual([during.name, during.speed], ['circuit-breaker', 10])
      assert.equal(unknown.code, 2)
      assert.match(unknown.stderr, /there is no scenario nothing/)
      assert.equal(stop.stdout, 'No scenario plays any more.\n')
      assert.deepEqual(after, {})
    })
  })

  it('leave with 3 where none is running, and say what starts one', async () => {
    await withCommands(async (command) => {
      const status = await command('local:status')
      const json = await command('local:reset', '--json')

      const {error} = JSON.parse(json.stdout) as {error: {code: string; suggestions: string[]}}
      assert.deepEqual([status.code, json.code], [3, 3])
      assert.match(status.stderr, /no local AWS is running in/)
      assert.deepEqual([error.code, error.suggestions], ['LOCAL_NOT_RUNNING', ['aws-stack local:start']])
    })
  })
})

type RunCommand = (...words: string[]) => ReturnType<typeof finished>

async function withCommands(
  work: (command: RunCommand, environment: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const environment = {
      ...(await environmentWithFakeMoto(folder)),
      AWS_STACK_LOCAL_FOLDER: folder,
      OCLIF_DISABLE_ENGINE_WARNING: '1',
      NODE_NO_WARNINGS: '1',
    }
    const command: RunCommand = (...words) =>
      finished(process.execPath, ['--input-type=module', '--eval', RUN, PLUGIN, ...words], environment)
    try {
      await work(command, environment)
    } finally {
      await stopLocal(folder, environment, new AbortController().signal)
    }
  })
}
