import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {once} from 'node:events'
import {cp, mkdir, readFile} from 'node:fs/promises'
import {type AddressInfo, createServer} from 'node:net'
import {join} from 'node:path'
import {promisify} from 'node:util'
import type Docker from 'dockerode'

import {connectEngine} from '../engine/connect-engine.js'
import {requireEngine, skipLoudly} from '../testing/engine.test.fixture.js'
import {inTemporaryFolder} from '../testing/temporary-folder.test.fixture.js'
import type {ContainerRuntime, ContainerSpec} from './container-runtime.js'
import {createDockerRuntime} from './docker-runtime.js'
import {labelsOf, removeContainers} from './leftovers.js'

const run = promisify(execFile)
const IMAGE = 'aws-stack-test/tasks:1'
const never = new AbortController().signal

interface Engine {
  readonly docker: Docker
  readonly host: string
}

async function importBusybox(host: string): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await mkdir(join(folder, 'bin'))
    for (const name of ['sh', 'busybox', 'sleep'])
      await cp('/bin/busybox', join(folder, 'bin', name), {dereference: true})
    await run('tar', ['-C', folder, '-cf', join(folder, 'image.tar'), 'bin'])
    await run('docker', ['--host', host, 'import', join(folder, 'image.tar'), IMAGE])
  })
}

function spec(name: string, script: string, more: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    name: `aws-stack-test-${process.pid}-${name}`,
    image: IMAGE,
    entryPoint: ['/bin/sh', '-c'],
    command: [script],
    environment: {},
    init: false,
    readOnly: false,
    tty: false,
    labels: {},
    mounts: [],
    network: {aliases: []},
    ...more,
  }
}

/** A runtime over a real engine, with nothing left behind. */
async function withRuntime(
  {docker}: Engine,
  work: (runtime: ContainerRuntime, folder: string) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    try {
      await work(createDockerRuntime(docker, folder), folder)
    } finally {
      await removeContainers(docker, folder)
    }
  })
}

async function output(runtime: ContainerRuntime, id: string): Promise<string[]> {
  const lines: string[] = []
  for await (const {message} of runtime.logs(id)) lines.push(message)
  return lines
}

describe('containers of tasks in a real engine', function () {
  this.timeout(60_000)
  let engine: Engine

  before(async function () {
    const host = await requireEngine(this)
    engine = {host, docker: await connectEngine(host, process.env)}
    await importBusybox(host).catch((error: Error) => skipLoudly(this, `no busybox image: ${error.message}`))
  })

  it('gives output, both streams, and exit code of a container', async () => {
    await withRuntime(engine, async (runtime) => {
      const more = {environment: {WORD: 'hello'}}
      const {id} = await runtime.start(spec('output', 'echo $WORD; echo error >&2; exit 37', more), never)

      const [lines, code] = await Promise.all([output(runtime, id), runtime.wait(id)])

      assert.deepEqual(lines.toSorted(), ['error', 'hello'])
      assert.equal(code, 37)
    })
  })

  it('makes a container known by its names, and shares its network where it is asked to', async () => {
    await withRuntime(engine, async (runtime) => {
      const network = {aliases: ['server.vast-dev.internal']}
      const serve = 'while :; do echo over here | busybox nc -l -p 4200; done'
      const server = await runtime.start(spec('server', serve, {network}), never)
      const client = await runtime.start(spec('client', 'busybox nslookup server.vast-dev.internal'), never)
      const inside = spec('inside', 'busybox nc 127.0.0.1 4200 </dev/null', {network: {of: server.id}})

      const found = await output(runtime, client.id)
      const {id} = await runtime.start(inside, never)

      assert.match(server.address ?? '', /^\d+\.\d+\.\d+\.\d+$/)
      assert.equal(found.filter((line) => line === `Address: ${server.address}`).length, 1, found.join('\n'))
      assert.deepEqual(await output(runtime, id), ['over here'])
    })
  })

  it('asks a container to stop, and takes its volume away', async () => {
    await withRuntime(engine, async (runtime, folder) => {
      const mounts = [{source: {volume: `aws-stack-test-${process.pid}`}, target: '/data', readOnly: false}]
      const script = "trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done"
      const {id} = await runtime.start(spec('stop', script, {mounts}), never)
      for await (const {message} of runtime.logs(id)) if (message === 'ready') break

      await runtime.stop(id, 20)

      assert.equal(await runtime.wait(id), 3)
      await runtime.remove(id)
      await runtime.removeVolume(`aws-stack-test-${process.pid}`)
      const filters = {label: [`${Object.keys(labelsOf(folder))[0]}=${folder}`]}
      assert.deepEqual(await engine.docker.listContainers({all: true, filters}), [])
      assert.deepEqual((await engine.docker.listVolumes({filters})).Volumes ?? [], [])
    })
  })

  it('keeps in a folder what a container wrote there', async () => {
    await withRuntime(engine, async (runtime, folder) => {
      const mounts = [{source: {folder}, target: '/data', readOnly: false}]
      const {id} = await runtime.start(spec('folder', 'echo kept > /data/file', {mounts}), never)
      await runtime.wait(id)
      await runtime.remove(id)

      assert.equal(await readFile(join(folder, 'file'), 'utf8'), 'kept\n')
    })
  })

  it('tells health by the check', async () => {
    await withRuntime(engine, async (runtime) => {
      const often = {intervalSeconds: 1, timeoutSeconds: 2, retries: 1, startPeriodSeconds: 0}
      const start = (name: string, command: string) =>
        runtime.start(
          spec(name, 'sleep 30', {init: true, healthCheck: {...often, command: ['CMD', '/bin/sh', '-c', command]}}),
          never,
        )
      const [well, ill] = [await start('well', 'exit 0'), await start('ill', 'exit 1')]

      while ((await runtime.health(ill.id)) === 'UNKNOWN') await new Promise((resolve) => setTimeout(resolve, 200))

      assert.equal(await runtime.health(ill.id), 'UNHEALTHY')
      assert.equal(await runtime.health(well.id), 'HEALTHY')
    })
  })

  it('leaves nothing when all is removed, and starts anew', async () => {
    await withRuntime(engine, async (runtime, folder) => {
      const mounts = [{source: {volume: `aws-stack-test-left-${process.pid}`}, target: '/data', readOnly: false}]
      await runtime.start(spec('left', 'sleep 100', {mounts}), never)
      const filters = {label: [`${Object.keys(labelsOf(folder))[0]}=${folder}`]}

      await removeContainers(engine.docker, folder)

      assert.deepEqual(await engine.docker.listContainers({all: true, filters}), [])
      assert.deepEqual((await engine.docker.listVolumes({filters})).Volumes ?? [], [])
      assert.deepEqual(await engine.docker.listNetworks({filters}), [])
      const {id} = await runtime.start(spec('anew', 'exit 0'), never)
      assert.equal(await runtime.wait(id), 0)
    })
  })

  it('lets a container reach this machine, also when it is the first of its network', async () => {
    await withRuntime(engine, async (runtime) => {
      const {listenOn, address, hostName} = await runtime.hostAddress()
      const server = createServer((socket) => socket.end('over here\n')).listen(0, listenOn)
      await once(server, 'listening')
      const {port} = server.address() as AddressInfo

      const {id} = await runtime.start(spec('reach', `busybox nc ${address} ${port} </dev/null`, {hostName}), never)

      assert.deepEqual(await output(runtime, id), ['over here'])
      server.close()
    })
  })

  it('can write to a folder in memory alone where its image is read-only', async () => {
    await withRuntime(engine, async (runtime) => {
      const more = {readOnly: true, tmpfs: {'/tmp': 'rw,exec,mode=1777,size=1m'}, user: '993:990'}
      const script = 'echo kept > /tmp/it; busybox cat /tmp/it; echo no > /it'
      const {id} = await runtime.start(spec('read-only', script, more), never)

      const lines = await output(runtime, id)

      assert.equal(lines.includes('kept'), true)
      assert.match(lines.join('\n'), /Read-only file system/)
    })
  })

  it('says in the words of ECS why a container did not start', async () => {
    await withRuntime(engine, async (runtime) => {
      const missing = spec('missing', '', {image: '127.0.0.1:1/none:1'})
      const wrong = spec('wrong', '', {entryPoint: ['/bin/none']})

      await assert.rejects(runtime.start(missing, never), /^Error: CannotPullContainerError: /)
      await assert.rejects(runtime.start(wrong, never), /^Error: CannotStartContainerError: .*\/bin\/none/)
    })
  })
})
