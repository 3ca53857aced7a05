import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {mkdtemp, readdir, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PassThrough} from 'node:stream'
import {stripVTControlCharacters} from 'node:util'

import {createSecrets, type AppDefinition, loadSettings} from '@aws-stack/core'
import {z} from 'zod'

import {createPrompt} from '../prompt.js'
import {fakeApp} from '../testing/fake-app.fixture.js'
import {type FakePlace, fakePlace} from '../testing/fake-place.fixture.js'
import {init, type InitOptions} from './init.js'
import {vpcQuestion} from './vpc-question.js'

describe('init', () => {
  let place: FakePlace
  let cwd: string
  let app: AppDefinition
  let said: string[]
  let controller: AbortController

  beforeEach(async () => {
    place = await fakePlace()
    cwd = await mkdtemp(join(tmpdir(), 'init-'))
    app = (await fakeApp()) as unknown as AppDefinition
    said = []
    controller = new AbortController()
  })

  afterEach(() => place.close())

  /** On the local AWS, with a terminal at which these lines were typed; without any there is none. */
  function options(typed: string[] | undefined, changes: Partial<InitOptions> = {}): InitOptions {
    const input = Object.assign(new PassThrough(), {isTTY: typed !== undefined})
    const output = Object.assign(new PassThrough(), {isTTY: typed !== undefined})
    for (const line of typed ?? []) input.write(`${line}\n`)
    const {signal} = controller
    return {
      host: {notify() {}, confirm: async () => true},
      reporter: {say: (text) => void said.push(stripVTControlCharacters(text)), rest() {}},
      signal,
      leave: signal,
      secrets: createSecrets(),
      environment: {AWS_STACK_LOCAL_FOLDER: place.folder},
      cwd,
      given: {},
      local: true,
      localInstalled: true,
      apps: [app],
      app: undefined,
      set: [],
      yes: false,
      force: false,
      prompt: createPrompt({input, output, signal}),
      ...changes,
    }
  }

  const written = () => readFile(join(cwd, 'aws-stack.yaml'), 'utf8')

  it('asks for what is required alone, and writes what commands read again', async () => {
    const result = await init(options(['', 'events']))

    const {config, region, sources} = await loadSettings(app, {cwd, flags: {}, environment: {}})
    assert.deepEqual([region, config], ['eu-west-1', {topic: 'events', queueMode: 'fast'}])
    assert.equal(sources['topic'], 'aws-stack.yaml:7')
    assert.deepEqual(
      [result.written, result.settings, result.next],
      [true, {topic: 'events'}, 'aws-stack fake:plan --local'],
    )
  })

  it('explains every key in the file, and names what else could be set', async () => {
    await init(options(['', 'events']))

    assert.equal(
      await written(),
      `# Copy of each app in the account.
stage: dev
# AWS region.
region: eu-west-1
fake:
  # topic of the queue
  topic: events
  # How the queue works.
  # queueMode: fast
`,
    )
  })

  it('asks again with the words that every command has for a wrong value', async () => {
    await init(options(['mars', 'eu-central-1', 'x'.repeat(41), '', 'events']))

    assert.match(said.join('\n'), /region: "mars" is no region name, e\.g\. eu-west-1/)
    assert.match(said.join('\n'), /topic: "x+" is too long/)
    assert.match(said.join('\n'), /topic: is required/)
    assert.match(await written(), /region: eu-central-1\n/)
  })

  it('asks again for values that are wrong together', async () => {
    const rule = ({config}: {config: unknown}) =>
      (config as {topic: string}).topic === 'bad' ? [{key: 'topic', message: '"bad" is taken'}] : []

    await init(options(['', 'bad', 'good'], {apps: [{...app, rules: [rule]}]}))

    assert.match(said.join('\n'), /topic: "bad" is taken/)
    assert.match(await written(), /topic: good/)
  })

  it('asks for nothing that a flag says', async () => {
    await init(options([], {given: {region: 'us-east-1', stage: 'test'}, set: ['topic=a=b', 'queueMode=slow']}))

    assert.match(await written(), /stage: test\n(.*\n)region: us-east-1\n(.*\n)*.*topic: a=b\n(.*\n)*.*queueMode: slow/)
  })

  it('takes flags and defaults where nobody can be asked', async () => {
    const {region, settings} = await init(options(undefined, {set: ['topic=events']}))

    assert.deepEqual([region, settings], ['eu-west-1', {topic: 'events'}])
  })

  it('says what is missing where nobody can be asked, or is to be', async () => {
    await assert.rejects(init(options(undefined)), {
      code: 'NO_TERMINAL',
      message: /topic: is required/,
      suggestions: ['aws-stack init --app fake --set topic=sample-vpc-0123456789abcdef0'],
    })
    await assert.rejects(init(options([], {yes: true})), {code: 'SETTINGS_INVALID', message: /topic: is required/})
    assert.equal(existsSync(join(cwd, 'aws-stack.yaml')), false)
  })

  it('refuses a setting that there is not, and one without a value', async () => {
    await assert.rejects(init(options(undefined, {set: ['topic=a', 'colour=red']})), {
      code: 'SETTINGS_INVALID',
      message: /colour: there is no such setting/,
    })
    await assert.rejects(init(options(undefined, {set: ['topic']})), {code: 'USAGE'})
  })

  describe('where the file is there', () => {
    const before = '# ours\nregion: eu-west-1 # Ireland\nother:\n  workers: 3\n'
    beforeEach(() => writeFile(join(cwd, 'aws-stack.yaml'), before))

    it('shows what would change and asks; other lines and comments stay', async () => {
      await init(options(['', 'events', 'y']))

      assert.match(said.join('\n'), /would change in aws-stack\.yaml\n {2}\+ # Copy/)
      assert.ok((await written()).startsWith(before))
      assert.match(await written(), /fake:\n(.*\n)*? {2}topic: events/)
    })

    it('leaves it as it is when the answer is no', async () => {
      await assert.rejects(init(options(['', 'events', ''])), {code: 'DECLINED'})

      assert.equal(await written(), before)
    })

    it('changes it only with --force where nobody can be asked', async () => {
      const set = ['topic=events']
      await assert.rejects(init(options(undefined, {set})), {code: 'FILE_EXISTS'})
      assert.equal(await written(), before)

      await init(options(undefined, {set, force: true}))

      assert.match(await written(), /topic: events/)
    })

    it('writes nothing the second time, and offers what it says', async () => {
      await init(options(['', 'events', 'y']))
      const first = await written()

      const again = await init(options(['', '']))

      assert.equal(again.written, false)
      assert.equal(await written(), first)
    })

    it('takes a list that it holds for one, and writes the default of one as a list', async () => {
      const parts = z.array(z.enum(['bucket', 'worker'])).default([])
      const withList = {...app, settings: z.strictObject({...app.settings.shape, parts})} as unknown as AppDefinition
      await writeFile(join(cwd, 'aws-stack.yaml'), 'region: eu-west-1\n')
      await init(options(['', 'events', 'y'], {apps: [withList]}))
      assert.match(await written(), / {2}# parts: \[\]\n/)

      await writeFile(join(cwd, 'aws-stack.yaml'), (await written()).replace('# parts: []', 'parts: [bucket, worker]'))
      const again = await init(options(['', ''], {apps: [withList]}))

      assert.equal(again.written, false)
    })

    it('refuses one that is no YAML, with the line', async () => {
      await writeFile(join(cwd, 'aws-stack.yaml'), 'region: [\n')

      await assert.rejects(init(options([''])), {code: 'SETTINGS_INVALID', message: /^aws-stack\.yaml:\d: no YAML/})
    })
  })

  for (const typed of [[], [''], ['', 'events']]) {
    it(`leaves nothing behind when it is cancelled after ${typed.length} answers`, async () => {
      if (typed.length === 2) await writeFile(join(cwd, 'aws-stack.yaml'), 'region: eu-west-1\n')
      const before = await readdir(cwd)

      const ended = init(options(typed))
      setTimeout(() => controller.abort('SIGINT'), 150)

      await assert.rejects(ended, {code: 'CANCELLED'})
      assert.deepEqual(await readdir(cwd), before)
    })
  }

  it('says how to get an app where there is none, or not that one', async () => {
    await assert.rejects(init(options([], {apps: []})), {
      code: 'PLUGIN_NOT_INSTALLED',
      suggestions: ['npm install --save-dev @aws-stack/plugin-vast'],
    })
    await assert.rejects(init(options([], {app: 'fossa'})), {
      code: 'PLUGIN_NOT_INSTALLED',
      suggestions: ['npm install --save-dev @aws-stack/plugin-fossa'],
    })
  })

  it('asks which app where there are several', async () => {
    const {app: chosen} = await init(options(['none', 'second', '', 'x'], {apps: [app, {...app, name: 'second'}]}))

    assert.equal(chosen, 'second')
    assert.match(said.join('\n'), /app: "none" is none of fake, second/)
  })
})

describe('the question for a VPC', () => {
  const vpcs = [
    {vpcId: 'vpc-1', cidr: '172.31.0.0/16', isDefault: true},
    {vpcId: 'vpc-2', name: 'shop', cidr: '10.0.0.0/16', isDefault: false},
  ]

  it('lists them with block, name and which is the default', () => {
    const {about} = vpcQuestion({key: 'vpc', about: 'The VPC.'}, vpcs)

    assert.deepEqual(
      about.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' ')),
      ['The VPC.', '1 vpc-1 172.31.0.0/16 (default)', '2 vpc-2 10.0.0.0/16 shop'],
    )
  })

  it('takes a number of the list or any id', () => {
    const {read = String} = vpcQuestion({key: 'vpc', about: ''}, vpcs)

    assert.deepEqual([read('2'), read('vpc-9'), read('3')], ['vpc-2', 'vpc-9', '3'])
  })

  it('offers the only one there is, never one of several', () => {
    assert.equal(vpcQuestion({key: 'vpc', about: ''}, vpcs).fallback, undefined)
    assert.equal(vpcQuestion({key: 'vpc', about: ''}, vpcs.slice(1)).fallback, 'vpc-2')
  })
})
