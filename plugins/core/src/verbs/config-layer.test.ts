import assert from 'node:assert/strict'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {errorOf} from '../testing/error-of.fixture.js'
import {FUNCTION, sampleConfigs} from '../testing/sample-configs.fixture.js'
import {attach} from './attach.js'
import {cancel} from './cancel.js'
import {deploy} from './deploy.js'
import {destroy} from './destroy.js'
import {plan} from './plan.js'
import {status} from './status.js'

const yes = {yes: true, force: false}

describe('configurations as a layer of an app', () => {
  it('are released after the parts that make their profile and the application', async () => {
    const {app, settings, ctx, write} = await sampleConfigs()
    await write('processor', {a: 1})

    const planned = await plan(app, settings, {}, ctx)
    const result = await deploy(app, settings, yes, ctx)
    const again = await deploy(app, settings, {yes: false, force: false}, ctx)

    const [{action, knownAfter} = {}] = planned.configs
    assert.deepEqual([action, knownAfter], ['release', 'bootstrap'])
    assert.deepEqual(
      ctx.host.of('node.finished').map(({node}) => `${node.kind} ${node.name}`),
      ['stack bootstrap', 'stack function-processor', 'config processor'],
    )
    assert.deepEqual(result.configs[0]?.environments, [
      {environment: 'prod', changed: true, version: 1, deployment: 1, state: 'COMPLETE'},
    ])
    assert.equal(again.changed, false)
    assert.deepEqual(again.configs[0]?.environments, [{environment: 'prod', changed: false, version: 1}])
  })

  it('are a change by themselves, with what would be otherwise in the plan', async () => {
    const {app, settings, ctx, write} = await sampleConfigs()
    await write('processor', {a: 1})
    await deploy(app, settings, yes, ctx)
    await write('processor', {a: 2})
    ctx.cloudFormation.calls.length = 0

    const planned = await plan(app, settings, {}, ctx)
    const result = await deploy(app, settings, yes, ctx)

    assert.equal(planned.changed, true)
    assert.deepEqual(planned.configs[0]?.environments[0]?.differences, [{path: 'a', before: '1', after: '2'}])
    assert.deepEqual([result.changed, result.configs[0]?.version], [true, 2])
    assert.ok(!ctx.cloudFormation.calls.some((call) => /^(create|execute)/.test(call)))
  })

  it('come with the part that makes their profile, and all of them with all parts', async () => {
    const {app, settings, ctx, write} = await sampleConfigs(['processor', 'free'])
    await write('processor', {a: 1})
    await write('free', {a: 1})

    const first = await deploy(app, settings, {...yes, parts: ['bootstrap']}, ctx)
    const second = await deploy(app, settings, {...yes, parts: ['function-processor']}, ctx)
    const all = await deploy(app, settings, yes, ctx)

    assert.deepEqual(
      [first, second, all].map(({configs}) => configs.filter(({changed}) => changed).map(({profile}) => profile)),
      [['free'], ['processor'], []],
    )
  })

  it('are found by the output of their part, whatever else has the name', async () => {
    const {app, settings, ctx, write, application} = await sampleConfigs()
    ctx.appConfig.addProfile(application, 'processor', {id: 'p-other'})
    await write('processor', {a: 1})

    await deploy(app, settings, yes, ctx)

    assert.equal(ctx.appConfig.started[0]?.profile, 'p-processor')
  })

  it('fail the run that releases them, with the reason', async () => {
    const {app, settings, ctx, write} = await sampleConfigs()
    await write('processor', {a: 1})
    ctx.appConfig.states = ['DEPLOYING', 'ROLLED_BACK']

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'CONFIG_ROLLED_BACK')
  })

  it('are told by status: what runs, since when, by whom, and whether it is the newest', async () => {
    const {app, settings, ctx, write, upload} = await sampleConfigs()
    await write('processor', {a: 1})
    await deploy(app, settings, yes, {...ctx, startedBy: 'alice'})
    upload('processor', {a: 2})

    const {configs} = await status(app, settings, {}, ctx)
    const other = await status(app, settings, {parts: ['function-processor']}, ctx)

    const since = new Date(ctx.appConfig.now).toISOString()
    assert.deepEqual(configs, [
      {
        profile: 'processor',
        type: 'AWS.Freeform',
        newest: 2,
        environments: [
          {environment: 'prod', version: 1, deployment: 1, since, by: 'alice', differs: true},
          {environment: 'dev', differs: true},
        ],
      },
    ])
    assert.deepEqual(other.configs, [])
  })

  it('are stopped by cancel in the environments that are chosen', async () => {
    const {app, settings, ctx, write, upload} = await sampleConfigs()
    await write('processor', {a: 1})
    await deploy(app, settings, yes, ctx)
    for (const environment of ['app1-prod', 'app1-dev'])
      ctx.appConfig.deploy(environment, 'p-processor', upload('processor', {environment}), ['DEPLOYING'])

    const {configs} = await cancel(app, settings, {environments: ['dev']}, ctx)

    assert.deepEqual(configs, [
      {
        environment: 'dev',
        profile: 'processor',
        deployment: 1,
        version: 3,
        how: 'stops-deployment',
        state: 'ROLLED_BACK',
      },
    ])
    assert.equal(ctx.appConfig.started.find(({environment}) => environment === 'app1-prod')?.state, 'DEPLOYING')
  })

  it('are followed by attach, also to a bad end', async () => {
    const {app, settings, ctx, write, upload} = await sampleConfigs()
    await write('processor', {a: 1})
    await deploy(app, settings, yes, ctx)
    ctx.appConfig.deploy('app1-prod', 'p-processor', upload('processor', {a: 2}), ['DEPLOYING', 'COMPLETE'])
    const good = await attach(app, settings, {}, ctx)
    ctx.appConfig.deploy('app1-prod', 'p-processor', upload('processor', {a: 3}), ['BAKING', 'ROLLED_BACK'])

    const bad = await errorOf(attach(app, settings, {}, ctx))

    assert.deepEqual(good.configs, [
      {environment: 'prod', profile: 'processor', deployment: 2, version: 2, state: 'COMPLETE'},
    ])
    assert.equal(bad.code, 'CONFIG_ROLLED_BACK')
  }).timeout(10_000)

  it('go with their part: deployments stopped, versions deleted, then the stack', async () => {
    const {app, settings, ctx, write, upload} = await sampleConfigs()
    await write('processor', {a: 1})
    await deploy(app, settings, yes, ctx)
    const resources = ctx.cloudFormation.resources.bind(ctx.cloudFormation)
    ctx.cloudFormation.resources = async (stack) =>
      (await resources(stack)).map((one) => (one.logicalId === 'Profile' ? {...one, physicalId: 'p-processor'} : one))
    ctx.appConfig.deploy('app1-dev', 'p-processor', upload('processor', {a: 2}), ['BAKING'])
    ctx.cloudFormation.pause = async (stack) => {
      if (stack.includes('function')) assert.deepEqual(ctx.appConfig.kept.get('p-processor'), [])
    }

    const result = await destroy(app, settings, {yes: false, force: false}, ctx)

    assert.equal(result.changed, true)
    assert.equal(ctx.appConfig.started[0]?.state, 'ROLLED_BACK')
    const [question] = ctx.host.questions
    assert.deepEqual(
      question?.losses.map(({logicalId, grave, reason}) => [logicalId, grave, reason]),
      [['Profile', false, 'is deleted: its versions']],
    )
  })

  it('go with a profile that an update removes, after the update and not before', async () => {
    const {app, settings, ctx, write, folder} = await sampleConfigs()
    await write('processor', {a: 1})
    await deploy(app, settings, yes, ctx)
    await writeFile(
      join(folder, 'function.yaml'),
      FUNCTION.replace(/ {2}Profile: .*\n/, '').replace('!Ref Profile', '!Ref Function'),
    )
    const execute = ctx.cloudFormation.execute.bind(ctx.cloudFormation)
    ctx.cloudFormation.execute = async function* (changeSet, signals) {
      yield* execute(changeSet, signals)
      assert.equal(ctx.appConfig.kept.get('p-processor')?.length, 1)
      const type = 'AWS::AppConfig::ConfigurationProfile'
      yield {
        logicalId: 'Profile',
        physicalId: 'p-processor',
        type,
        status: 'DELETE_FAILED',
        reason: 'has versions',
        at: 0,
      }
    }
    const withoutProfile = {...settings, config: {...settings.config, functions: []}}

    await deploy(app, withoutProfile, {...yes, parts: ['function-processor']}, ctx)

    assert.equal(ctx.appConfig.kept.has('p-processor'), false)
    assert.deepEqual(ctx.host.of('warning'), [])
  })
})
