import assert from 'node:assert/strict'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {z} from 'zod'

import {type AppDefinition, defineApp, list, output} from './app.js'
import type {Settings} from './settings.js'
import {errorOf} from './testing/error-of.fixture.js'
import {sample, type Sample} from './testing/sample-app.fixture.js'
import {attach} from './verbs/attach.js'
import {deploy} from './verbs/deploy.js'
import {destroy} from './verbs/destroy.js'
import {outputs} from './verbs/outputs.js'
import {plan} from './verbs/plan.js'
import {status} from './verbs/status.js'
import {why} from './verbs/why.js'

interface Config {
  streams: string[]
  /** A reader, and the streams and readers that it is given. */
  readers: Record<string, string[]>
}

const STREAM = `Parameters:
  Name: {Type: String}
Resources:
  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: !Ref Name}}
Outputs:
  Arn: {Value: !GetAtt Stream.Arn}
`
const READER = `Parameters:
  Given: {Type: CommaDelimitedList}
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {Policies: !Ref Given}}
Outputs:
  Arn: {Value: !GetAtt Role.Arn}
`

interface SampleOfFamilies {
  readonly app: AppDefinition<Config, undefined>
  readonly naming: (streams: string[], readers?: Record<string, string[]>) => Settings<Config>
  readonly place: Settings<Config>
  readonly ctx: Sample['ctx']
}

async function families(): Promise<SampleOfFamilies> {
  const {ctx, folder, settings} = await sample()
  await writeFile(join(folder, 'stream.yaml'), STREAM)
  await writeFile(join(folder, 'reader.yaml'), READER)
  for (const name of ['stream-raw', 'stream-done', 'reader-a', 'reader-b', 'reader-c'])
    ctx.cloudFormation.outputs.set(`sample-dev-${name}.Arn`, `arn:${name}`)
  const app = defineApp<Config>({
    name: 'sample',
    title: 'Sample',
    settings: z.strictObject({streams: z.array(z.string()), readers: z.record(z.string(), z.array(z.string()))}),
    images: [],
    stacks: [{part: 'registry', template: join(folder, 'registry.yaml')}],
    families: [
      {
        family: 'reader',
        template: join(folder, 'reader.yaml'),
        members: ({readers}) => Object.keys(readers),
        parameters: ({config}, member) => ({
          Given: list((config.readers[member] ?? []).map((part) => output(part, 'Arn'))),
        }),
      },
      {
        family: 'stream',
        template: join(folder, 'stream.yaml'),
        members: ({streams}) => streams,
        parameters: ({name}, member) => ({Name: `${name}-${member}`}),
        data: {Stream: 'what nobody has read yet'},
      },
    ],
  })
  const naming = (streams: string[], readers = {}) => ({...settings, config: {streams, readers}})
  return {app, naming, place: {...settings, config: undefined as never}, ctx}
}

const YES = {yes: true, force: true}
const stacksIn = ({cloudFormation}: Sample['ctx']) => [...cloudFormation.stacks.keys()].toSorted()
const doneBy = ({cloudFormation}: Sample['ctx'], verb: string) =>
  cloudFormation.calls.filter((call) => call.startsWith(`${verb} `)).map((call) => call.split(' sample-dev-')[1])

describe('a family of stacks', () => {
  it('is a stack for each member that the settings name, each after what it is given', async () => {
    const {app, naming, ctx} = await families()

    const result = await deploy(
      app,
      naming(['raw', 'done'], {a: ['stream-raw', 'reader-b'], b: ['stream-done']}),
      YES,
      ctx,
    )

    assert.deepEqual(
      result.stacks.map(({part}) => part),
      ['registry', 'stream-raw', 'stream-done', 'reader-b', 'reader-a'],
    )
    const {parameters, tags} = ctx.cloudFormation.stacks.get('sample-dev-reader-a')!.stack
    assert.deepEqual(parameters, {Given: 'arn:stream-raw,arn:reader-b'})
    assert.deepEqual(tags.at(-1), {key: 'aws-stack:part', value: 'reader-a'})
  })

  it('changes nothing the second time', async () => {
    const {app, naming, ctx} = await families()
    const settings = naming(['raw'], {a: ['stream-raw'], b: []})
    await deploy(app, settings, YES, ctx)

    const again = await deploy(app, settings, YES, ctx)

    assert.equal(again.changed, false)
  })

  it('has its member deleted that the settings no longer name, after what it is no longer given to', async () => {
    const {app, naming, ctx} = await families()
    await deploy(app, naming(['raw', 'done'], {a: ['stream-raw']}), YES, ctx)
    const next = naming(['done'], {a: ['stream-done']})

    const planned = await plan(app, next, {}, ctx)
    await deploy(app, next, YES, ctx)

    assert.deepEqual(
      planned.stacks.flatMap(({part, action}) => (action === 'none' ? [] : [`${action} ${part}`])),
      ['update reader-a', 'delete stream-raw'],
    )
    assert.match(planned.losses[0]?.reason ?? '', /what nobody has read yet/)
    assert.deepEqual(stacksIn(ctx), ['sample-dev-reader-a', 'sample-dev-registry', 'sample-dev-stream-done'])
    assert.equal(
      ctx.cloudFormation.calls.findLast((call) => /^(execute|delete) /.test(call)),
      'delete sample-dev-stream-raw',
    )
  })

  it('leaves a member alone whose name somebody else has taken, or another stage', async () => {
    const {app, naming, ctx} = await families()
    ctx.cloudFormation.setStatus('sample-dev-stream-theirs', 'CREATE_COMPLETE') // tagged as the part "stream"

    const result = await deploy(app, naming([]), YES, ctx)

    assert.deepEqual(
      result.stacks.map(({part}) => part),
      ['registry'],
    )
    assert.ok(ctx.cloudFormation.stacks.has('sample-dev-stream-theirs'))
  })

  it('is looked at, followed and destroyed without the settings, takers first', async () => {
    const {app, naming, place, ctx} = await families()
    // By name a comes first, and c takes of it: only the account tells.
    await deploy(app, naming(['raw'], {a: ['stream-raw', 'reader-c'], b: ['reader-a'], c: []}), YES, ctx)

    const seen = await status(app, place, {}, ctx)
    const told = await outputs(app, place, {parts: ['reader-c']}, ctx)
    const causes = await why(app, place, {}, ctx)
    const followed = await attach(app, place, {}, ctx)
    await destroy(app, place, YES, ctx)

    assert.deepEqual(
      seen.stacks.map(({part}) => part),
      ['registry', 'reader-a', 'reader-b', 'reader-c', 'stream-raw'],
    )
    assert.deepEqual(
      told.outputs.map(({value}) => value),
      ['arn:reader-c'],
    )
    assert.equal(causes.parts.length, 5)
    assert.deepEqual(followed.stacks, [])
    assert.deepEqual(stacksIn(ctx), [])
    const deleted = doneBy(ctx, 'delete')
    assert.ok(deleted.indexOf('reader-b') < deleted.indexOf('reader-a'), String(deleted))
    assert.ok(deleted.indexOf('reader-a') < deleted.indexOf('reader-c'), String(deleted))
    assert.ok(deleted.indexOf('reader-a') < deleted.indexOf('stream-raw'), String(deleted))
  })

  it('takes a member for a part, and lists the members where there is no such part', async () => {
    const {app, naming, place, ctx} = await families()
    await deploy(app, naming(['raw', 'done']), {...YES, parts: ['stream-raw']}, ctx)

    const wrong = await errorOf(deploy(app, naming(['raw', 'done']), {...YES, parts: ['stream-rww']}, ctx))
    const unsettled = await errorOf(destroy(app, place, {...YES, parts: ['stream-done']}, ctx))

    assert.deepEqual(stacksIn(ctx), ['sample-dev-stream-raw'])
    assert.equal(wrong.message, 'sample has no part stream-rww; it has registry, stream-raw, stream-done')
    assert.deepEqual(
      [unsettled.code, unsettled.message],
      ['UNKNOWN_PART', 'sample has no part stream-done; it has registry, stream-raw'],
    )
  })

  it('refuses to delete a member alone of which another lives', async () => {
    const {app, naming, place, ctx} = await families()
    await deploy(app, naming(['raw'], {a: ['stream-raw']}), YES, ctx)

    const error = await errorOf(destroy(app, place, {yes: true, force: false, parts: ['stream-raw']}, ctx))

    assert.equal(error.code, 'PART_IN_USE')
    assert.deepEqual(error.details['parts'], ['reader-a'])
  })

  it('costs an app without families no call', async () => {
    const {app, settings, ctx} = await sample()

    await plan(app, settings, {}, ctx)

    assert.deepEqual(doneBy(ctx, 'stackNames'), [])
  })
})
