import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {chmod, mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {PassThrough} from 'node:stream'

import Docker from 'dockerode'

import {inTemporaryFolder} from '../testing/temporary-folder.test.fixture.js'
import {bringMoto} from './bring-moto.js'
import type {Moto} from './moto.js'
import {motoInContainer} from './moto-in-container.js'
import {motoInVenv} from './moto-in-venv.js'
import {motoOnPath} from './moto-on-path.js'
import type {RunProgram} from './run-program.js'

const moto = (lane: Moto['lane']): Moto => ({
  lane,
  version: '5.2.1',
  port: 1,
  ended: new Promise(() => undefined),
  stop: async () => undefined,
})

describe('the way to moto', () => {
  it('is the first that is open', async () => {
    const tried: string[] = []
    const closed = (name: string) => async () => (tried.push(name), `${name} is closed`)

    const brought = await bringMoto({
      path: closed('path'),
      venv: async () => moto('venv'),
      container: closed('container'),
    })

    assert.equal(brought.lane, 'venv')
    assert.deepEqual(tried, ['path'])
  })

  it('is none, with the reason of each, where all are closed', async () => {
    const brought = await bringMoto({path: async () => 'a', venv: async () => 'b', container: async () => 'c'})

    assert.deepEqual(brought, {lane: 'none', reason: 'path: a\nvenv: b\ncontainer: c'})
  })
})

describe('moto on PATH', () => {
  it('is taken in the pinned line, asked through the Python that it runs with', async () => {
    await withProgram('#!/opt/python3.12/bin/python3\n', async (environment, program) => {
      const asked: string[] = []
      const run: RunProgram = async (python) => (asked.push(python), {ok: true, output: '5.2.7\n'})
      const started: string[][] = []

      const result = await motoOnPath({environment, run, start: async (...args) => (started.push(args), moto('path'))})

      assert.equal(typeof result, 'object')
      assert.deepEqual(asked, ['/opt/python3.12/bin/python3'])
      assert.deepEqual(started, [[program, '5.2.7']])
    })
  })

  it('is asked through the Python of PATH where it is a shim', async () => {
    await withProgram('#!/usr/bin/env bash\n', async (environment) => {
      const asked: string[] = []
      const run: RunProgram = async (python) => (asked.push(python), {ok: true, output: '5.2.1'})

      await motoOnPath({environment, run, start: async () => moto('path')})

      assert.deepEqual(asked, ['python3'])
    })
  })

  it('is not taken in another line, in an unknown one, or where it is not', async () => {
    await withProgram('#!/bin/sh\n', async (environment, program) => {
      const start = async () => moto('path')
      const answered = (output: string, ok = true) => motoOnPath({environment, start, run: async () => ({ok, output})})

      const reasons = [
        await answered('4.2.14'),
        await answered('No module named moto', false),
        await motoOnPath({environment: {PATH: ''}, start, run: async () => ({ok: true, output: ''})}),
      ]

      assert.deepEqual(reasons, [
        `${program} is moto 4.2.14, not 5.2.1`,
        `${program} is moto of an unknown version, not 5.2.1`,
        'moto_server is not on PATH',
      ])
    })
  })
})

describe('moto in a virtual environment', () => {
  it('is installed once, into the data folder', async () => {
    await inTemporaryFolder(async (folder) => {
      const commands: string[] = []
      const run: RunProgram = async (program, args) => {
        commands.push([program, ...args].join(' '))
        await mkdir(join(folder, 'moto'), {recursive: true})
        return {ok: true, output: ''}
      }
      const started: string[][] = []
      const options = {
        folder,
        run,
        report: () => undefined,
        start: async (...args: string[]) => (started.push(args), moto('venv')),
      }

      await motoInVenv(options)
      await motoInVenv(options)

      assert.deepEqual(commands, [
        `python3 -m venv --clear ${folder}/moto`,
        `${folder}/moto/bin/python3 -m pip install --quiet --disable-pip-version-check moto[server]==5.2.1`,
      ])
      assert.deepEqual(started, [
        [`${folder}/moto/bin/moto_server`, '5.2.1'],
        [`${folder}/moto/bin/moto_server`, '5.2.1'],
      ])
    })
  })

  it('leaves nothing where it cannot be installed, and says why', async () => {
    await inTemporaryFolder(async (folder) => {
      const start = async () => moto('venv')
      const run: RunProgram = async (program) => {
        await mkdir(join(folder, 'moto'), {recursive: true})
        return program === 'python3'
          ? {ok: true, output: ''}
          : {ok: false, output: 'Collecting moto\nNo matching distribution'}
      }

      const reasons = [
        await motoInVenv({folder, run, start, report: () => undefined}),
        await motoInVenv({
          folder,
          start,
          report: () => undefined,
          run: async () => ({ok: false, output: 'no ensurepip'}),
        }),
      ]

      assert.deepEqual(reasons, [
        'pip could not install moto[server]==5.2.1: No matching distribution',
        'python3 -m venv failed (on Debian: apt-get install python3-venv): no ensurepip',
      ])
      assert.equal(existsSync(join(folder, 'moto')), false)
    })
  })
})

describe('moto in a container', () => {
  const report = () => undefined

  it('is pulled, published on loopback alone, waited for, and removed at the end', async () => {
    const engine = new FakeEngine()
    let asked = 0

    const result = await motoInContainer({
      folder: '/data',
      report,
      engine: async () => engine as unknown as Docker,
      answers: async () => (asked += 1) > 1,
    })

    assert.ok(typeof result === 'object')
    assert.deepEqual([result.lane, result.port], ['container', 32_768])
    assert.deepEqual(engine.pulled, ['motoserver/moto:5.2.1'])
    assert.deepEqual(engine.created?.HostConfig?.PortBindings, {'5000/tcp': [{HostIp: '127.0.0.1', HostPort: ''}]})
    await result.stop()
    assert.equal(engine.removed, 1)
  })

  it('is closed without an engine, and where the image cannot be pulled', async () => {
    const broken = new FakeEngine('no such host')
    const answers = async () => true

    const reasons = [
      await motoInContainer({folder: '/data', report, answers, engine: async () => 'no Docker engine: none answers'}),
      await motoInContainer({folder: '/data', report, answers, engine: async () => broken as unknown as Docker}),
    ]

    assert.deepEqual(reasons, [
      'no Docker engine: none answers',
      'the container of motoserver/moto:5.2.1 did not start: no such host',
    ])
  })
})

/** The calls of dockerode that the lane makes; the image is not there before it is pulled. */
class FakeEngine {
  readonly pulled: string[] = []
  created: Docker.ContainerCreateOptions | undefined
  removed = 0
  readonly modem = new Docker({socketPath: '/nowhere'}).modem as unknown
  readonly #pullError: string | undefined

  constructor(pullError?: string) {
    this.#pullError = pullError
  }

  getImage() {
    return {inspect: async () => Promise.reject(new Error('no such image'))}
  }

  async pull(image: string) {
    this.pulled.push(image)
    const stream = new PassThrough()
    stream.end(`${JSON.stringify(this.#pullError ? {error: this.#pullError} : {status: 'done'})}\n`)
    return stream
  }

  async createContainer(options: Docker.ContainerCreateOptions) {
    this.created = options
    return {
      start: async () => undefined,
      wait: () => new Promise(() => undefined),
      inspect: async () => ({NetworkSettings: {Ports: {'5000/tcp': [{HostPort: '32768'}]}}}),
    }
  }

  async listContainers() {
    return [{Id: 'one'}]
  }

  getContainer() {
    return {remove: async () => void (this.removed += 1)}
  }
}

async function withProgram(
  firstLine: string,
  work: (environment: NodeJS.ProcessEnv, program: string) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const program = join(folder, 'moto_server')
    await writeFile(program, firstLine)
    await chmod(program, 0o755)
    await work({PATH: folder}, program)
  })
}
