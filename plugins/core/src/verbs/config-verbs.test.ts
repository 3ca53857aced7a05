import assert from 'node:assert/strict'

import {errorOf} from '../testing/error-of.fixture.js'
import {sampleConfigs, type SampleConfigs, standing} from '../testing/sample-configs.fixture.js'
import {configHistory} from './config-history.js'
import {deleteConfig} from './delete-config.js'
import {deployConfigs} from './deploy-configs.js'
import {getConfig} from './get-config.js'
import {listConfigs} from './list-configs.js'
import {pruneConfigs} from './prune-configs.js'
import {revertConfig} from './revert-config.js'

/** Releases one content after the other to `prod`, a minute apart. */
async function released(contents: readonly unknown[], sample?: SampleConfigs): Promise<SampleConfigs> {
  const made = sample ?? (await sampleConfigs())
  standing(made)
  made.ctx.appConfig.now = Date.now() - 3_600_000
  for (const content of contents) {
    made.ctx.appConfig.now += 60_000
    await made.write('processor', content)
    await deployConfigs(made.app, made.settings, {missing: 'skip', yes: true}, made.ctx)
  }
  return made
}

describe('config:revert', () => {
  it("lets AppConfig take the environment's newest deployment back", async () => {
    const {app, settings, ctx} = await released([{a: 1}, {a: 2}])

    const result = await revertConfig(app, settings, {yes: true}, ctx)

    assert.deepEqual(result.environments, [
      {environment: 'prod', how: 'reverts', from: 2, version: 1, deployment: 2, state: 'REVERTED'},
    ])
    assert.deepEqual(ctx.appConfig.runs('app1-prod'), {processor: '{"a":1}'})
  })

  for (const [why, prepare, to] of [
    ['it ended more than 72 h ago', ({ctx}: SampleConfigs) => age(ctx.appConfig, 73), undefined],
    ['something else was deployed since', ({ctx, upload}: SampleConfigs) => other(ctx.appConfig, upload), undefined],
    ['another version is asked for', () => {}, 1],
    ['AppConfig refuses', ({ctx}: SampleConfigs) => void (ctx.appConfig.stopDeployment = async () => false), undefined],
  ] as const) {
    it(`deploys the earlier version once more where ${why}`, async () => {
      const sample = await released([{a: 1}, {a: 2}, {a: 3}], await sampleConfigs(['processor', 'other']))
      const {app, settings, ctx} = sample
      prepare(sample)

      const result = await revertConfig(app, settings, {profile: 'processor', to, yes: true}, ctx)

      assert.equal(result.environments[0]?.how, 'deploys')
      assert.equal(ctx.appConfig.runs('app1-prod')['processor'], `{"a":${to ?? 2}}`)
    })
  }

  it('asks with what it would do, and does nothing where the answer is no', async () => {
    const {app, settings, ctx} = await released([{a: 1}, {a: 2}])
    ctx.host.answer = false

    const error = await errorOf(revertConfig(app, settings, {yes: false}, ctx))

    assert.equal(error.code, 'DECLINED')
    const [question] = ctx.host.questions
    assert.deepEqual(question?.type === 'config:revert' && question.environments, [
      {environment: 'prod', from: 2, to: 1, how: 'reverts'},
    ])
    assert.equal(ctx.appConfig.started[0]?.state, 'COMPLETE')
  })

  it('has nothing to go back to after the first release', async () => {
    const {app, settings, ctx} = await released([{a: 1}])

    const first = await errorOf(revertConfig(app, settings, {yes: true}, ctx))
    const same = await errorOf(revertConfig(app, settings, {profile: 'processor', to: 1, yes: true}, ctx))
    const none = await errorOf(revertConfig(app, settings, {profile: 'processor', to: 7, yes: true}, ctx))

    assert.deepEqual([first.code, same.code, none.code], ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  })

  it('can be undone by a release', async () => {
    const {app, settings, ctx} = await released([{a: 1}, {a: 2}])
    await revertConfig(app, settings, {yes: true}, ctx)

    const again = await deployConfigs(app, settings, {missing: 'skip', yes: true}, ctx)

    assert.deepEqual([again.configs[0]?.version, again.configs[0]?.uploaded], [2, false])
  })
})

function age(appConfig: SampleConfigs['ctx']['appConfig'], hours: number): void {
  for (const [index, one] of appConfig.started.entries())
    appConfig.started[index] = {...one, completedAt: Date.now() - hours * 3_600_000}
}

function other(appConfig: SampleConfigs['ctx']['appConfig'], upload: SampleConfigs['upload']): void {
  appConfig.deploy('app1-prod', 'p-other', upload('other', {}))
}

describe('config:list and config:history', () => {
  it('tell what runs where, and what has run', async () => {
    const {app, settings, ctx} = await released([{a: 1}, {a: 2}])
    await revertConfig(app, settings, {yes: true}, ctx)

    const list = await listConfigs(app, settings, {environments: ['prod']}, ctx)
    const history = await configHistory(app, settings, {profile: 'processor', limit: 1}, ctx)

    assert.equal(list.application, 'pipe-dev')
    assert.deepEqual(
      list.configs.map(({profile, newest, environments: [prod]}) => [profile, newest, prod?.version, prod?.differs]),
      [['processor', 2, 1, true]],
    )
    assert.deepEqual(
      history.versions.map(({version, live}) => [version, live]),
      [[2, []]],
    )
    assert.deepEqual(
      history.deployments.map(({environment, deployment, state}) => [environment, deployment, state]),
      [['prod', 2, 'REVERTED']],
    )
    assert.equal(history.truncated, true)
  })
})

describe('config:get', () => {
  it('gives the bytes of a version as they are', async () => {
    const {app, settings, ctx} = await released([{a: 1}])
    ctx.appConfig.upload('p-processor', '{ "a":\t2 }\n')
    const text = async (input: object) =>
      Buffer.from((await getConfig(app, settings, {profile: 'processor', ...input}, ctx)).bytes).toString()

    assert.equal(await text({}), '{ "a":\t2 }\n')
    assert.equal(await text({version: 1}), '{"a":1}')
    assert.equal(await text({environment: 'prod'}), '{"a":1}')
    await assert.rejects(text({environment: 'dev'}), {code: 'NOT_FOUND'})
    await assert.rejects(text({version: 9}), {code: 'NOT_FOUND'})
    await assert.rejects(text({profile: 'procesor'}), {code: 'PROFILE_NOT_FOUND'})
  })
})

describe('config:delete', () => {
  it('refuses what runs, and with force deletes versions first, protection or not', async () => {
    const {app, settings, ctx} = await released([{a: 1}, {a: 2}])
    ctx.appConfig.protected.add('p-processor')

    const refused = await errorOf(deleteConfig(app, settings, {profile: 'processor', yes: true, force: false}, ctx))
    const done = await deleteConfig(app, settings, {profile: 'processor', yes: true, force: true}, ctx)

    assert.deepEqual([refused.code, refused.details['environments']], ['CONFIG_IN_USE', ['prod']])
    assert.equal(done.deleted, 2)
    assert.deepEqual(ctx.appConfig.profileList.get('app1'), [])
    assert.deepEqual(
      ctx.host.of('warning').map(({code}) => code),
      ['PROTECTION_BYPASSED'],
    )
  })

  it('deletes one without versions too', async () => {
    const sample = await sampleConfigs()
    standing(sample)
    const {app, settings, ctx} = sample

    const done = await deleteConfig(app, settings, {profile: 'processor', yes: true, force: false}, ctx)

    assert.deepEqual([done.changed, done.deleted], [true, 0])
  })
})

describe('config:gc', () => {
  it('keeps the newest, what runs, what ran before, and what is being deployed', async () => {
    const {app, settings, ctx, upload} = await released([{a: 1}, {a: 2}, {a: 3}])
    for (const a of [4, 5, 6, 7, 8, 9]) upload('processor', {a})
    ctx.appConfig.deploy('app1-dev', 'p-processor', 5, ['DEPLOYING'])

    const result = await pruneConfigs(app, settings, {keep: 2, yes: true}, ctx)
    const again = await pruneConfigs(app, settings, {keep: 2, yes: false}, ctx)

    assert.deepEqual(result.profiles, [{profile: 'processor', deleted: [7, 6, 4, 1], kept: 5}])
    assert.deepEqual(
      ctx.appConfig.kept.get('p-processor')?.map(({number}) => number),
      [9, 8, 5, 3, 2],
    )
    assert.equal(again.changed, false)
  })
})
