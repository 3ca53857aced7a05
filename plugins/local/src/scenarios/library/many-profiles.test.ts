import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {AppConfig, paginateListConfigurationProfiles, paginateListDeployments} from '@aws-sdk/client-appconfig'

import type {PlayedCall} from '../player/player.js'
import {type PlayedScenario, playScenario} from '../play-scenario.js'
import {MANY_PROFILES, manyProfiles, ROLLED_BACK_PROFILE} from './many-profiles.js'

const ApplicationId = 'sub0dev'
const ENVIRONMENTS = {prod: 'prod001', dev: 'dev0001'}

/** One after the other in each environment; who is refused waits and asks again. */
async function deployAll(appConfig: AppConfig, profiles: Readonly<Record<string, string>>, EnvironmentId: string) {
  for (const name of MANY_PROFILES) {
    const ConfigurationProfileId = profiles[name]
    const input = {ApplicationId, EnvironmentId, ConfigurationProfileId, DeploymentStrategyId: 'instant'}
    const {DeploymentNumber} = await untilFree(() => appConfig.startDeployment({...input, ConfigurationVersion: '2'}))
    for (let state = 'DEPLOYING'; !/^(COMPLETE|ROLLED_BACK)$/.test(state);) {
      await sleep(1)
      const {State = ''} = await appConfig.getDeployment({ApplicationId, EnvironmentId, DeploymentNumber})
      state = State
    }
  }
}

async function untilFree<T>(start: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await start()
    } catch (error) {
      if ((error as Error).name !== 'ConflictException') throw error
      await sleep(2)
    }
  }
}

describe('thirty profiles in two environments', function () {
  this.timeout(60_000)
  let played: PlayedScenario
  afterEach(() => played.close())

  it('are deployed one at a time in each, by whoever deploys, and the calls tell it', async () => {
    played = await playScenario(manyProfiles, {speed: 1000})
    const {url: endpoint, region} = played
    const credentials = {accessKeyId: 'test', secretAccessKey: 'test'}
    const appConfig = new AppConfig({endpoint, region, credentials, maxAttempts: 5})
    const profiles: Record<string, string> = {}
    for await (const {Items = []} of paginateListConfigurationProfiles({client: appConfig}, {ApplicationId}))
      for (const {Name = '', Id = ''} of Items) profiles[Name] = Id

    for (const ConfigurationProfileId of Object.values(profiles)) {
      const Content = Buffer.from('{"version":2}')
      const input = {ApplicationId, ConfigurationProfileId, Content, ContentType: 'application/json'}
      await appConfig.createHostedConfigurationVersion(input)
    }
    await Promise.all(Object.values(ENVIRONMENTS).map((id) => deployAll(appConfig, profiles, id)))

    for (const [name, EnvironmentId] of Object.entries(ENVIRONMENTS)) {
      const all = []
      for await (const {Items = []} of paginateListDeployments({client: appConfig}, {ApplicationId, EnvironmentId}))
        all.push(...Items)
      const ours = all.filter(({ConfigurationVersion}) => ConfigurationVersion === '2')
      const others = all
        .filter(({ConfigurationVersion}) => ConfigurationVersion === '1')
        .slice(0, -MANY_PROFILES.length)
      const rolledBack = ours.filter(({State}) => State === 'ROLLED_BACK').map((one) => one.ConfigurationName)

      assert.equal(ours.length, MANY_PROFILES.length)
      assert.equal(others.length, name === 'prod' ? 3 : 2)
      assert.deepEqual(rolledBack, name === 'prod' ? [ROLLED_BACK_PROFILE] : [])
      for (const [index, {CompletedAt}] of all.slice(1).entries())
        assert.ok(CompletedAt!.getTime() <= all[index]!.StartedAt!.getTime(), `${name}: two at once`)
    }
    const calls = played.calls()
    assert.ok(calls.some(({operation, status}) => operation === 'StartDeployment' && status === 429))
    assert.deepEqual(refusedIn(calls, 'prod'), ['node-03', 'node-12', 'node-30'])
    assert.deepEqual(refusedIn(calls, 'dev'), ['node-08', 'node-21'])
  })
})

/** Profiles whose start was refused, in order. */
function refusedIn(calls: readonly PlayedCall[], environment: string): (string | undefined)[] {
  const starts = calls.filter((call) => call.operation === 'StartDeployment' && call.environment === environment)
  return [...new Set(starts.filter(({status}) => status === 409).map(({profile}) => profile))]
}
