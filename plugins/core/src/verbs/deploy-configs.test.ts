import assert from 'node:assert/strict'

import {isAtRest} from '../aws/is-at-rest.js'
import {StackError} from '../errors.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {sampleConfigs, standing} from '../testing/sample-configs.fixture.js'
import {configHistory} from './config-history.js'
import {deployConfigs, planConfigs} from './deploy-configs.js'

const input = {missing: 'skip', yes: true} as const

describe('config:deploy', () => {
  it('uploads and deploys, and does neither the second time', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', {transforms: [1]})
    const first = await deployConfigs(app, settings, input, ctx)
    ctx.appConfig.calls.length = 0

    const again = await deployConfigs(app, settings, {...input, yes: false}, ctx)

    assert.deepEqual(first.configs, [
      {
        profile: 'processor',
        changed: true,
        version: 1,
        uploaded: true,
        environments: [{environment: 'prod', changed: true, version: 1, deployment: 1, state: 'COMPLETE'}],
      },
    ])
    assert.equal(again.changed, false)
    assert.deepEqual(ctx.appConfig.calls, ['environments app1', 'profiles app1', 'deployments app1-prod'])
    assert.deepEqual(ctx.host.questions, [])
  })

  it('brings the same content to dev and then to prod, in one version', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})

    await deployConfigs(app, settings, {...input, environments: ['dev']}, ctx)
    const prod = await deployConfigs(app, settings, {...input, environments: ['prod']}, ctx)

    assert.equal(prod.configs[0]?.uploaded, false)
    assert.deepEqual(ctx.appConfig.runs('app1-dev'), ctx.appConfig.runs('app1-prod'))
    assert.equal(ctx.appConfig.kept.get('p-processor')?.length, 1)
  })

  it('deploys what a run that crashed has uploaded, without another upload', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write, upload} = sample
    await write('processor', {a: 1})
    upload('processor', {a: 1})

    const result = await deployConfigs(app, settings, input, ctx)

    assert.equal(result.configs[0]?.version, 1)
    assert.deepEqual(ctx.appConfig.runs('app1-prod'), {processor: '{"a":1}'})
    assert.ok(!ctx.appConfig.calls.some((call) => call.startsWith('createVersion')))
  })

  it('leaves equal content alone that another tool wrote in another form', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', '{"b": "é",\n "a": [1, 2]}')
    const version = ctx.appConfig.upload('p-processor', '{"a":[1,2],"b":"\\u00e9"}')
    ctx.appConfig.deploy('app1-prod', 'p-processor', version)

    const result = await deployConfigs(app, settings, input, ctx)

    assert.equal(result.changed, false)
    assert.equal(ctx.appConfig.started.length, 1)
  })

  it('goes back to what was released before where the source does', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    for (const content of [{a: 1}, {a: 2}, {a: 1}]) {
      await write('processor', content)
      await deployConfigs(app, settings, input, ctx)
    }

    assert.deepEqual(ctx.appConfig.runs('app1-prod'), {processor: '{"a":1}'})
    assert.deepEqual(
      ctx.appConfig.kept.get('p-processor')?.map(({label}) => label?.replace(/^sha256-.*-/, '')),
      ['3', '2', '1'],
    )
  })

  it('says in the plan what would be otherwise, and asks with it', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write, upload} = sample
    ctx.appConfig.deploy('app1-prod', 'p-processor', upload('processor', {a: 1}))
    await write('processor', {a: 2})
    ctx.host.answer = false

    const plan = await planConfigs(app, settings, input, ctx)
    const error = await errorOf(deployConfigs(app, settings, {...input, yes: false}, ctx))

    assert.deepEqual(plan.configs[0]?.environments, [
      {environment: 'prod', action: 'deploy', runs: 1, differences: [{path: 'a', before: '1', after: '2'}]},
    ])
    assert.equal(error.code, 'DECLINED')
    assert.equal(ctx.host.questions[0]?.type, 'config:deploy')
    assert.equal(ctx.appConfig.kept.get('p-processor')?.length, 1)
  })

  it('says who has released what, from where', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, write} = sample
    const ctx = {...sample.ctx, startedBy: 'alice@läptop'}
    await write('processor', {a: 1})

    await deployConfigs(app, settings, input, ctx)

    const history = await configHistory(app, settings, {profile: 'processor', limit: 10}, ctx)
    assert.match(ctx.appConfig.started[0]?.description ?? '', /^aws-stack of alice@l\?ptop, \d{4}-/)
    assert.deepEqual(
      history.versions.map(({by, deployedAt}) => [by, deployedAt]),
      [['alice@l?ptop', history.deployments[0]?.startedAt]],
    )
  })

  it("waits for somebody's deployment in the environment, tells of it, and then comes", async () => {
    const sample = await sampleConfigs(['processor', 'other'])
    standing(sample)
    const {app, settings, ctx, write, upload} = sample
    await write('processor', {a: 1})
    ctx.appConfig.deploy('app1-prod', 'p-other', upload('other', {}), ['DEPLOYING', 'BAKING', 'COMPLETE'])

    await deployConfigs(app, settings, input, ctx)

    const [waiting] = ctx.host.of('config.waiting')
    assert.deepEqual([waiting?.environment, waiting?.config, waiting?.deployment], ['prod', 'other', 1])
    assert.equal(ctx.host.of('config.free').length, 1)
    assert.deepEqual(ctx.appConfig.runs('app1-prod'), {other: '{}', processor: '{"a":1}'})
    assert.equal(ctx.appConfig.most, 1)
  })

  it('is busy when that does not end in time', async () => {
    const sample = await sampleConfigs(['processor', 'other'])
    standing(sample)
    const {app, settings, write, upload} = sample
    const ctx = {...sample.ctx, waitForLockMs: 20}
    await write('processor', {a: 1})
    ctx.appConfig.deploy('app1-prod', 'p-other', upload('other', {}), ['DEPLOYING'])

    const error = await errorOf(deployConfigs(app, settings, input, ctx))

    assert.equal(error.code, 'BUSY')
    assert.match(error.message, /^deployment 1 of other in prod is DEPLOYING since /)
    assert.deepEqual(error.suggestions, ['aws-stack pipe:attach', 'aws-stack pipe:cancel'])
  })

  it('joins the deployment of the same version that another run, or a lost answer, has begun', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})
    const start = ctx.appConfig.startDeployment.bind(ctx.appConfig)
    ctx.appConfig.startDeployment = async (key, request) => {
      if (ctx.appConfig.started.length === 0) await start(key, request)
      return start(key, request)
    }

    const result = await deployConfigs(app, settings, input, ctx)

    assert.equal(result.configs[0]?.environments[0]?.state, 'COMPLETE')
    assert.equal(ctx.appConfig.started.length, 1)
  })

  it('takes the version that another run has uploaded meanwhile', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write, upload} = sample
    upload('processor', {a: 0})
    await write('processor', {a: 1})
    const create = ctx.appConfig.createVersion.bind(ctx.appConfig)
    ctx.appConfig.createVersion = async (key, request) => {
      if (ctx.appConfig.kept.get('p-processor')?.length === 1) upload('processor', {a: 1})
      return create(key, request)
    }

    const result = await deployConfigs(app, settings, input, ctx)

    assert.deepEqual([result.configs[0]?.version, result.configs[0]?.uploaded], [2, false])
  })

  it('ends with the reason of a rollback, and begins nothing that waited for its turn', async () => {
    const sample = await sampleConfigs(['one', 'three', 'two'])
    standing(sample)
    const {app, settings, ctx, write} = sample
    for (const profile of ['one', 'two', 'three']) await write(profile, {profile})
    ctx.appConfig.endings.set('three', ['DEPLOYING', 'BAKING', 'ROLLING_BACK', 'ROLLED_BACK'])

    const error = await errorOf(deployConfigs(app, settings, input, ctx))

    assert.equal(error.code, 'CONFIG_ROLLED_BACK')
    assert.equal(error.message, 'version 1 of three was rolled back in prod: the alarm errors is in ALARM')
    assert.equal(error.details['by'], 'CLOUDWATCH_ALARM')
    assert.deepEqual(ctx.appConfig.runs('app1-prod'), {one: '{"profile":"one"}'})
    assert.deepEqual(
      ctx.host.of('node.skipped').map(({node, because}) => [node.name, because]),
      [['two', 'config three']],
    )
  })

  it('tells percent and bake', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})
    ctx.appConfig.states = ['DEPLOYING', 'BAKING', 'COMPLETE']

    await deployConfigs(app, settings, input, ctx)

    assert.deepEqual(
      ctx.host.of('config.progress').map(({state, percent, environment}) => [environment, state, percent]),
      [
        ['prod', 'DEPLOYING', 0],
        ['prod', 'BAKING', 100],
        ['prod', 'COMPLETE', 100],
      ],
    )
  })

  it('stops its deployment with the first signal, and waits until it is rolled back', async () => {
    const sample = await sampleConfigs(['processor', 'waits'])
    standing(sample)
    const {app, settings, ctx, write, controller} = sample
    await write('processor', {a: 1})
    await write('waits', {a: 1})
    ctx.appConfig.states = ['DEPLOYING']
    ctx.appConfig.onLook = () => controller.abort('SIGINT')

    const error = await errorOf(deployConfigs(app, settings, input, ctx))

    assert.equal(error.code, 'CANCELLED')
    assert.deepEqual(
      ctx.host.of('node.cancelling').map(({how}) => how),
      ['stops-deployment'],
    )
    assert.deepEqual(
      ctx.host.of('node.cancelled').map(({node, status, left}) => [node.name, status, left]),
      [['processor', 'ROLLED_BACK', false]],
    )
    assert.equal(ctx.appConfig.started.length, 1)
    assert.equal(ctx.appConfig.started[0]?.state, 'ROLLED_BACK')
  })

  it('leaves with the second, and names the command that follows', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write, controller, leaving} = sample
    await write('processor', {a: 1})
    ctx.appConfig.states = ['DEPLOYING']
    ctx.appConfig.stopDeployment = async () => {
      leaving.abort('SIGINT')
      return true
    }
    ctx.appConfig.onLook = () => controller.abort('SIGINT')

    const error = await errorOf(deployConfigs(app, settings, input, ctx))

    assert.equal(error.code, 'CANCELLED')
    assert.deepEqual(error.details['goesOn'], ['processor in prod'])
    assert.deepEqual(error.suggestions, ['aws-stack pipe:attach'])
  })

  it('cancels nothing when its time is over', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write, controller, leaving} = sample
    await write('processor', {a: 1})
    ctx.appConfig.states = ['DEPLOYING']
    ctx.appConfig.onLook = () => {
      leaving.abort('timeout')
      controller.abort('timeout')
    }

    const error = await errorOf(deployConfigs(app, settings, input, ctx))

    assert.equal(error.code, 'TIMED_OUT')
    assert.deepEqual(error.suggestions, ['aws-stack pipe:attach'])
    assert.ok(!ctx.appConfig.calls.some((call) => call.startsWith('stopDeployment')))
    assert.equal(ctx.appConfig.started[0]?.state, 'DEPLOYING')
  })

  it('warns of a profile that is not there, refuses it, or makes it', async () => {
    const sample = await sampleConfigs([])
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})

    const skipped = await deployConfigs(app, settings, input, ctx)
    const error = await errorOf(deployConfigs(app, settings, {...input, missing: 'fail'}, ctx))
    const created = await deployConfigs(app, settings, {...input, missing: 'create'}, ctx)

    assert.deepEqual([skipped.changed, skipped.skipped], [false, ['processor']])
    assert.equal(ctx.host.of('warning')[0]?.code, 'PROFILE_MISSING')
    assert.equal(error.code, 'PROFILE_NOT_FOUND')
    assert.equal(created.configs[0]?.version, 1)
    assert.deepEqual(ctx.appConfig.runs('app1-prod'), {processor: '{"a":1}'})
  })

  it('makes a profile of feature flags for feature flags, and does not mind the times that AppConfig adds', async () => {
    const sample = await sampleConfigs([])
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('flags', {version: '1', flags: {dark: {name: 'dark'}}, values: {dark: {enabled: true}}})
    await deployConfigs(app, settings, {...input, missing: 'create'}, ctx)
    const [kept] = ctx.appConfig.kept.get('p-flags') ?? []
    const stamped = JSON.stringify({
      version: '1',
      flags: {dark: {name: 'dark', _createdAt: 'now', _updatedAt: 'now'}},
      values: {dark: {enabled: true, _createdAt: 'now'}},
    })
    ctx.appConfig.kept.set('p-flags', [{number: kept?.number ?? 0, contentType: '', content: stamped}])
    ctx.appConfig.started.length = 0
    ctx.appConfig.deploy('app1-prod', 'p-flags', 1)

    const again = await deployConfigs(app, settings, input, ctx)

    assert.equal(ctx.appConfig.profileList.get('app1')?.[0]?.type, 'AWS.AppConfig.FeatureFlags')
    assert.equal(again.changed, false)
  })

  it('refuses what is too large before anything is called for', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 'x'.repeat(2 * 1024 * 1024)})

    const error = await errorOf(deployConfigs(app, settings, input, ctx))

    assert.equal(error.code, 'CONFIG_TOO_LARGE')
    assert.ok(!ctx.appConfig.calls.some((call) => /^(create|start)/.test(call)))
  })

  it('does not guess between two of one name', async () => {
    const sample = await sampleConfigs(['processor'], {application: 'seed', strategy: 'Instant'})
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})
    const seed = ctx.appConfig.addApplication('seed', ['prod'])
    ctx.appConfig.addProfile(seed, 'processor', {id: 'p-one'})
    ctx.appConfig.addProfile(seed, 'processor', {id: 'p-two'})

    const profile = await errorOf(deployConfigs(app, settings, input, ctx))
    ctx.appConfig.addApplication('seed', ['prod'])
    const application = await errorOf(deployConfigs(app, settings, input, ctx))
    ctx.appConfig.addStrategy('Instant')

    assert.deepEqual([profile.code, profile.details['what']], ['AMBIGUOUS_NAME', 'profile'])
    assert.deepEqual([application.code, application.details['what']], ['AMBIGUOUS_NAME', 'application'])
  })

  it("releases to what the seed's variables name, without a stack", async () => {
    const sample = await sampleConfigs([], {application: 'seed', strategy: 'Instant'})
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})
    const seed = ctx.appConfig.addApplication('seed', ['prod'])
    ctx.appConfig.addProfile(seed, 'processor')

    const result = await deployConfigs(app, settings, input, ctx)

    assert.equal(result.application, 'seed')
    assert.deepEqual(ctx.appConfig.runs(`${seed}-prod`), {processor: '{"a":1}'})
    assert.deepEqual(ctx.cloudFormation.calls, [])
  })

  it('says what is not there', async () => {
    const sample = await sampleConfigs()
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})
    const before = await errorOf(deployConfigs(app, settings, input, ctx))
    standing(sample)

    const environment = await errorOf(deployConfigs(app, settings, {...input, environments: ['test']}, ctx))
    const config = await errorOf(deployConfigs(app, settings, {...input, profiles: ['procesor']}, ctx))

    assert.equal(before.code, 'NOT_DEPLOYED')
    assert.deepEqual(
      [environment.code, environment.message],
      ['NOT_FOUND', 'pipe-dev has no environment test; it has prod, dev'],
    )
    assert.equal(config.code, 'UNKNOWN_CONFIG')
  })

  it('gives up where AppConfig refuses, and names what', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx, write} = sample
    await write('processor', {a: 1})
    ctx.appConfig.failures.set('startDeployment', new StackError('CONFIG_INVALID', 'the validator says no'))

    const error = await errorOf(deployConfigs(app, settings, input, ctx))

    assert.deepEqual([error.message, error.details], ['processor: the validator says no', {profile: 'processor'}])
  })

  it('releases thirty to two environments, and never two at once in one', async () => {
    const names = Array.from({length: 30}, (_, index) => `p${String(index).padStart(2, '0')}`)
    const sample = await sampleConfigs(names)
    standing(sample)
    const {app, settings, ctx, write} = sample
    for (const name of names) await write(name, {name})
    ctx.appConfig.states = ['DEPLOYING', 'DEPLOYING', 'BAKING', 'COMPLETE']
    const both = new Set<string>()
    ctx.appConfig.onLook = () =>
      void both.add(
        ctx.appConfig.started
          .filter((one) => !isAtRest(one))
          .map(({environment}) => environment)
          .toSorted()
          .join(' '),
      )

    const result = await deployConfigs(app, settings, {...input, environments: ['dev', 'prod']}, ctx)

    assert.equal(result.configs.filter(({changed}) => changed).length, 30)
    assert.equal(Object.keys(ctx.appConfig.runs('app1-dev')).length, 30)
    assert.deepEqual(ctx.appConfig.runs('app1-dev'), ctx.appConfig.runs('app1-prod'))
    assert.equal(ctx.appConfig.most, 1)
    assert.ok(both.has('app1-dev app1-prod'), 'environments do not wait for one another')
  })
})
