import assert from 'node:assert/strict'

import type {AppConfigData} from '@aws-sdk/client-appconfigdata'

import {anApplication, withAppConfig} from '../app-config.test.fixture.js'

async function aSession(data: AppConfigData, ApplicationIdentifier: string | undefined, seconds?: number) {
  const session = await data.startConfigurationSession({
    ApplicationIdentifier,
    EnvironmentIdentifier: 'prod',
    ConfigurationProfileIdentifier: 'processor',
    RequiredMinimumPollIntervalInSeconds: seconds,
  })
  let ConfigurationToken = session.InitialConfigurationToken
  return async () => {
    const latest = await data.getLatestConfiguration({ConfigurationToken})
    ConfigurationToken = latest.NextPollConfigurationToken
    return Buffer.from(latest.Configuration ?? []).toString()
  }
}

describe('sessions of AppConfig Data', () => {
  it('are given a configuration once, and again when another one is deployed', () =>
    withAppConfig(async ({client, data, pass}) => {
      const {ApplicationId, upload, deploy} = await anApplication(client)
      await deploy(await upload('{"a":1}'))
      pass(1_000)
      const poll = await aSession(data, ApplicationId)

      const seen = [await poll(), await poll()]
      await deploy(await upload('{"a":2}'))
      pass(1_000)
      seen.push(await poll())

      assert.deepEqual(seen, ['{"a":1}', '', '{"a":2}'])
    }))

  it('use each token once, and poll as seldom as they said', () =>
    withAppConfig(async ({client, data, pass}) => {
      const {ApplicationId, upload, deploy} = await anApplication(client)
      await deploy(await upload('{}'))
      pass(1_000)
      const {InitialConfigurationToken: ConfigurationToken} = await data.startConfigurationSession({
        ApplicationIdentifier: ApplicationId,
        EnvironmentIdentifier: 'prod',
        ConfigurationProfileIdentifier: 'processor',
      })
      const first = await data.getLatestConfiguration({ConfigurationToken})
      const hasty = await aSession(data, ApplicationId, 15)
      await hasty()

      assert.equal(first.NextPollIntervalInSeconds, 60)
      assert.equal(first.ContentType, 'application/json')
      await assert.rejects(data.getLatestConfiguration({ConfigurationToken}), {Reason: 'InvalidParameters'})
      await assert.rejects(hasty(), /PollIntervalNotSatisfied/)
    }))

  it('come over to a new configuration as it grows, and back when it is rolled back', () =>
    withAppConfig(async ({client, data, pass}) => {
      const {ApplicationId, EnvironmentId, upload, deploy} = await anApplication(client)
      await deploy(await upload('old'))
      pass(1_000)
      const polls = await Promise.all(Array.from({length: 40}, () => aSession(data, ApplicationId)))
      const have = polls.map(() => '')
      const look = async () => {
        for (const [index, poll] of polls.entries()) have[index] = (await poll()) || have[index]!
        return have.filter((one) => one === 'new').length
      }
      const DeploymentStrategyId = 'AppConfig.Linear50PercentEvery30Seconds'
      const {DeploymentNumber} = await deploy(await upload('new'), {DeploymentStrategyId})

      const none = await look()
      pass(30_000)
      const some = await look()
      pass(30_000)
      const all = await look()
      await client.stopDeployment({ApplicationId, EnvironmentId, DeploymentNumber, AllowRevert: true})
      pass(1_000)

      assert.equal(none, 0)
      assert.ok(some > 5 && some < 35, `${some} of 40`)
      assert.equal(all, 40)
      assert.equal(await look(), 0)
    }))

  it('keep what was read from being deleted, where that is asked for', () =>
    withAppConfig(async ({client, data, pass}) => {
      const {ApplicationId, EnvironmentId, upload, deploy} = await anApplication(client)
      await deploy(await upload('{}'))
      pass(1_000)
      await (
        await aSession(data, ApplicationId)
      )()
      const it = {ApplicationId, EnvironmentId}

      await assert.rejects(client.deleteEnvironment({...it, DeletionProtectionCheck: 'APPLY'}), /deletion protection/)
      await client.updateAccountSettings({DeletionProtection: {Enabled: true, ProtectionPeriodInMinutes: 15}})
      await assert.rejects(client.deleteEnvironment(it), /last 15 minutes/)
      await client.deleteEnvironment({...it, DeletionProtectionCheck: 'BYPASS'})

      assert.deepEqual((await client.listEnvironments({ApplicationId})).Items, [])
    }))

  it('say what is not there', () =>
    withAppConfig(async ({client, data}) => {
      const {ApplicationId} = await anApplication(client)
      const unused = await aSession(data, ApplicationId)

      await assert.rejects(unused(), {name: 'ResourceNotFoundException', ResourceType: 'Deployment'})
      await assert.rejects(aSession(data, 'nothing'), {ResourceType: 'Application'})
    }))
})
