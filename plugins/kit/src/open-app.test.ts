import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {createSecrets, StackError, status} from '@aws-stack/core'

import {openApp, type OpenAppOptions} from './open-app.js'
import {fakeApp} from './testing/fake-app.fixture.js'
import {type FakePlace, fakePlace} from './testing/fake-place.fixture.js'

describe('openApp', () => {
  let place: FakePlace
  let cwd: string
  let said: string[]

  beforeEach(async () => {
    place = await fakePlace()
    cwd = await mkdtemp(join(tmpdir(), 'open-app-'))
    said = []
  })

  afterEach(() => place.close())

  const options = (changes: Partial<OpenAppOptions> = {}): OpenAppOptions => ({
    host: {notify() {}, confirm: async () => true},
    signal: new AbortController().signal,
    leave: new AbortController().signal,
    secrets: createSecrets(),
    environment: {AWS_STACK_LOCAL_FOLDER: place.folder},
    cwd,
    given: {},
    local: true,
    localInstalled: true,
    reporter: {say: (text) => void said.push(text), rest() {}},
    ...changes,
  })

  it('takes sample values where nothing else is given, and says which', async () => {
    const {settings, ctx} = await openApp(await fakeApp(), options())

    assert.deepEqual(
      [settings.region, settings.stage, settings.config],
      ['eu-west-1', 'dev', {topic: 'sample-vpc-sample', queueMode: 'fast'}],
    )
    assert.equal(ctx.region, 'eu-west-1')
    assert.deepEqual(said, ['--local: sample values for region (eu-west-1), topic (sample-vpc-sample)'])
  })

  it('takes a sample for nothing that is given', async () => {
    await writeFile(join(cwd, '.env'), 'FAKE_TOPIC=from-env\n')

    const {settings} = await openApp(await fakeApp(), options({given: {region: 'us-east-1'}}))

    assert.equal(settings.config.topic, 'from-env')
    assert.deepEqual(said, [])
  })

  it('asks the local AWS for the sample VPC of another region than its own', async () => {
    const {settings} = await openApp(await fakeApp(), options({given: {region: 'us-east-1'}}))

    assert.equal(settings.config.topic, 'sample-vpc-of-us-east-1')
  })

  it("uses nothing of the environment's AWS access with --local", async () => {
    const real = {
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_PROFILE: 'company',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    }
    const before = {...process.env}
    Object.assign(process.env, real)

    try {
      const app = await fakeApp()
      const {settings, ctx} = await openApp(app, options({profile: 'company'}))
      await status(app, settings, {}, ctx)
    } finally {
      process.env = before
    }

    assert.deepEqual([...new Set(place.keys)], ['local-key'])
  })

  it('needs stage and region alone where only the place is asked about', async () => {
    const {settings} = await openApp(
      await fakeApp(),
      options({local: false, given: {region: 'eu-west-1'}, placeOnly: true}),
    )

    assert.deepEqual([settings.stage, settings.region], ['dev', 'eu-west-1'])
  })

  it('says that no local AWS runs, and which package would bring one', async () => {
    const environment = {AWS_STACK_LOCAL_FOLDER: cwd}

    const codes = await Promise.all(
      [true, false].map(async (localInstalled) => {
        const error: unknown = await openApp(await fakeApp(), options({environment, localInstalled})).catch(
          (thrown: unknown) => thrown,
        )
        assert.ok(StackError.is(error))
        return [error.code, error.suggestions[0]]
      }),
    )

    assert.deepEqual(codes, [
      ['LOCAL_NOT_RUNNING', 'aws-stack local:start'],
      ['LOCAL_NOT_INSTALLED', 'npm install --save-dev @aws-stack/local'],
    ])
  })
})
