import assert from 'node:assert/strict'
import {randomUUID} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {connect} from 'node:net'

import {createContext} from '@aws-stack/core'
import {DEFAULT_BASE_IMAGE, vast} from '@aws-stack/plugin-vast'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {command, type RuntimeApi, runtimeApi} from './fixtures/runtime-api.js'

const FLOW = {
  version: 2,
  account_id: '123456789012',
  interface_id: 'eni-0123456789abcdef0',
  srcaddr: '10.0.0.1',
  dstaddr: '10.0.0.2',
  srcport: 443,
  dstport: 49152,
  protocol: 6,
  packets: 1,
  bytes: 52,
  start: 1700000000,
  end: 1700000060,
  action: 'ACCEPT',
  log_status: 'OK',
}

describe('the images', function () {
  this.timeout(600_000)
  let local: LocalAws
  const containers: string[] = []

  before(function () {
    local = localAws(this)
  })

  afterEach(async () => {
    for (const container of containers.splice(0)) await local.docker('rm', '--force', '--volumes', container)
  })

  /** Builds it as a deploy does, on the base that the test command has found. */
  async function built(name: string): Promise<string> {
    const definition = vast.images.find((image) => image.name === name)
    assert.ok(definition)
    const {dockerfile, context} = definition
    assert.equal(definition.platform, 'linux/amd64')
    const platform = 'linux/amd64'
    const tag = `images-test-${name}:${randomUUID()}`
    const [repository = ''] = DEFAULT_BASE_IMAGE.split(':')
    const buildArgs = {BASE_IMAGE: local.state.standIns[repository] ?? DEFAULT_BASE_IMAGE}
    const {signal} = new AbortController()
    const {docker} = createContext({
      region: local.state.region,
      host: {notify: () => {}, confirm: () => Promise.resolve(true)},
      signal,
      dockerHost: local.state.dockerHost,
    })
    await docker.build({dockerfile, context, platform, buildArgs, tag}, () => {}, signal)
    return tag
  }

  async function started(...args: string[]): Promise<string> {
    const container = await local.docker('run', '--detach', ...args)
    containers.push(container)
    return container
  }

  for (const {name, dockerfile} of vast.images) {
    it(`are written as the house has it: ${name}`, () => {
      const lines = readFileSync(dockerfile, 'utf8').split('\n')

      assert.ok(lines.includes(`ARG BASE_IMAGE=${DEFAULT_BASE_IMAGE}`))
      assert.ok(lines.includes('USER 1000:1000'))
      assert.ok(lines.some((line) => /^(HEALTHCHECK|# No HEALTHCHECK:) /.test(line)))
      assert.ok(lines.some((line) => line.startsWith('ENTRYPOINT ["')))
      assert.ok(!lines.some((line) => /^#\s*syntax|<<|^ADD /.test(line)))
    })
  }

  describe('of the server', () => {
    let tag: string

    before(async () => {
      tag = await built('server')
    })

    after(() => local.docker('rmi', '--force', tag))

    it('has vast, and starts it unless told otherwise', async () => {
      const version = await local.docker('run', '--rm', tag, 'version')
      const [entrypoint, cmd] = (
        await local.docker('inspect', '--format', '{{json .Config.Entrypoint}} {{json .Config.Cmd}}', tag)
      ).split(' ')

      assert.match(version, /VAST/)
      assert.deepEqual([entrypoint, cmd], ['["vast"]', '["start"]'])
    })

    it('listens on its port as a user without rights, keeps what it is given, and ends when it is asked to', async () => {
      const server = await started('--publish', '127.0.0.1::42000', tag)
      await answering(await local.docker('port', server, '42000'))

      const user = await local.docker('exec', server, 'id', '-u')
      const health = JSON.parse(
        await local.docker('inspect', '--format', '{{json .Config.Healthcheck.Test}}', server),
      ) as string[]
      await local.docker('exec', server, ...health.slice(1))
      await local.docker(
        'exec',
        server,
        'bash',
        '-c',
        `echo '${JSON.stringify(FLOW)}' | vast import --type=aws.flowlogs json`,
      )
      const count = await local.docker('exec', server, 'vast', 'count')
      await local.docker('stop', '--time', '110', server)

      assert.equal(user, '1000')
      assert.equal(count, '1')
      assert.equal(await local.docker('inspect', '--format', '{{.State.ExitCode}}', server), '0')
    })
  })

  describe('of the client', () => {
    let tag: string
    let api: RuntimeApi

    before(async () => {
      tag = await built('client')
    })

    beforeEach(async () => {
      api = await runtimeApi()
    })

    afterEach(() => api.close())

    after(() => local.docker('rmi', '--force', tag))

    const invoked = (...args: string[]) =>
      started(
        '--network',
        'host',
        '--read-only',
        '--tmpfs',
        '/tmp',
        '--env',
        `AWS_LAMBDA_RUNTIME_API=${api.address}`,
        ...args,
        tag,
      )

    it('answers invocations as a user without rights, and has the tools that commands use', async () => {
      await invoked()

      const {kind, body} = await api.invoke(
        command('id -u; pwd; python3 --version; jq --version; aws --version; vast version'),
      )

      assert.equal(kind, 'response', JSON.stringify(body))
      assert.match(
        String(body['stdout']),
        /^1000\n\/tmp\nPython 3\.\d+\.\d+\njq-1\.\d+\naws-cli\/\d+\.[^\n]*\n[^]*VAST/,
      )
    })

    it('gives nothing of one invocation to the next', async () => {
      await invoked()
      await api.invoke(command('true', {TOKEN: 's3cret'}))

      const {body} = await api.invoke(command('echo "${TOKEN-none}"'))

      assert.equal(body['stdout'], 'none')
    })

    it('logs nothing of what it is told', async () => {
      const container = await invoked()

      await api.invoke(command('echo topsecret', {TOKEN: 'topsecret'}))

      assert.doesNotMatch(await local.docker('logs', container), /topsecret/)
    })

    it('brings events to the server', async () => {
      const serverTag = await built('server')
      const server = await started('--publish', '127.0.0.1::42000', serverTag)
      const endpoint = await local.docker('port', server, '42000')
      await answering(endpoint)
      await invoked('--env', `VAST_ENDPOINT=${endpoint}`)

      const {kind, body} = await api.invoke(
        command(`echo '${JSON.stringify(FLOW)}' | vast import --type=aws.flowlogs json && vast count`),
      )

      assert.equal(kind, 'response', JSON.stringify(body))
      assert.equal(body['stdout'], '1')
      await local.docker('rmi', '--force', serverTag)
    })
  })
})

/** Resolves when somebody listens there; rejects after a minute. */
async function answering(endpoint: string): Promise<void> {
  const [host = '', port] = endpoint.split(':')
  for (let attempt = 0; attempt < 240; attempt += 1) {
    if (await listens(host, Number(port))) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`nobody listens on ${endpoint}`)
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => {
      // The engine's proxy accepts before the server does, and hangs up at once.
      const open = setTimeout(() => settle(true), 200)
      socket.once('close', () => {
        clearTimeout(open)
        settle(false)
      })
    })
    socket.once('error', () => settle(false))
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
  })
}
