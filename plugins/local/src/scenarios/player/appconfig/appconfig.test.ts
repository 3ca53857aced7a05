import assert from 'node:assert/strict'

import {AppConfig} from '@aws-sdk/client-appconfig'
import {AppConfigData} from '@aws-sdk/client-appconfigdata'

import {configAlarm, configThrottled} from '../../library/configs.js'
import {createManualClock} from '../../manual-clock.test.fixture.js'
import {type PlayedScenario, playScenario} from '../../play-scenario.js'
import {createScenarioHost} from '../../scenario-host.js'
import type {Scenario} from '../../scenario.js'

const ApplicationId = 'sub0dev'
const EnvironmentId = 'prod001'

describe('AppConfig as a scenario plays it', () => {
  let played: PlayedScenario | undefined
  afterEach(() => played?.close())

  async function on(scenario: Scenario) {
    const clock = createManualClock()
    played = await playScenario(scenario, {clock})
    const {url: endpoint, region} = played
    const options = {endpoint, region, credentials: {accessKeyId: 'test', secretAccessKey: 'test'}, maxAttempts: 1}
    const client = new AppConfig(options)
    const data = new AppConfigData(options)
    const read = async () => {
      const session = await data.startConfigurationSession({
        ApplicationIdentifier: 'substation-dev',
        EnvironmentIdentifier: 'prod',
        ConfigurationProfileIdentifier: 'processor',
      })
      const {Configuration} = await data.getLatestConfiguration({
        ConfigurationToken: session.InitialConfigurationToken,
      })
      return Buffer.from(Configuration ?? []).toString()
    }
    return {client, clock, read}
  }

  async function deploy(client: AppConfig, content: string) {
    const {Items = []} = await client.listConfigurationProfiles({ApplicationId})
    const ConfigurationProfileId = Items.find(({Name}) => Name === 'processor')?.Id
    const Content = Buffer.from(content)
    const profile = {ApplicationId, ConfigurationProfileId}
    const version = {...profile, Content, ContentType: 'application/json'}
    const {VersionNumber} = await client.createHostedConfigurationVersion(version)
    const DeploymentStrategyId = 'instant'
    const ConfigurationVersion = String(VersionNumber)
    return client.startDeployment({...profile, EnvironmentId, DeploymentStrategyId, ConfigurationVersion})
  }

  it('serves what is rolled out until an alarm takes it back, on the clock of the scenario', async () => {
    const {client, clock, read} = await on(configAlarm)
    const {DeploymentNumber} = await deploy(client, '{"new":true}')
    const look = () => client.getDeployment({ApplicationId, EnvironmentId, DeploymentNumber})

    clock.turnTo(239_000)
    const [baking, whileBaking] = [await look(), await read()]
    clock.turnTo(244_000)
    const [ended, after] = [await look(), await read()]

    assert.deepEqual([baking.State, whileBaking], ['BAKING', '{"new":true}'])
    assert.deepEqual([ended.State, after], ['ROLLED_BACK', '{"transforms":[]}'])
    assert.equal(ended.CompletedAt!.getTime() - ended.StartedAt!.getTime(), 243_000)
    const started = ended.EventLog!.find(({EventType}) => EventType === 'ROLLBACK_STARTED')
    assert.deepEqual(
      [started?.TriggeredBy, started?.Description?.split(':').at(-1)],
      ['CLOUDWATCH_ALARM', 'substation-dev-errors'],
    )
  })

  it('throttles in the words of AppConfig, and names what each call was about', async () => {
    const {client} = await on(configThrottled)

    await assert.rejects(client.listConfigurationProfiles({ApplicationId}), {name: 'TooManyRequestsException'})
    await client.getEnvironment({ApplicationId, EnvironmentId})

    const about = played!.calls().map(({operation, environment, status}) => [operation, environment, status])
    assert.deepEqual(about, [
      ['ListConfigurationProfiles', undefined, 429],
      ['GetEnvironment', 'prod', 200],
    ])
  })

  it('leaves to the local AWS what the scenario does not name, and tells both in lists', async () => {
    const host = createScenarioHost({region: 'eu-west-1', accountId: '123456789012'})
    host.play(configAlarm)
    const asked = (path: string) => ({
      ...{service: 'appconfig', region: 'eu-west-1', accountId: '123456789012', method: 'GET', path},
      ...{query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0)},
    })
    const theirs = {status: 200, headers: {}, body: '{"Items":[{"Id":"abc1234","Name":"other"}]}'}
    const elsewhere = () => Promise.resolve(theirs)

    const list = await host.answer(asked('/applications'), 'ListApplications', elsewhere)
    const own = await host.answer(asked('/applications/sub0dev'), 'GetApplication', elsewhere)
    const other = await host.answer(asked('/applications/abc1234'), 'GetApplication', elsewhere)

    const items = typeof list === 'object' ? (JSON.parse(String(list.body)) as {Items: {Id: string}[]}).Items : []
    assert.deepEqual(
      items.map(({Id}) => Id),
      ['sub0dev', 'abc1234'],
    )
    assert.equal(typeof own === 'object' && String(own.body).includes('substation-dev'), true)
    assert.equal(other, theirs)
  })
})
