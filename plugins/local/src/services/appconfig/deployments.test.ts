import assert from 'node:assert/strict'

import {growth} from './deployments/schedule.js'
import {anApplication, withAppConfig} from './app-config.test.fixture.js'

const MINUTE = 60_000

describe('deployments of AppConfig', () => {
  it('come to their end some time after they began, also where the strategy takes none', () =>
    withAppConfig(async ({client, pass}) => {
      const {upload, deploy, deployment} = await anApplication(client)

      const begun = await deploy(await upload('{}'))
      pass(1_000)
      const ended = await deployment(begun.DeploymentNumber)

      assert.deepEqual([begun.State, begun.DeploymentNumber], ['DEPLOYING', 1])
      assert.deepEqual([ended.State, ended.PercentageComplete, ended.ConfigurationName], ['COMPLETE', 100, 'processor'])
      assert.equal(ended.CompletedAt!.getTime() - ended.StartedAt!.getTime(), 1_000)
      assert.deepEqual(
        ended.EventLog!.map(({EventType}) => EventType),
        ['DEPLOYMENT_COMPLETED', 'BAKE_TIME_STARTED', 'PERCENTAGE_UPDATED', 'DEPLOYMENT_STARTED'],
      )
    }))

  it('grow as their strategy says, and bake', () =>
    withAppConfig(async ({client, pass}) => {
      const {upload, deploy, deployment} = await anApplication(client)
      const DeploymentStrategyId = 'AppConfig.Canary10Percent20Minutes'
      const {DeploymentNumber} = await deploy(await upload('{}'), {DeploymentStrategyId})
      const seen: [string | undefined, number | undefined][] = []

      for (let minutes = 0; minutes < 32; minutes += 4) {
        const {State, PercentageComplete} = await deployment(DeploymentNumber)
        seen.push([State, PercentageComplete])
        pass(4 * MINUTE)
      }

      assert.deepEqual(seen, [
        ['DEPLOYING', 0],
        ['DEPLOYING', 10],
        ['DEPLOYING', 20],
        ['DEPLOYING', 40],
        ['DEPLOYING', 80],
        ['BAKING', 100],
        ['BAKING', 100],
        ['BAKING', 100],
      ])
      assert.equal((await deployment(DeploymentNumber)).State, 'COMPLETE')
      assert.deepEqual(growth({growthType: 'LINEAR', growthFactor: 30}), [30, 60, 90, 100])
    }))

  it('are one at a time in an environment, whatever they deploy', () =>
    withAppConfig(async ({client, pass}) => {
      const {ApplicationId, EnvironmentId, DeploymentStrategyId, upload, deploy} = await anApplication(client)
      const other = await client.createConfigurationProfile({ApplicationId, Name: 'other', LocationUri: 'hosted'})
      const {Id: ConfigurationProfileId} = other
      const Content = Buffer.from('{}')
      const profile = {ApplicationId, ConfigurationProfileId}
      await client.createHostedConfigurationVersion({...profile, Content, ContentType: 'application/json'})
      await deploy(await upload('{}'))

      const second = () =>
        client.startDeployment({...profile, EnvironmentId, DeploymentStrategyId, ConfigurationVersion: '1'})
      await assert.rejects(second(), {name: 'ConflictException'})
      await assert.rejects(client.deleteEnvironment({ApplicationId, EnvironmentId}), {name: 'ConflictException'})
      const {State} = await client.getEnvironment({ApplicationId, EnvironmentId})
      pass(1_000)
      const {DeploymentNumber} = await second()

      assert.deepEqual([State, DeploymentNumber], ['DEPLOYING', 2])
    }))

  it('are rolled back when they are stopped, and say who stopped them', () =>
    withAppConfig(async ({client, pass}) => {
      const {ApplicationId, EnvironmentId, upload, deploy, deployment} = await anApplication(client)
      const {DeploymentNumber} = await deploy(await upload('{}'), {DeploymentStrategyId: 'AppConfig.AllAtOnce'})
      const it = {ApplicationId, EnvironmentId, DeploymentNumber}
      pass(MINUTE)

      await assert.rejects(client.stopDeployment(it), {name: 'BadRequestException'})
      const stopped = await client.stopDeployment({...it, AllowRevert: true})
      pass(1_000)
      const ended = await deployment(DeploymentNumber)

      assert.deepEqual([stopped.State, ended.State, ended.PercentageComplete], ['ROLLING_BACK', 'ROLLED_BACK', 0])
      assert.deepEqual(
        ended.EventLog!.slice(0, 2).map(({EventType, TriggeredBy}) => [EventType, TriggeredBy]),
        [
          ['ROLLBACK_COMPLETED', 'APPCONFIG'],
          ['ROLLBACK_STARTED', 'USER'],
        ],
      )
    }))

  it('can be taken back for 72 hours, and the environment runs what it ran before', () =>
    withAppConfig(async ({client, data, pass}) => {
      const {ApplicationId, EnvironmentId, ConfigurationProfileId, upload, deploy, deployment} =
        await anApplication(client)
      for (const content of ['{"a":1}', '{"a":2}']) {
        await deploy(await upload(content))
        pass(1_000)
      }
      const revert = (DeploymentNumber: number) =>
        client.stopDeployment({ApplicationId, EnvironmentId, DeploymentNumber, AllowRevert: true})

      pass(71 * 60 * MINUTE)
      const reverted = await revert(2)
      const session = await data.startConfigurationSession({
        ApplicationIdentifier: ApplicationId,
        EnvironmentIdentifier: 'prod',
        ConfigurationProfileIdentifier: ConfigurationProfileId,
      })
      const {Configuration} = await data.getLatestConfiguration({ConfigurationToken: session.InitialConfigurationToken})
      pass(2 * 60 * MINUTE)

      assert.equal(reverted.State, 'REVERTED')
      assert.equal((await deployment(2)).EventLog![0]?.EventType, 'REVERT_COMPLETED')
      assert.equal(Buffer.from(Configuration!).toString(), '{"a":1}')
      await assert.rejects(revert(1), /more than 72 hours/)
    }))

  it('are rolled back by an alarm of their environment, which the log names', async () => {
    const AlarmArn = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors'
    const inAlarm = new Set<string>()
    const alarms = {goneOff: (arns: readonly string[]) => Promise.resolve(arns.filter((arn) => inAlarm.has(arn)))}
    await withAppConfig(
      async ({client, pass}) => {
        const {ApplicationId, EnvironmentId, upload, deploy, deployment} = await anApplication(client)
        await client.updateEnvironment({ApplicationId, EnvironmentId, Monitors: [{AlarmArn}]})
        const {DeploymentNumber} = await deploy(await upload('{}'), {DeploymentStrategyId: 'AppConfig.AllAtOnce'})
        pass(5 * MINUTE)
        const before = await deployment(DeploymentNumber)

        inAlarm.add(AlarmArn)
        while ((await deployment(DeploymentNumber)).State === 'BAKING');
        pass(1_000)
        const ended = await deployment(DeploymentNumber)

        assert.deepEqual([before.State, ended.State], ['BAKING', 'ROLLED_BACK'])
        const started = ended.EventLog!.find(({EventType}) => EventType === 'ROLLBACK_STARTED')
        assert.equal(started?.TriggeredBy, 'CLOUDWATCH_ALARM')
        assert.match(started?.Description ?? '', /alarm:errors/)
      },
      {alarms},
    )
  })

  it('take the strategies that AWS has, which nobody changes', () =>
    withAppConfig(async ({client}) => {
      const {Items = []} = await client.listDeploymentStrategies({})
      const DeploymentStrategyId = 'AppConfig.Linear20PercentEvery6Minutes'
      const one = await client.getDeploymentStrategy({DeploymentStrategyId})

      assert.deepEqual(
        Items.map(({Name}) => Name),
        [
          'AppConfig.AllAtOnce',
          'AppConfig.Linear50PercentEvery30Seconds',
          'AppConfig.Canary10Percent20Minutes',
          'AppConfig.Linear20PercentEvery6Minutes',
        ],
      )
      assert.deepEqual([one.DeploymentDurationInMinutes, one.FinalBakeTimeInMinutes], [30, 30])
      await assert.rejects(client.deleteDeploymentStrategy({DeploymentStrategyId}), {name: 'BadRequestException'})
    }))
})
