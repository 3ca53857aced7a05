import assert from 'node:assert/strict'
import {mkdtemp} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {stripVTControlCharacters} from 'node:util'

import {type AppDefinition, createSecrets, StackError} from '@aws-stack/core'

import {formatDoctor} from '../format/doctor.js'
import {fakeApp} from '../testing/fake-app.fixture.js'
import {type FakePlace, fakePlace} from '../testing/fake-place.fixture.js'
import {checkCredentials, checkRegion} from './check-aws.js'
import {checkDocker} from './check-docker.js'
import {checkExec} from './check-exec.js'
import {checkLocal, checkLocalRegistry} from './check-local.js'
import {checkPlugins} from './check-plugins.js'
import {doctor, type DoctorOptions} from './doctor.js'

const dockerOf = (apiVersion: string) => ({
  version: async () => ({version: '28.0.0', apiVersion, architecture: 'amd64', host: 'unix:///docker.sock'}),
  find: () => Promise.reject(new Error('not asked')),
  build: () => Promise.reject(new Error('not asked')),
  push: () => Promise.reject(new Error('not asked')),
})

describe('the checks of doctor', () => {
  it('name the engine, and refuse one that is too old for BuildKit', async () => {
    const [fine, old] = await Promise.all([checkDocker(dockerOf('1.48')), checkDocker(dockerOf('1.38'))])

    assert.deepEqual([fine.state, fine.message], ['ok', 'engine 28.0.0 with BuildKit, amd64, at unix:///docker.sock'])
    assert.deepEqual([old.state, old.required], ['missing', true])
    assert.match(old.message, /too old for BuildKit: its API is 1\.38, 1\.39 is needed/)
  })

  it('tell how to get a region and credentials', async () => {
    const denied = new StackError('CREDENTIALS_EXPIRED', 'the session has expired', {
      suggestions: ['aws sso login', 'aws-stack doctor'],
    })

    const [none, region] = await Promise.all([checkRegion(undefined), checkRegion('eu-west-1')])
    const expired = await checkCredentials({identity: () => Promise.reject(denied)})

    assert.deepEqual(
      [none.state, none.suggestions[0], region.message],
      ['missing', 'export AWS_REGION=eu-west-1', 'eu-west-1'],
    )
    assert.deepEqual([expired.message, expired.suggestions], ['the session has expired', ['aws sso login']])
  })

  it('do without the local AWS unless it is asked for', async () => {
    const missing = () => {
      throw new StackError('LOCAL_NOT_RUNNING', 'no local AWS is running', {suggestions: ['aws-stack local:start']})
    }

    const [optional, required] = await Promise.all([checkLocal(missing, false), checkLocal(missing, true)])

    assert.deepEqual(
      [optional.required, required.required, required.suggestions],
      [false, true, ['aws-stack local:start']],
    )
  })

  it('tell the fix for an engine in a virtual machine that does not reach the local registry', async () => {
    const state = {registry: 'http://127.0.0.1:5466'} as Parameters<typeof checkLocalRegistry>[0]
    const unreachable = () => Promise.reject(new StackError('REGISTRY_UNREACHABLE', 'does not reach the registry'))

    const result = await checkLocalRegistry(state, unreachable, true)

    assert.match(result.suggestions.join(), /"insecure-registries": \["host\.docker\.internal:5466"\]/)
    assert.match(result.suggestions.join(), /local:start --registry-host host\.docker\.internal/)
  })

  it('name the plugins, or a package to begin with', async () => {
    const [some, none] = await Promise.all([
      checkPlugins([{name: '@aws-stack/plugin-vast', version: '0.1.0'}]),
      checkPlugins([]),
    ])

    assert.equal(some.message, '@aws-stack/plugin-vast 0.1.0')
    assert.deepEqual(none.suggestions, ['npm install --save-dev @aws-stack/plugin-vast'])
  })

  it('say of a deployed server what keeps commands from it, each with what mends it', async () => {
    const more = {evidence: ['ssmmessages:OpenDataChannel: denied'], suggestions: ['aws iam put-role-policy']}
    const role = {name: 'role', state: 'wrong', message: 'the task role may not', ...more} as const
    const agent = {name: 'agent', state: 'wrong', message: 'the agent stopped', evidence: [], suggestions: []} as const

    const checks = await checkExec({name: 'vast'}, async () => [role, agent])

    assert.deepEqual(
      checks.map(({name, state, message}) => [name, state, message]),
      [
        ['exec of vast', 'missing', 'the task role may not\nssmmessages:OpenDataChannel: denied'],
        ['exec of vast', 'missing', 'the agent stopped'],
      ],
    )
    assert.deepEqual(checks[0]?.suggestions, ['aws iam put-role-policy'])
  })

  it('take what could not be checked for no fault of a server, and say nothing of one that is not deployed', async () => {
    const evidence = ['iam:SimulatePrincipalPolicy denied']
    const role = {name: 'role', state: 'unknown', message: 'could not be checked', evidence, suggestions: []} as const

    const [check] = await checkExec({name: 'vast'}, async () => [role])
    const none = await checkExec({name: 'vast'}, () => Promise.reject(new StackError('NOT_DEPLOYED', 'is not')))

    assert.deepEqual(
      [check?.state, check?.message],
      ['ok', 'nothing is in its way; no server runs\ncould not be checked\niam:SimulatePrincipalPolicy denied'],
    )
    assert.deepEqual(none, [])
  })

  it('let what nobody expected pass', async () => {
    await assert.rejects(checkCredentials({identity: () => Promise.reject(new TypeError('x is undefined'))}), TypeError)
  })
})

describe('doctor', () => {
  let place: FakePlace
  let options: DoctorOptions
  let environment: NodeJS.ProcessEnv

  beforeEach(async () => {
    place = await fakePlace()
    environment = process.env
    process.env = {
      ...environment,
      AWS_ENDPOINT_URL: place.endpoint,
      AWS_ACCESS_KEY_ID: 'own-key',
      AWS_SECRET_ACCESS_KEY: 'own',
    }
    options = {
      host: {notify() {}, confirm: async () => true},
      reporter: {say() {}, rest() {}},
      signal: new AbortController().signal,
      leave: new AbortController().signal,
      secrets: createSecrets(),
      environment: {AWS_STACK_LOCAL_FOLDER: place.folder, DOCKER_HOST: 'unix:///nowhere/docker.sock'},
      cwd: await mkdtemp(join(tmpdir(), 'doctor-')),
      given: {},
      local: false,
      localInstalled: true,
      apps: [(await fakeApp()) as unknown as AppDefinition],
      plugins: [{name: '@aws-stack/plugin-fake', version: '0.1.0'}],
    }
  })

  afterEach(() => {
    process.env = environment
    place.close()
  })

  const states = ({checks}: Awaited<ReturnType<typeof doctor>>) =>
    Object.fromEntries(checks.map(({name, state}) => [name, state]))

  it("takes an app's own variable for the region, and tells all problems of its settings", async () => {
    const wrong = {...options.environment, FAKE_REGION: 'eu-central-1', FAKE_TOPIC: 'x'.repeat(50)}

    const result = await doctor({...options, environment: wrong, given: {stage: 'test'}})

    const settings = result.checks.find(({name}) => name === 'settings of fake')
    assert.equal(result.checks.find(({name}) => name === 'region')?.message, 'eu-central-1')
    assert.match(settings?.message ?? '', /FAKE_TOPIC: topic: .* is too long/)
    assert.deepEqual([states(result)['docker'], settings?.state, result.ok], ['missing', 'missing', false])
  })

  it('asks the local AWS alone with --local', async () => {
    const result = await doctor({...options, local: true})

    assert.deepEqual([...new Set(place.keys)], ['local-key'])
    assert.equal(states(result)['settings of fake'], 'ok')
    assert.equal(states(result)['local AWS'], 'ok')
  })

  it('says what starts the local AWS where --local has none to ask', async () => {
    const empty = {AWS_STACK_LOCAL_FOLDER: options.cwd}

    const result = await doctor({...options, environment: empty, local: true})

    assert.deepEqual(
      [result.ok, states(result)],
      [false, {plugins: 'ok', 'settings of fake': 'missing', 'local AWS': 'missing'}],
    )
  })

  it('is printed with the command that mends each thing', async () => {
    const check = {required: true, message: 'found', suggestions: []}
    const text = formatDoctor({
      ok: false,
      checks: [
        {...check, name: 'plugins', state: 'ok'},
        {
          ...check,
          name: 'settings of fake',
          state: 'missing',
          message: '2 settings\n  one\n  two',
          suggestions: ['aws-stack fake:plan --help'],
        },
        {...check, name: 'local AWS', state: 'missing', required: false, suggestions: ['aws-stack local:start']},
      ],
    })

    assert.equal(
      stripVTControlCharacters(text),
      `ok         plugins           found
missing    settings of fake  2 settings
    one
    two
    try aws-stack fake:plan --help
not there  local AWS         found
    try aws-stack local:start

something is missing`,
    )
  })
})
