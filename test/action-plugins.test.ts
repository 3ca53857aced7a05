import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {mkdtemp, readdir, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {integrityOf, type NpmRegistry, npmRegistry, type Published} from './fixtures/npm-registry.js'
import {ownPackages, packageFile, QUEUE, queuePlugin} from './fixtures/queue-plugin.js'
import {type EndedStep, runStep} from './fixtures/runner.js'

const SHOW = {command: 'queue:show --region eu-west-1', plugins: `${QUEUE}@1.4.2`}

describe('the action with a plugin of npm', function () {
  this.timeout(120_000)
  let own: Published[]
  let queue: Published
  const running: NpmRegistry[] = []

  before(async () => {
    own = await ownPackages()
    queue = await queuePlugin()
  })

  afterEach(() => running.splice(0).forEach((registry) => registry.stop()))

  async function registryWith(...[plugin, options]: [Published?, Parameters<typeof npmRegistry>[1]?]) {
    const registry = await npmRegistry([...own, ...(plugin ? [plugin] : [])], options)
    running.push(registry)
    return registry
  }

  it('installs it, hears its events and gives its result', async () => {
    const registry = await registryWith(queue)

    const {code, log, outputs} = await step({registry})

    assert.equal(code, 0, log)
    assert.match(log, /the queue is full/)
    const {region, kit} = JSON.parse(outputs['result'] ?? '') as {region: string; kit: string}
    assert.equal(region, 'eu-west-1')
    assert.match(kit, /aws-stack-plugin-@acme\+plugin-queue\/1\.4\.2\/\w+\/node_modules\/@aws-stack\/kit\//)
  })

  it('takes it out of the tool cache the second time, asking nobody', async () => {
    const registry = await registryWith(queue)
    const tools = await mkdtemp(join(tmpdir(), 'tools-'))
    await step({registry, tools})
    const asked = registry.requests.length

    const {code, log} = await step({registry, tools})

    assert.equal(code, 0, log)
    assert.ok(asked > 0)
    assert.equal(registry.requests.length, asked)
  })

  it('runs no script of it', async () => {
    const registry = await registryWith(queue)
    const ran = join(await mkdtemp(join(tmpdir(), 'ran-')), 'ran')

    const {code, log} = await step({registry, environment: {RAN: ran}})

    assert.equal(code, 0, log)
    assert.equal(existsSync(ran), false)
  })

  it('keeps the exit code of its failures', async () => {
    const registry = await registryWith(queue)

    const {outputs, log} = await step({registry, inputs: {command: 'queue:drain'}})

    assert.equal(outputs['exit-code'], '7', log)
    assert.match(log, /somebody drains the queue/)
  })

  it('takes the integrity that the workflow tells', async () => {
    const registry = await registryWith(queue)
    const plugins = `${SHOW.plugins}#${integrityOf(queue.tarball)}`

    const {code, log} = await step({registry, inputs: {plugins}})

    assert.equal(code, 0, log)
  })

  it('refuses another content than the workflow tells, and does not keep it', async () => {
    const registry = await registryWith(await queuePlugin({'more.js': ''}))
    const tools = await mkdtemp(join(tmpdir(), 'tools-'))
    const plugins = `${SHOW.plugins}#${integrityOf(queue.tarball)}`

    const ended = await step({registry, tools, inputs: {plugins}})

    assertFails(ended, 'PLUGIN_ALTERED', /@acme\/plugin-queue@1\.4\.2 has the integrity sha512-/)
    assert.deepEqual(await readdir(tools), [])
  })

  it('refuses one in the tool cache that is not what the workflow tells', async () => {
    const registry = await registryWith(await queuePlugin({'more.js': ''}))
    const tools = await mkdtemp(join(tmpdir(), 'tools-'))
    await step({registry, tools})

    const ended = await step({registry, tools, inputs: {plugins: `${SHOW.plugins}#${integrityOf(queue.tarball)}`}})

    assertFails(ended, 'PLUGIN_ALTERED', /has the integrity/)
  })

  it('refuses a tarball that is not what its registry says', async () => {
    const {tarball} = await queuePlugin({'more.js': ''})
    const registry = await registryWith(queue, {instead: {[QUEUE]: tarball}})

    assertFails(await step({registry}), 'PLUGIN_ALTERED', /integrity/)
  })

  it('gives the registry the token of the .npmrc in the working directory', async () => {
    const registry = await registryWith(queue, {token: 'npm_0123456789'})
    const workspace = await mkdtemp(join(tmpdir(), 'workspace-'))
    const host = registry.url.replace('http:', '')
    await writeFile(join(workspace, '.npmrc'), `registry=${registry.url}\n${host}:_authToken=\${NODE_AUTH_TOKEN}\n`)
    const environment = {NODE_AUTH_TOKEN: 'npm_0123456789', NPM_CONFIG_REGISTRY: ''}

    const {code, log} = await step({registry, workspace, environment})

    assert.equal(code, 0, log)
  })

  it('says which registry does not let it in', async () => {
    const registry = await registryWith(queue, {token: 'npm_0123456789'})

    const ended = await step({registry})

    assertFails(ended, 'REGISTRY_DENIED', new RegExp(`${registry.url} does not give @acme/plugin-queue@1.4.2`), '4')
  })

  it('says which registry does not have it', async () => {
    const registry = await registryWith()

    const ended = await step({registry})

    assertFails(ended, 'PLUGIN_NOT_INSTALLED', new RegExp(`no package @acme/plugin-queue@1.4.2 in ${registry.url}`))
  })

  it('says that the version is not there', async () => {
    const registry = await registryWith(queue)

    const ended = await step({registry, inputs: {plugins: `${QUEUE}@1.4.3`}})

    assertFails(ended, 'PLUGIN_NOT_INSTALLED', /@acme\/plugin-queue@1\.4\.3/)
  })

  it('says that the registry cannot be reached', async () => {
    const registry = await registryWith(queue)
    registry.stop()

    const ended = await step({registry})

    assertFails(ended, 'REGISTRY_UNREACHABLE', new RegExp(`${registry.url} cannot be asked`), '5')
  })

  it('says that there is no npm', async () => {
    const registry = await registryWith(queue)

    assertFails(await step({registry, environment: {PATH: '/nonexistent'}}), 'PLUGIN_NOT_INSTALLED', /there is no npm/)
  })

  it('refuses a package that is no plugin, and does not keep it', async () => {
    const registry = await registryWith(await queuePlugin({'package.json': packageFile({oclif: undefined})}))
    const tools = await mkdtemp(join(tmpdir(), 'tools-'))

    const ended = await step({registry, tools})

    assertFails(ended, 'PLUGIN_BROKEN', /no section "oclif"/)
    assert.deepEqual(await readdir(tools), [])
  })

  it('says why a plugin does not load', async () => {
    const registry = await registryWith(await queuePlugin({'app.js': "import 'not-declared'"}))

    assertFails(await step({registry}), 'PLUGIN_BROKEN', /not-declared/)
  })

  for (const [plugins, reason] of [
    [QUEUE, /has no version: the exact one is needed/],
    [`${QUEUE}@^1.4.0`, /asks for "\^1\.4\.0", which is no exact version/],
    [`${QUEUE}@latest`, /asks for "latest"/],
    [`${QUEUE}@1.4.2#sha1-abc`, /an integrity that is no sha512/],
    ['https://example.com/plugin.tgz', /is no name of a package/],
    ['@aws-stack/plugin-vast@9.9.9', /is part of this action/],
    ['vast@9.9.9', /is part of this action/],
  ] as const) {
    it(`asks nobody for ${plugins}`, async () => {
      const registry = await registryWith(queue)

      const ended = await step({registry, inputs: {plugins}})

      assertFails(ended, 'INPUT_INVALID', reason)
      assert.deepEqual(registry.requests, [])
    })
  }

  it('names what may be meant by a plugin that it does not have', async () => {
    const registry = await registryWith(queue)

    const ended = await step({registry, inputs: {plugins: 'vats'}})

    assertFails(
      ended,
      'PLUGIN_NOT_INSTALLED',
      /no plugin vats in this action: vast may be meant; one of npm is named with/,
    )
    assert.deepEqual(registry.requests, [])
  })
})

interface GivenStep {
  readonly registry: NpmRegistry
  readonly tools?: string
  readonly workspace?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
}

/** Whatever is not on this machine is out of reach. */
function step({registry, tools, workspace, inputs, environment}: GivenStep): Promise<EndedStep> {
  return runStep({
    inputs: {...SHOW, ...inputs},
    ...(workspace !== undefined && {workspace}),
    environment: {
      NPM_CONFIG_REGISTRY: registry.url,
      NPM_CONFIG_FETCH_RETRIES: '0',
      HTTPS_PROXY: 'http://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1',
      ...(tools !== undefined && {RUNNER_TOOL_CACHE: tools}),
      ...environment,
    },
  })
}

function assertFails({code, log, outputs}: EndedStep, error: string, message: RegExp, exitCode = '2'): void {
  assert.notEqual(code, 0)
  assert.match(log, message)
  assert.match(log, new RegExp(`::error title=${error}::`))
  assert.equal(outputs['exit-code'], exitCode, log)
}
