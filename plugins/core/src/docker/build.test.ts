import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {once} from 'node:events'
import {unlink} from 'node:fs/promises'
import {createServer} from 'node:http'
import {type AddressInfo, connect, createServer as createTcpServer, type Socket} from 'node:net'
import {join} from 'node:path'
import {promisify} from 'node:util'

import type {BuildInput} from '../ports/docker.js'
import {StackError} from '../errors.js'
import type {ImageProgress} from '../events.js'
import {createDockerEngine} from './docker-engine.js'
import {
  folderOf,
  freePort,
  type RealEngine,
  type RealRegistry,
  requireBuildKitCli,
  requireEngine,
  requireRegistry,
} from './real-engine.fixture.test.js'

const run = promisify(execFile)
const platform = `linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}`
const otherPlatform = platform === 'linux/arm64' ? 'linux/amd64' : 'linux/arm64'

describe('build', function () {
  this.timeout(120_000)
  let engine: RealEngine
  const tags = new Set<string>()

  before(async function () {
    engine = await requireEngine(this)
  })

  after(async () => {
    for (const tag of tags) await engine.docker('image', 'rm', '--force', tag)
  })

  /** The sources of an image in a new folder; each with a tag of its own. */
  async function image(dockerfile: string, files: Record<string, string> = {}): Promise<BuildInput> {
    const context = await folderOf({Dockerfile: dockerfile.replaceAll('BASE', engine.base), ...files})
    const tag = `aws-stack-test/build:${process.pid}-${tags.size}`
    tags.add(tag)
    return {context, dockerfile: join(context, 'Dockerfile'), platform, buildArgs: {}, tag}
  }

  function build(input: BuildInput, told: ImageProgress[] = [], dockerHost = engine.dockerHost) {
    const {signal} = new AbortController()
    return createDockerEngine({dockerHost}).build(input, (progress) => told.push(progress), signal)
  }

  async function failureOf(input: BuildInput, told: ImageProgress[] = []): Promise<StackError> {
    const error: unknown = await build(input, told).catch((thrown: unknown) => thrown)
    assert.ok(StackError.is(error), String(error))
    return error
  }

  it('builds, tags, and takes build arguments and a target', async () => {
    const input = {
      ...(await image('FROM BASE AS one\nARG WORD\nRUN echo "$WORD" > /word\nFROM BASE AS two\nRUN false\n')),
      buildArgs: {WORD: "it's a word"},
      target: 'one',
    }

    const {id} = await build(input)

    const witness = await engine.docker('image', 'inspect', '--format', '{{.Id}}', input.tag)
    assert.equal(witness, id)
    assert.equal(await engine.docker('run', '--rm', input.tag, 'cat', '/word'), "it's a word")
  })

  it('tells the steps, what they print, and what was cached', async () => {
    const input = await image(
      `FROM BASE\nRUN printf '10%%\\r99%%\\r\\n\\303'; sleep 1; printf '\\274\\n'; : ${Date.now()}\n`,
    )
    const first: ImageProgress[] = []
    const second: ImageProgress[] = []

    await build(input, first)
    await build(input, second)

    assert.deepEqual(first[0], {phase: 'pack', files: 1, bytes: (await bytesOf(input.dockerfile)).length})
    assert.deepEqual(
      first.flatMap((progress) => (progress.phase === 'log' ? [progress.line] : [])),
      ['99%', 'ü'],
    )
    assert.deepEqual(statesOf(first, 'RUN'), ['started', 'finished'])
    assert.deepEqual(statesOf(second, 'RUN'), ['cached'])
  })

  it('sends what docker build sends', async function () {
    const program = await requireBuildKitCli(this)
    const input = await image(
      `FROM BASE\nCOPY . /context\nRUN : ${Date.now()}; cd /context && find . -exec stat -c "%a %F %N %s" {} + | sort\n`,
      {
        '.dockerignore': 'ignored\n!ignored/kept',
        'ignored/gone': '',
        'ignored/kept': '',
        'empty/': '',
        'one/two/three': 'text',
      },
    )
    await run('sh', ['-c', 'chmod 700 one; chmod 4750 one/two/three; ln -s one/two link; ln -s /nowhere broken'], {
      cwd: input.context,
    })
    const told: ImageProgress[] = []

    await build(input, told)

    const env = {...process.env, DOCKER_HOST: engine.dockerHost, DOCKER_BUILDKIT: '1'}
    const {stderr} = await run(program, ['build', '--no-cache', '--progress=plain', input.context], {env})
    const witness = [...stderr.matchAll(/^#\d+ [\d.]+ (\d+ .*)$/gm)].map(([, line]) => line)
    const ours = told.flatMap((progress) => (progress.phase === 'log' ? [progress.line] : []))
    assert.deepEqual(ours, witness)
    assert.equal(ours.length, 11)
  })

  it('takes a Dockerfile from outside of the context', async () => {
    const input = await image('', {a: 'text'})
    const elsewhere = await image('FROM BASE\nCOPY a /a\n')

    await build({...input, dockerfile: elsewhere.dockerfile})

    assert.equal(await engine.docker('run', '--rm', input.tag, 'cat', '/a'), 'text')
  })

  it('builds for another platform where no step has to run', async () => {
    const input = {...(await image('FROM scratch\nCOPY a /a\n', {a: ''})), platform: otherPlatform}

    const built = await build(input)

    assert.equal(built.platform, otherPlatform)
    const witness = await engine.docker('image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', input.tag)
    assert.equal(witness, otherPlatform)
  })

  it('refuses an image that came out for another platform', async () => {
    const input = {...(await image('FROM BASE\n')), platform: 'linux/riscv64'}
    const {dockerHost, close} = await engineThatIgnoresThePlatform()

    const built = build(input, [], dockerHost)

    await assert.rejects(built, {
      code: 'PLATFORM_MISMATCH',
      message: `${input.tag} was built for linux/amd64, not for linux/riscv64; see FROM in ${input.dockerfile}`,
    })
    close()
  })

  it('says which step failed, where, with which code and what it printed last', async () => {
    const input = await image('FROM BASE AS first\n\nFROM first\nRUN seq 30 && \\\n    exit 3\n')

    const {code, blame, message, details} = await failureOf(input)

    assert.deepEqual([code, blame], ['BUILD_FAILED', 'user'])
    const step = '[stage-1 1/1] RUN seq 30 &&     exit 3'
    assert.equal(message, `the build of ${input.dockerfile} failed at ${step} (Dockerfile:4): exit code 3`)
    const log = Array.from({length: 20}, (_, index) => String(index + 11))
    assert.deepEqual(details, {dockerfile: input.dockerfile, step, log, exitCode: 3, line: 4})
  })

  it('blames the step that failed, not one beside it that was stopped for it', async () => {
    const input = await image(
      'FROM BASE AS slow\nRUN sleep 30\nFROM BASE AS broken\nRUN exit 4\nFROM BASE\nCOPY --from=slow /bin /x\nCOPY --from=broken /bin /y\n',
    )
    const told: ImageProgress[] = []

    const {details} = await failureOf(input, told)

    assert.equal(details['step'], '[broken 2/2] RUN exit 4')
    assert.deepEqual(
      statesOf(told, 'sleep').filter((state) => state === 'failed'),
      [],
    )
  })

  for (const [what, dockerfile, change, code, expected] of [
    ['a syntax error', 'FROM BASE\n\nFOO bar\n', {}, 'BUILD_FAILED', /\(Dockerfile:3\): .*unknown instruction: FOO/],
    ['an empty Dockerfile', '', {}, 'BUILD_FAILED', /cannot be empty|no instructions|no build stage/],
    ['a Dockerfile without FROM', 'RUN true\n', {}, 'BUILD_FAILED', /no build stage/],
    [
      'a missing source',
      'FROM BASE\nCOPY missing /x\n',
      {},
      'BUILD_FAILED',
      /at \[2\/2\] COPY missing \/x \(Dockerfile:2\): .*"\/missing".* not found$/,
    ],
    [
      'a target that is not there',
      'FROM BASE\n',
      {target: 'nope'},
      'BUILD_FAILED',
      /target stage "?nope"? could not be found/,
    ],
    ['a base image without a name', 'ARG NAME\nFROM $NAME\n', {}, 'BUILD_FAILED', /should not be blank/],
    [
      'a base image that nobody has',
      'FROM 127.0.0.1:1/none:1\n',
      {},
      'BASE_IMAGE_NOT_FOUND',
      /^cannot get 127\.0\.0\.1:1\/none:1 for linux\/\w+, which .*Dockerfile needs: .*refused/,
    ],
    [
      'an image to copy from that nobody has',
      'FROM BASE\nCOPY --from=127.0.0.1:1/none:1 /a /b\n',
      {},
      'BASE_IMAGE_NOT_FOUND',
      /^cannot get 127\.0\.0\.1:1\/none:1 /,
    ],
    [
      'a base image of another platform only',
      'FROM 127.0.0.1:1/none:1\n',
      {platform: 'linux/s390x'},
      'BASE_IMAGE_NOT_FOUND',
      /for linux\/s390x/,
    ],
    [
      'a frontend that nobody has',
      '# syntax=127.0.0.1:1/frontend:1\nFROM BASE\n',
      {},
      'BASE_IMAGE_NOT_FOUND',
      /127\.0\.0\.1:1\/frontend:1/,
    ],
    ['a program that is not there', 'FROM BASE\nRUN nosuchprogram\n', {}, 'BUILD_FAILED', /exit code 127$/],
    [
      'a user that is not there',
      'FROM BASE\nUSER nosuch\nRUN true\n',
      {},
      'BUILD_FAILED',
      /\(Dockerfile:3\): .*unable to find user nosuch/,
    ],
    ['a tag that cannot be', 'FROM BASE\n', {tag: 'Upper/case'}, 'BUILD_FAILED', /invalid reference format.*lowercase/],
    ['a platform that cannot be', 'FROM BASE\n', {platform: 'nonsense'}, 'BUILD_FAILED', /nonsense/],
  ] satisfies [string, string, Partial<BuildInput>, string, RegExp][]) {
    it(`says what is wrong with ${what}`, async () => {
      const input = {...(await image(dockerfile)), ...change}

      const error = await failureOf(input)

      assert.equal(error.code, code, error.message)
      assert.match(error.message, expected)
    })
  }

  it('fails with the file that went away, not with what the engine makes of it', async () => {
    const input = await image('FROM BASE\nCOPY . /x\n', {a: '', b: ''})
    const pack = (progress: ImageProgress) => progress.phase === 'pack' && unlink(join(input.context, 'a'))
    const gone: Promise<unknown>[] = []

    const built = createDockerEngine({dockerHost: engine.dockerHost}).build(
      input,
      (progress) => gone.push(Promise.resolve(pack(progress))),
      new AbortController().signal,
    )

    await assert.rejects(built, {
      code: 'CONTEXT_NOT_READABLE',
      message: `cannot read the file ${input.context}/a: it does not exist`,
    })
    await Promise.all(gone)
  })

  it('never tells a secret', async () => {
    const secret = 's3cr3t-of-the-build'
    const dockerfile = 'FROM BASE\nARG NPM_TOKEN\nRUN echo "got $NPM_TOKEN"; exit 1\n'
    const input = {...(await image(dockerfile)), buildArgs: {NPM_TOKEN: secret}}
    const told: ImageProgress[] = []

    const error = await failureOf(input, told)

    assert.deepEqual(error.details['log'], ['got ****'])
    assert.equal(error.details['line'], 3)
    assert.ok(told.some((progress) => progress.phase === 'log' && progress.line === 'got ****'))
    assert.ok(!JSON.stringify([told, error.message, error.details, String(error.cause)]).includes(secret))
  })

  it('stops at once when it is aborted, and its container with it', async () => {
    const seconds = `3${process.pid}`
    const input = await image(`FROM BASE\nRUN echo ready && sleep ${seconds}\n`)
    const controller = new AbortController()
    const isRunning = async () =>
      (await engine.docker('run', '--rm', '--pid', 'host', engine.base, 'ps', '-o', 'args'))
        .split('\n')
        .some((line) => line.trim() === `sleep ${seconds}`)
    let wasRunning: Promise<boolean> | undefined

    const built = createDockerEngine({dockerHost: engine.dockerHost}).build(
      input,
      (progress) => {
        if (progress.phase !== 'log') return
        wasRunning = isRunning()
        void wasRunning.then(() => controller.abort('SIGINT'))
      },
      controller.signal,
    )

    await assert.rejects(built, {code: 'CANCELLED', message: 'cancelled by SIGINT'})
    assert.equal(await wasRunning, true)
    while (await isRunning());
  })

  it('does not start when it is aborted already', async () => {
    const input = await image('FROM BASE\n')
    const told: ImageProgress[] = []

    const built = createDockerEngine(engine).build(
      input,
      (progress) => told.push(progress),
      AbortSignal.abort('SIGTERM'),
    )

    await assert.rejects(built, {code: 'CANCELLED', details: {signal: 'SIGTERM'}})
    assert.ok(told.every(({phase}) => phase === 'pack'))
  })

  it('says that the engine was lost', async () => {
    const input = await image(`FROM BASE\nRUN echo ready; sleep 5; : ${Date.now()}\n`)
    const path = engine.dockerHost.replace('unix://', '')
    const sockets: Socket[] = []
    const proxy = createTcpServer((socket) => {
      const there = connect(path)
      sockets.push(
        socket.on('error', () => there.destroy()),
        there.on('error', () => socket.destroy()),
      )
      socket.pipe(there).pipe(socket)
    }).listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const dockerHost = `tcp://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const cut = (progress: ImageProgress) => {
      if (progress.phase === 'log') for (const socket of sockets) socket.destroy()
    }

    const built = createDockerEngine({dockerHost}).build(input, cut, new AbortController().signal)

    await assert.rejects(built, (error: unknown) => {
      assert.ok(StackError.is(error), String(error))
      assert.equal(error.code, 'DOCKER_UNAVAILABLE')
      assert.ok(
        error.message.startsWith(`the connection to the Docker engine at ${dockerHost} was lost`),
        error.message,
      )
      return true
    })
    proxy.close()
  })

  describe('on a base in a registry that wants a password', () => {
    let registry: RealRegistry
    let base: string

    before(async function () {
      registry = await requireRegistry(this)
      base = `${registry.host}/team/base:1`
      await engine.docker('tag', engine.base, base)
      const {authorization} = registry
      const {signal} = new AbortController()
      await createDockerEngine(engine).push({reference: base, authorization}, () => {}, signal)
    })

    beforeEach(() => engine.docker('image', 'rm', '--force', base))

    after(() => registry?.close())

    it('fetches it with the token', async () => {
      const input = {...(await image(`FROM ${base}\nRUN true\n`)), authorization: registry.authorization}

      const {id} = await build(input)

      assert.match(id, /^sha256:/)
      await engine.docker('image', 'rm', '--force', base)
    })

    it('says that it cannot be had without the token', async () => {
      const {code, message} = await failureOf(await image(`FROM ${base}\n`))

      assert.equal(code, 'BASE_IMAGE_NOT_FOUND')
      assert.ok(message.includes(base))
    })

    it('says that it cannot be had with a wrong token, and does not tell the token', async () => {
      const authorization = {...registry.authorization, password: 'not-the-password'}

      const {code, message} = await failureOf({...(await image(`FROM ${base}\n`)), authorization})

      assert.equal(code, 'BASE_IMAGE_NOT_FOUND')
      assert.match(message, /unauthorized|authentication|denied/)
      assert.ok(!message.includes('not-the-password'))
    })

    it('does not hand the token to another registry', async () => {
      const asked: (string | undefined)[] = []
      const port = await freePort()
      const other = createServer((request, response) => {
        asked.push(request.headers.authorization)
        response.writeHead(401, {'www-authenticate': 'Basic realm="other"'}).end()
      }).listen(port, '127.0.0.1')
      const dockerfile = `FROM ${base} AS own\nFROM 127.0.0.1:${port}/other/base:1\nCOPY --from=own /bin /bin\n`

      const {code} = await failureOf({...(await image(dockerfile)), authorization: registry.authorization})

      other.close()
      assert.equal(code, 'BASE_IMAGE_NOT_FOUND')
      assert.ok(asked.length > 0)
      assert.ok(
        asked.every((header) => header === undefined || header === `Basic ${btoa(':')}`),
        String(asked),
      )
    })
  })
})

function statesOf(told: readonly ImageProgress[], part: string): string[] {
  return told.flatMap((progress) =>
    progress.phase === 'build' && progress.step.includes(part) ? [progress.state] : [],
  )
}

async function bytesOf(file: string): Promise<string> {
  return (await run('cat', [file])).stdout
}

/** As the engines before BuildKit, and some that are not Docker's, do. */
async function engineThatIgnoresThePlatform(): Promise<{dockerHost: string; close: () => void}> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isBuild = request.url?.includes('/build')
      const answer = isBuild ? {id: 'moby.image.id', aux: {ID: 'sha256:1'}} : {Os: 'linux', Architecture: 'amd64'}
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(answer))
    })
  })
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => socket.destroy())
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {dockerHost: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close()}
}
