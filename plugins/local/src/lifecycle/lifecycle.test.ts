import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {readdir, readFile, writeFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import {join} from 'node:path'

import {ListNamespacesCommand, ServiceDiscoveryClient} from '@aws-sdk/client-servicediscovery'
import {type LocalState, readLocalState} from '@aws-stack/kit'

import {isRunning, readProcessRecords} from '../folder/process-records.js'
import {environmentWithFakeMoto} from '../testing/fake-moto.test.fixture.js'
import {inTemporaryFolder} from '../testing/temporary-folder.test.fixture.js'
import {localStatus} from './local-status.js'
import {resetLocal} from './reset-local.js'
import {type StartLocalOptions, startLocal} from './start-local.js'
import {stopLocal} from './stop-local.js'

describe('the local AWS, started and stopped', function () {
  this.timeout(60_000)

  it('answers when start returns, and leaves its state where kit looks', async () => {
    await inSandbox(async ({folder, start}) => {
      const state = await start()

      assert.deepEqual(readLocalState({AWS_STACK_LOCAL_FOLDER: folder}), state)
      assert.deepEqual(await namespaces(state), ['ns-fake'])
      assert.deepEqual(state.sampleVpcs, {'eu-west-1': 'vpc-1'})
      assert.equal((await fetch(`${state.registry}/v2/`)).status, 401)
    })
  })

  it('is started once, however often and by however many', async () => {
    await inSandbox(async ({start}) => {
      const [first, second] = await Promise.all([start(), start()])

      const third = await start()

      assert.deepEqual([second, third], [first, first])
    })
  })

  it('leaves no process, no state and no lock when it is stopped, and can be stopped twice', async () => {
    await inSandbox(async ({folder, start, stop}) => {
      await start()
      const records = await readProcessRecords(folder)

      const first = await stop()
      const second = await stop()

      assert.deepEqual(first.stopped.toSorted(), ['moto', 'server'])
      assert.deepEqual(second.stopped, [])
      assert.deepEqual(records.filter(isRunning), [])
      assert.deepEqual((await readdir(folder)).toSorted(), ['bin', 'moto.log', 'ports.json', 'registry', 'server.log'])
    })
  })

  it('has the same ports after the next start', async () => {
    await inSandbox(async ({start, stop}) => {
      const first = await start()
      await stop()

      const second = await start()

      assert.deepEqual([second.endpoint, second.registry], [first.endpoint, first.registry])
      assert.notEqual(second.pid, first.pid)
    })
  })

  it('stops and starts again after its server was killed', async () => {
    await inSandbox(async ({folder, start, stop}) => {
      const killed = await start()
      const records = await readProcessRecords(folder)
      process.kill(killed.pid, 'SIGKILL')

      const restarted = await start()
      const afterRestart = records.filter(isRunning)
      process.kill(restarted.pid, 'SIGKILL')
      const {stopped} = await stop()

      assert.deepEqual(afterRestart, [])
      assert.ok(stopped.includes('moto'))
      assert.deepEqual((await readProcessRecords(folder)).filter(isRunning), [])
      assert.equal(existsSync(join(folder, 'state.json')), false)
    })
  })

  it('takes no other process for its own, whatever number that has got', async () => {
    await inSandbox(async ({folder, start, stop}) => {
      const records = [{name: 'moto', pid: process.pid, began: 'at another time'}]
      await writeFile(join(folder, 'processes.json'), JSON.stringify(records))

      const {stopped} = await stop()

      assert.deepEqual(stopped, [])
      await start()
    })
  })

  it('says that moto has died, and goes on without it', async () => {
    await inSandbox(async ({folder, start}) => {
      const state = await start()
      const moto = (await readProcessRecords(folder)).find(({name}) => name === 'moto')
      process.kill(moto?.pid ?? 0, 'SIGKILL')

      const error = await namespaces(state).then(
        () => undefined,
        (thrown: Error) => thrown,
      )

      assert.match(String(error?.message), /servicediscovery .*moto, which is not there: it (has died|does not answer)/)
      const {moto: shown} = await untilDead(folder)
      assert.match(String(shown.reason), /local:stop/)
    })
  })

  it('starts without moto and without an engine, and says how to get them', async () => {
    await inSandbox(async ({folder, start, environment, reports}) => {
      await start({environment: {...environment, PATH: join(folder, 'nothing')}})

      const {engine, moto} = await localStatus(folder)

      assert.equal(moto.status, 'missing')
      assert.match(String(moto.reason), /path: moto_server is not on PATH\nvenv: python3 -m venv failed/)
      assert.equal(engine.kind, 'missing')
      assert.match(
        reports.join('\n'),
        /no moto, so only CloudFormation, ECR, ECS, Kinesis, Lambda and AWS Backup answer/,
      )
    })
  })

  it('leaves nothing half-started where it cannot start', async () => {
    await inSandbox(async ({folder, start, environment}) => {
      const other = createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => other.once('listening', resolve))
      const port = (other.address() as {port: number}).port

      await assert.rejects(start({port}), {
        code: 'LOCAL_START_FAILED',
        message: new RegExp(`port ${port} of 127.0.0.1 is taken by another program`),
      })

      other.close()
      assert.equal(readLocalState({...environment, AWS_STACK_LOCAL_FOLDER: folder}), undefined)
      assert.equal(existsSync(join(folder, 'processes.json')), false)
      assert.equal(existsSync(join(folder, 'lock')), false)
    })
  })

  it('leaves nothing behind where the start is cancelled', async () => {
    await inSandbox(async ({folder, start}) => {
      const controller = new AbortController()
      const starting = start({signal: controller.signal, report: () => controller.abort(new Error('SIGINT'))})

      await assert.rejects(starting, /SIGINT/)

      assert.deepEqual((await readProcessRecords(folder)).filter(isRunning), [])
    })
  })

  it('refuses to be another one than the one that runs', async () => {
    await inSandbox(async ({start}) => {
      await start()

      await assert.rejects(start({registryHost: 'host.docker.internal'}), {
        code: 'LOCAL_DIFFERS',
        message: 'the local AWS is running with registry host 127.0.0.1, not host.docker.internal',
      })
    })
  })

  it('forgets everything on reset, with the same addresses and processes', async () => {
    await inSandbox(async ({folder, start}) => {
      const before = await start()
      await fetch(`${before.endpoint}/_local/fail`, {method: 'POST', body: '{"service":"servicediscovery"}'})
      await writeFile(join(folder, 'stand-ins.json'), '{"tenzir/vast":"gone"}')

      const after = await resetLocal(folder)

      assert.deepEqual(await namespaces(after), ['ns-fake'])
      assert.deepEqual([after.pid, after.endpoint], [before.pid, before.endpoint])
      assert.deepEqual(after.sampleVpcs, {'eu-west-1': 'vpc-2'})
      assert.deepEqual(after.standIns, {})
    })
  })

  it('makes a sample VPC for each region that is used, and notes it', async () => {
    await inSandbox(async ({folder, start}) => {
      const {endpoint} = await start()

      const answer = await fetch(`${endpoint}/_local/sample-vpc?region=us-east-1`)

      assert.deepEqual(await answer.json(), {vpcId: 'vpc-2'})
      const state = JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')) as LocalState
      assert.deepEqual(state.sampleVpcs, {'eu-west-1': 'vpc-1', 'us-east-1': 'vpc-2'})
    })
  })

  it('does not say that it runs where it does not', async () => {
    await inSandbox(async ({folder}) => {
      await assert.rejects(localStatus(folder), {code: 'LOCAL_NOT_RUNNING'})
      await assert.rejects(resetLocal(folder), {code: 'LOCAL_NOT_RUNNING'})
    })
  })
})

interface Sandbox {
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  readonly reports: string[]
  readonly start: (options?: Partial<StartLocalOptions>) => Promise<LocalState>
  readonly stop: () => ReturnType<typeof stopLocal>
}

async function inSandbox(work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const environment = await environmentWithFakeMoto(folder)
    const reports: string[] = []
    const {signal} = new AbortController()
    const defaults = {
      folder,
      environment,
      registryHost: '127.0.0.1',
      signal,
      report: (line: string) => void reports.push(line),
    }
    const stop = () => stopLocal(folder, environment, signal)
    try {
      await work({folder, environment, reports, stop, start: (options) => startLocal({...defaults, ...options})})
    } finally {
      await stop()
    }
  })
}

async function namespaces(state: LocalState): Promise<unknown> {
  const {endpoint, region, accessKeyId, secretAccessKey} = state
  const settings = {endpoint, region, credentials: {accessKeyId, secretAccessKey}, maxAttempts: 1}
  const {Namespaces} = await new ServiceDiscoveryClient(settings).send(new ListNamespacesCommand())
  return Namespaces?.map(({Id}) => Id)
}

async function untilDead(folder: string): ReturnType<typeof localStatus> {
  for (;;) {
    const status = await localStatus(folder)
    if (status.moto.status === 'dead') return status
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
