import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {once} from 'node:events'
import {chmod, mkdtemp, readFile} from 'node:fs/promises'
import {createServer as createHttpServer} from 'node:http'
import {type AddressInfo, createServer, type Server} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createServer as createTlsServer} from 'node:https'

import {StackError} from '../errors.js'
import {createDockerEngine} from './docker-engine.js'
import {folderOf, freePort, type RealEngine, requireEngine} from './real-engine.fixture.test.js'

async function refusalOf(dockerHost: string, certPath?: string): Promise<StackError> {
  const error: unknown = await createDockerEngine({dockerHost, certPath})
    .version()
    .catch((thrown: unknown) => thrown)
  assert.ok(StackError.is(error), String(error))
  assert.equal(error.code, 'DOCKER_UNAVAILABLE')
  assert.deepEqual(error.suggestions, ['aws-stack doctor'])
  return error
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

describe('createDockerEngine', () => {
  it('contacts nobody and refuses nothing before it is asked', () => {
    assert.doesNotThrow(() => createDockerEngine({dockerHost: 'nonsense'}))
  })

  it('loads dockerode only when a method is called', () => {
    const modules = new URL('./docker-engine.js', import.meta.url).href
    const script = `import(${JSON.stringify(modules)}).then(async ({createDockerEngine}) => {
      const {createRequire} = await import('node:module')
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('dockerode'))
      const engine = createDockerEngine({dockerHost: 'unix:///nowhere'})
      const before = loaded()
      await engine.version().catch(() => {})
      console.log(before, loaded())
    })`

    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {encoding: 'utf8'})

    assert.equal(said.trim(), 'false true')
  })

  for (const [dockerHost, expected] of [
    [
      'unix:///nowhere/docker.sock',
      'there is no Docker engine at unix:///nowhere/docker.sock: start Docker, or name another engine in DOCKER_HOST',
    ],
    [
      'ssh://me:secret@host',
      /^cannot use the Docker host ssh:\/\/host: ssh is not spoken here; forward the socket with `ssh -NL/,
    ],
    ['nonsense', /^cannot use the Docker host nonsense: it must be unix:\/\/\/path, tcp:/],
    ['tcp://', /it must be unix/],
    ['npipe:////./pipe/docker_engine', /it must be unix/],
  ] as const) {
    it(`says what is wrong with ${dockerHost}`, async () => {
      const {message} = await refusalOf(dockerHost)

      assert.match(message, typeof expected === 'string' ? new RegExp(`^${expected}$`) : expected)
    })
  }

  it('says that nobody listens', async () => {
    const dockerHost = `tcp://127.0.0.1:${await freePort()}`

    const {message} = await refusalOf(dockerHost)

    assert.ok(message.startsWith(`no Docker engine answers at ${dockerHost} (ECONNREFUSED)`), message)
  })

  it('says how to be let in where the socket may not be used', async function () {
    const path = join(await mkdtemp(join(tmpdir(), 'engine-')), 'docker.sock')
    const server = createServer().listen(path)
    await once(server, 'listening')
    await chmod(path, 0)
    // root may use every socket.
    const isRoot = process.geteuid?.() === 0
    await chmod(join(path, '..'), 0o755)
    if (isRoot) process.seteuid?.(65534)

    const {message} = await refusalOf(`unix://${path}`).finally(() => isRoot && process.seteuid?.(0))

    assert.match(message, /^you may not use the Docker engine at unix:.*usermod -aG docker/)
    server.close()
  })

  it('says that what answers is no Docker engine', async () => {
    const web = createHttpServer((_request, response) => response.end('<html>'))
    const closed = createHttpServer((_request, response) => response.writeHead(403).end('no'))
    const other = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))
    const servers = [web, closed, other]
    const hosts = (await Promise.all(servers.map(listening))).map((port) => `tcp://127.0.0.1:${port}`)

    const messages = (await Promise.all(hosts.map((host) => refusalOf(host)))).map(({message}) => message)

    assert.deepEqual(
      messages.map((message, index) => message.replace(hosts[index] ?? '', 'HOST')),
      [
        'what answers at HOST is no Docker engine: it tells no version',
        'what answers at HOST is no Docker engine: (HTTP code 403) unexpected - no',
        'what answers at HOST is no Docker engine: it does not speak HTTP (HPE_INVALID_CONSTANT)',
      ],
    )
    for (const server of servers) server.close()
  })

  it('does not take another engine out of the environment', async () => {
    const elsewhere = `tcp://127.0.0.1:${await freePort()}`
    const before = process.env['DOCKER_HOST']
    process.env['DOCKER_HOST'] = elsewhere

    const {message} = await refusalOf('unix:///nowhere/docker.sock').finally(() => {
      if (before === undefined) delete process.env['DOCKER_HOST']
      else process.env['DOCKER_HOST'] = before
    })

    assert.match(message, /unix:\/\/\/nowhere\/docker\.sock/)
  })

  it('speaks TLS with a certificate of its own', async () => {
    const certPath = await folderOf({})
    const file = (name: string) => join(certPath, name)
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
    const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', file('key.pem')]
    execFileSync('openssl', ['req', '-x509', ...key, '-out', file('cert.pem'), '-days', '2', ...subject], {
      stdio: 'ignore',
    })
    execFileSync('cp', [file('cert.pem'), file('ca.pem')])
    const [cert, privateKey] = await Promise.all([readFile(file('cert.pem')), readFile(file('key.pem'))])
    const options = {cert, key: privateKey, ca: cert, requestCert: true, rejectUnauthorized: true}
    const server = createTlsServer(options, (_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end('{"Version":"28.0.0","ApiVersion":"1.48","Arch":"amd64"}')
    })
    const port = await listening(server)

    const [byTcp, byHttps] = await Promise.all(
      ['tcp', 'https'].map((scheme) =>
        createDockerEngine({dockerHost: `${scheme}://127.0.0.1:${port}`, certPath}).version(),
      ),
    )
    const stranger = await refusalOf(`https://127.0.0.1:${port}`)
    const lost = await refusalOf(`https://127.0.0.1:${port}`, '/nowhere')

    assert.equal(byTcp?.version, '28.0.0')
    assert.equal(byHttps?.host, `https://127.0.0.1:${port}`)
    assert.match(stranger.message, /^cannot speak TLS with the Docker engine at https:.*self.signed certificate/)
    assert.match(lost.message, /^cannot read the certificate \/nowhere\/\w+\.pem of the Docker host: /)
    server.close()
  })

  describe('with an engine', () => {
    let engine: RealEngine

    before(async function () {
      engine = await requireEngine(this)
    })

    it('says its version', async () => {
      const said = await createDockerEngine(engine).version()

      const witness = await engine.docker(
        'version',
        '--format',
        '{{.Server.Version}} {{.Server.APIVersion}} {{.Server.Arch}}',
      )
      assert.equal(`${said.version} ${said.apiVersion} ${said.architecture}`, witness)
      assert.equal(said.host, engine.dockerHost)
    })
  })
})
