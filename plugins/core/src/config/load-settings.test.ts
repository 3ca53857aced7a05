import assert from 'node:assert/strict'
import {mkdir, mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {z} from 'zod'

import {defineApp} from '../app.js'
import {StackError} from '../errors.js'
import {loadSettings} from './load-settings.js'

const app = defineApp({
  name: 'vast',
  title: 'VAST',
  settings: z.strictObject({
    cidr: z
      .string()
      .regex(/^[0-9./]+$/, 'is no IPv4 block')
      .meta({env: 'VAST_CIDR'}),
    storage: z.enum(['EFS', 'ATTACHED']).default('EFS').meta({env: 'VAST_SERVER_STORAGE_TYPE'}),
  }),
  regionVariable: 'VAST_AWS_REGION',
  rules: [({config}) => (config.cidr.endsWith('/8') ? [{key: 'cidr', message: 'is too large'}] : [])],
  images: [],
  stacks: [],
})

const appWithList = defineApp({
  name: 'vast',
  title: 'VAST',
  settings: z.strictObject({
    parts: z
      .array(z.enum(['bucket', 'dashboard']))
      .default([])
      .meta({env: 'VAST_PARTS'}),
  }),
  images: [],
  stacks: [],
})

const bare = {name: 'vast', title: 'VAST', images: [], stacks: []}

const none = {flags: {}, environment: {}}

async function folderWith(files: Record<string, string>): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'settings-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  return cwd
}

async function problemsOf(load: Promise<unknown>): Promise<string> {
  const error: unknown = await load.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(StackError.is(error))
  return error.message
}

describe('loadSettings', () => {
  it('takes a flag before the environment, that before .env, that before the file, that before the sample', async () => {
    const cwd = await folderWith({
      '.env': 'VAST_CIDR=10.3.0.0/24\n',
      'aws-stack.yaml': 'region: eu-west-1\nvast:\n  cidr: 10.4.0.0/24\n',
    })
    const bare = await folderWith({'aws-stack.yaml': 'region: eu-west-1\nvast:\n  cidr: 10.4.0.0/24\n'})
    const environment = {VAST_CIDR: '10.2.0.0/24'}
    const sample = {cidr: '10.5.0.0/24'}

    const loaded = await Promise.all([
      loadSettings(app, {cwd, flags: {cidr: '10.1.0.0/24'}, environment, sample}),
      loadSettings(app, {cwd, flags: {}, environment, sample}),
      loadSettings(app, {cwd, ...none, sample}),
      loadSettings(app, {cwd: bare, ...none, sample}),
      loadSettings(app, {cwd: await folderWith({}), ...none, sample, fallbackRegion: async () => 'eu-west-1'}),
    ])

    assert.deepEqual(
      loaded.map(({config}) => config.cidr),
      ['10.1.0.0/24', '10.2.0.0/24', '10.3.0.0/24', '10.4.0.0/24', '10.5.0.0/24'],
    )
    assert.deepEqual(
      loaded.map(({sources}) => sources['cidr']),
      ['--cidr', 'VAST_CIDR', 'VAST_CIDR in .env', 'aws-stack.yaml:3', 'sample'],
    )
  })

  it("reads the seed's own variable for the region, and falls back on what the SDK says", async () => {
    const cwd = await folderWith({'.env': 'VAST_AWS_REGION=eu-central-1\nVAST_CIDR=10.0.0.0/24\n'})
    const without = await folderWith({'.env': 'VAST_CIDR=10.0.0.0/24\n'})

    const own = await loadSettings(app, {cwd, ...none, fallbackRegion: async () => 'us-east-1'})
    const fallback = await loadSettings(app, {cwd: without, ...none, fallbackRegion: async () => 'us-east-1'})

    assert.equal(own.region, 'eu-central-1')
    assert.equal(fallback.region, 'us-east-1')
    assert.equal(own.stage, 'dev')
  })

  it('knows which account is expected, with the zeros that it begins with', async () => {
    const cwd = await folderWith({
      'aws-stack.yaml': 'region: eu-west-1\naccount: 001234567890\nvast: {cidr: 10.4.0.0/24}\n',
    })

    const file = await loadSettings(app, {cwd, ...none})
    const variable = await loadSettings(app, {cwd, flags: {}, environment: {AWS_STACK_ACCOUNT: '210987654321'}})

    assert.deepEqual([file.account, file.sources['account']], ['001234567890', 'aws-stack.yaml:2'])
    assert.deepEqual([variable.account, variable.sources['account']], ['210987654321', 'AWS_STACK_ACCOUNT'])
  })

  it('refuses an account that is no account id', async () => {
    const cwd = await folderWith({'aws-stack.yaml': 'region: eu-west-1\naccount: prod\nvast: {cidr: 10.4.0.0/24}\n'})

    assert.equal(
      await problemsOf(loadSettings(app, {cwd, ...none})),
      'aws-stack.yaml:2: account: "prod" is no account id, which is 12 digits',
    )
  })

  it('says how to set a region where there is none', async () => {
    const cwd = await folderWith({'aws-stack.yaml': 'vast: {cidr: 10.4.0.0/24}\n'})

    await assert.rejects(loadSettings(app, {cwd, ...none}), {
      code: 'SETTINGS_INVALID',
      suggestions: ['export AWS_REGION=eu-west-1', 'aws configure set region eu-west-1'],
    })
  })

  it('tells all problems together, each with its place', async () => {
    const cwd = await folderWith({
      '.env': 'VAST_CIDR=ten\n',
      'aws-stack.yaml': 'stage: Prod\nregoin: eu-west-1\nvast:\n  storage: DISK\n  wrokers: 3\n',
    })

    const message = await problemsOf(loadSettings(app, {cwd, ...none}))

    assert.match(message, /VAST_CIDR in \.env: cidr: "ten" is no IPv4 block/)
    assert.match(message, /aws-stack\.yaml:1: stage: "Prod"/)
    assert.match(message, /aws-stack\.yaml:2: unknown key "regoin"/)
    assert.match(message, /aws-stack\.yaml:4: storage: "DISK" is none of EFS, ATTACHED/)
    assert.match(message, /aws-stack\.yaml:5: wrokers: there is no such setting/)
    assert.match(message, /region: no region is set/)
  })

  it('names the variable of a required setting that nobody gave', async () => {
    const message = await problemsOf(
      loadSettings(app, {cwd: await folderWith({}), ...none, fallbackRegion: async () => 'eu-west-1'}),
    )

    assert.match(message, /VAST_CIDR/)
    assert.match(message, /is required/)
  })

  it("asks for none of the app's own settings where only the place is needed", async () => {
    const cwd = await folderWith({'.env': 'VAST_CIDR=ten\n'})

    const {stage, region} = await loadSettings(app, {
      cwd,
      flags: {region: 'eu-west-1'},
      environment: {},
      placeOnly: true,
    })
    const message = await problemsOf(
      loadSettings(app, {cwd, flags: {region: 'nowhere'}, environment: {}, placeOnly: true}),
    )

    assert.deepEqual([stage, region], ['dev', 'eu-west-1'])
    assert.match(message, /"nowhere" is no region name/)
    assert.doesNotMatch(message, /cidr/)
  })

  it('checks and gives the settings that are needed, whatever the others are', async () => {
    const cwd = await folderWith({'.env': 'VAST_CIDR=ten\n'})
    const load = (only: string[]) =>
      loadSettings(app, {cwd, flags: {region: 'eu-west-1'}, environment: {}, placeOnly: true, only})

    const other = await load([])
    const message = await problemsOf(load(['cidr']))

    assert.deepEqual(other.config, {})
    assert.match(message, /VAST_CIDR in .env/)
  })

  it('applies the rules to what the schema has accepted', async () => {
    const message = await problemsOf(
      loadSettings(app, {cwd: await folderWith({}), flags: {cidr: '10.0.0.0/8', region: 'eu-west-1'}, environment: {}}),
    )

    assert.match(message, /--cidr: cidr: is too large/)
  })

  it('takes an empty variable for one that is not set', async () => {
    const cwd = await folderWith({'aws-stack.yaml': 'region: eu-west-1\nvast:\n  cidr: 10.4.0.0/24\n'})

    const loaded = await loadSettings(app, {cwd, flags: {}, environment: {VAST_CIDR: ''}})

    assert.equal(loaded.config.cidr, '10.4.0.0/24')
  })

  it('takes a folder named .env for none', async () => {
    const cwd = await folderWith({'aws-stack.yaml': 'region: eusc-de-east-1\nvast:\n  cidr: 10.4.0.0/24\n'})
    await mkdir(join(cwd, '.env'))

    const loaded = await loadSettings(app, {cwd, ...none})

    assert.equal(loaded.region, 'eusc-de-east-1')
  })

  it("leaves other apps' sections alone", async () => {
    const cwd = await folderWith({
      'aws-stack.yaml': 'region: eu-west-1\nfossa:\n  workers: 3\nvast:\n  cidr: 10.4.0.0/24\n',
    })

    const loaded = await loadSettings(app, {cwd, ...none})

    assert.deepEqual(loaded.config, {cidr: '10.4.0.0/24', storage: 'EFS'})
  })

  it('refuses a file that was asked for and is not there, and one that is no YAML', async () => {
    const cwd = await folderWith({'broken.yaml': 'vast: [\n'})

    const missing = await problemsOf(loadSettings(app, {cwd, ...none, file: 'other.yaml'}))
    const broken = await problemsOf(loadSettings(app, {cwd, ...none, file: 'broken.yaml'}))

    assert.match(missing, /cannot read the settings file .*other\.yaml/)
    assert.match(broken, /broken\.yaml:\d: no YAML/)
  })

  it('takes a list from the file as a list, and from a flag or variable as text with commas', async () => {
    const file = 'region: eu-west-1\nvast:\n  parts: [bucket, dashboard]\n'
    const bare = 'region: eu-west-1\n'
    const [withList, without] = await Promise.all([
      folderWith({'aws-stack.yaml': file}),
      folderWith({'aws-stack.yaml': bare}),
    ])

    const loaded = await Promise.all([
      loadSettings(appWithList, {cwd: withList, ...none}),
      loadSettings(appWithList, {cwd: without, flags: {parts: 'bucket,dashboard'}, environment: {}}),
      loadSettings(appWithList, {cwd: without, flags: {}, environment: {VAST_PARTS: ' bucket , dashboard, '}}),
      loadSettings(appWithList, {cwd: without, ...none}),
    ])

    assert.deepEqual(
      loaded.map(({config}) => config.parts),
      [['bucket', 'dashboard'], ['bucket', 'dashboard'], ['bucket', 'dashboard'], []],
    )
  })

  it('names the item of a list that is wrong, with its place', async () => {
    const cwd = await folderWith({'aws-stack.yaml': 'region: eu-west-1\n'})
    const environment = {VAST_PARTS: 'bucket,misp'}

    const message = await problemsOf(loadSettings(appWithList, {cwd, flags: {}, environment}))

    assert.equal(message, 'VAST_PARTS: parts: "misp" is none of bucket, dashboard')
  })

  it('says where in a setting of several levels it is wrong', async () => {
    const box = z.strictObject({kind: z.enum(['s3', 'sqs']), to: z.string()})
    const levels = defineApp({...bare, settings: z.strictObject({boxes: z.record(z.string(), box)})})
    const file = 'region: eu-west-1\nvast:\n  boxes:\n    a: {kind: s4, to: raw}\n    b: {kind: s3, too: raw}\n'
    const cwd = await folderWith({'aws-stack.yaml': file})

    const message = await problemsOf(loadSettings(levels, {cwd, ...none}))

    assert.deepEqual(message.split('\n').slice(1), [
      '  aws-stack.yaml:3: boxes: a.kind: "s4" is none of s3, sqs',
      '  aws-stack.yaml:3: boxes: b.to: is required',
      '  aws-stack.yaml:3: boxes: b.too: there is no such key',
    ])
  })

  it('takes the first name of a variable that is set, of several', async () => {
    const field = z
      .string()
      .default('dev')
      .meta({env: ['AWS_APPCONFIG_ENVIRONMENT', 'APPCONFIG_ENVIRONMENT']})
    const named = defineApp({...bare, settings: z.strictObject({environment: field})})
    const cwd = await folderWith({'aws-stack.yaml': 'region: eu-west-1\n'})
    const loaded = (environment: Record<string, string>) => loadSettings(named, {cwd, flags: {}, environment})

    const old = await loaded({APPCONFIG_ENVIRONMENT: 'old'})
    const both = await loaded({APPCONFIG_ENVIRONMENT: 'old', AWS_APPCONFIG_ENVIRONMENT: 'new'})

    assert.deepEqual([old.config.environment, both.config.environment], ['old', 'new'])
    assert.equal(old.sources['environment'], 'APPCONFIG_ENVIRONMENT')
  })
})
