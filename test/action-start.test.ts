import assert from 'node:assert/strict'
import {once} from 'node:events'
import {cp, mkdtemp, readdir, readFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import module from 'node:module'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {basename, join, relative} from 'node:path'
import {pathToFileURL} from 'node:url'

import {skip} from './fixtures/local-aws.js'
import {finished, root} from './fixtures/project.js'
import {runStep} from './fixtures/runner.js'

const DIST = join(root, 'action', 'dist')
const LARGEST = 6_000_000

const SETTINGS = {
  VAST_CIDR: '10.42.0.0/16',
  VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0',
  VAST_AWS_REGION: 'eu-west-1',
  VAST_VERSION: 'v3.1.0',
}
const WRONG = {...SETTINGS, VAST_CIDR: '10.42.0.0'}

describe('the bundle of the action', function () {
  this.timeout(120_000)

  it('is no larger than 6 MB', async () => {
    const chunks = (await filesOf(DIST)).filter((file) => file.endsWith('.js') && !file.includes('/'))

    const sizes = await Promise.all(chunks.map(async (file) => (await readFile(join(DIST, file))).length))

    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    assert.ok(bytes > 0 && bytes <= LARGEST, `${bytes} bytes`)
  })

  it('says nothing of the machine that made it', async () => {
    const files = await filesOf(DIST)

    const texts = await Promise.all(
      files.map(async (file) => [file, await readFile(join(DIST, file), 'utf8')] as const),
    )

    assert.deepEqual(
      texts.filter(([, text]) => text.includes(root.replace(/\/$/, ''))).map(([file]) => file),
      [],
    )
  })

  it('has the licences of what is in it', async () => {
    const text = await readFile(join(DIST, 'LICENSES.txt'), 'utf8')

    for (const name of ['@actions/core', '@aws-sdk/client-sts', '@oclif/core', 'dockerode', 'yaml', 'zod'])
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, `, 'm'))
  })

  it('is made the same again, from another folder', async () => {
    const again = await mkdtemp(join(tmpdir(), 'aws-stack-action-'))

    const {code, stderr} = await finished(process.execPath, [join(root, 'scripts/bundle-action.mjs'), again], {
      cwd: tmpdir(),
    })

    assert.equal(code, 0, stderr)
    const files = await filesOf(again)
    assert.deepEqual(files, await filesOf(DIST))
    for (const file of files)
      assert.ok((await readFile(join(again, file))).equals(await readFile(join(DIST, file))), `${file} differs`)
  })

  it('needs nothing beside itself', async () => {
    const action = await mkdtemp(join(tmpdir(), 'aws-stack-elsewhere-'))
    await cp(DIST, join(action, 'action', 'dist'), {recursive: true})

    const {log, outputs} = await runStep({action, inputs: {command: 'vast:plan'}, environment: WRONG})

    assert.equal(outputs['exit-code'], '2', log)
    assert.match(log, /10\.42\.0\.0/)
  })
})

/** Counted here, since times would fail on a busy machine; `npm run bench -- action` has these. */
describe('a start of the action', function () {
  this.timeout(60_000)

  before(function () {
    if (!('registerHooks' in module)) skip(this, 'this Node cannot say what it loads')
  })

  it('that needs one plugin loads no other', async () => {
    const {server, url} = await closedEndpoint()

    const loaded = await loadedBy(
      {command: 'vast:plan --timeout 5s'},
      {...SETTINGS, ...CREDENTIALS, AWS_ENDPOINT_URL: url},
    )
    server.close()

    assert.deepEqual(among(loaded, /^(substation|dockerode)-/), [])
    assert.equal(among(loaded, /^vast-/).length, 1)
  })

  for (const [by, input, requests] of [
    ['keys', {}, 1],
    // GitHub is asked for a token first.
    ['a role', {'role-arn': 'arn:aws:iam::123456789012:role/deploy'}, 2],
  ] as const) {
    it(`by ${by} asks AWS before the rest of the program is read`, async () => {
      const {server, url} = await closedEndpoint()

      const loaded = await loadedBy({command: 'vast:plan --timeout 5s', ...input}, {...SETTINGS, ...accessBy(by, url)})
      server.close()

      const before = loaded.slice(
        0,
        loaded.findIndex((file) => /^(main|everyday|vast)-/.test(file)),
      )
      assert.equal(among(before, /^request$/).length, requests, loaded.join(' '))
      assert.equal(among(loaded, /^vast-/).length, 1)
    })
  }

  // The settings are wrong, so that nobody asks later either.
  for (const [what, inputs, environment] of [
    ['with --local', {command: 'vast:plan --local'}, {}],
    ['with AWS_STACK_LOCAL', {}, {AWS_STACK_LOCAL: 'true'}],
    ['by half a key', {}, {AWS_SECRET_ACCESS_KEY: ''}],
    ['by a profile', {}, {AWS_PROFILE: 'other'}],
    ['by a file of the folder it enters', {}, {AWS_CONFIG_FILE: 'aws/config'}],
    ['without a region', {}, {VAST_AWS_REGION: ''}],
    ['by a role that is none', {'role-arn': 'deploy'}, {}],
    ['by keys for the version', {command: 'version'}, {}],
  ] as const) {
    it(`${what} asks nobody before its settings are read`, async () => {
      assert.equal(await requestsOf(inputs, environment), 0)
    })
  }

  it('by keys asks once before its settings are read, also where these are wrong', async () => {
    assert.equal(await requestsOf({}, {}), 1)
  })

  it('that ends at a wrong setting loads one client of AWS, no Docker client, and few files', async () => {
    const loaded = await loadedBy({command: 'vast:plan'}, WRONG)

    assert.equal(among(loaded, /^vast-/).length, 1)
    assert.deepEqual(among(loaded, /^(dist-es|dockerode|substation)-/), [])
    assert.ok(loaded.length < 25, `${loaded.length} files: ${loaded.join(' ')}`)
  })

  it('that is asked for the version loads no plugin', async () => {
    const loaded = await loadedBy({command: 'version'}, {})

    assert.deepEqual(among(loaded, /^(vast|substation|dist-es|dockerode)-/), [])
    assert.ok(loaded.length > 0)
  })
})

const CREDENTIALS = {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example'}

function accessBy(by: 'keys' | 'a role', url: string): Record<string, string> {
  const token = {ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?v=1`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'example'}
  return {AWS_ENDPOINT_URL: url, ...(by === 'keys' ? CREDENTIALS : token)}
}

/** AWS, which answers whatever it is asked with a refusal, and GitHub, which gives tokens. */
async function closedEndpoint(heard: () => void = () => {}) {
  const server = createServer(({url = ''}, response) => {
    if (url.startsWith('/token')) return void response.end(JSON.stringify({value: 'e30.e30.c2ln'}))
    heard()
    response.writeHead(403).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`}
}

/** How often a step with keys, a region and wrong settings asks AWS. */
async function requestsOf(
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  let asked = 0
  const {server, url} = await closedEndpoint(() => void (asked += 1))
  await runStep({
    inputs: {command: 'vast:plan', ...inputs},
    environment: {...WRONG, ...accessBy('keys', url), ...environment},
  })
  server.close()
  return asked
}

/** Names of the files that a step makes Node load, and `request` where it sends one. */
async function loadedBy(inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>>) {
  const file = join(await mkdtemp(join(tmpdir(), 'aws-stack-loaded-')), 'urls')
  const hooks = pathToFileURL(join(root, 'test', 'fixtures', 'loaded-modules.mjs')).href
  await runStep({inputs, environment: {...environment, NODE_OPTIONS: `--import=${hooks}`, LOADED_MODULES: file}})
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => /^(file:|request$)/.test(line))
  return lines.map((line) => basename(line))
}

function among(files: readonly string[], pattern: RegExp): string[] {
  return files.filter((file) => pattern.test(file))
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true})
  const files = entries.filter((entry) => entry.isFile())
  return files.map(({parentPath, name}) => relative(folder, join(parentPath, name)).replaceAll('\\', '/')).sort()
}
