import assert from 'node:assert/strict'

import type {ConfigProfile} from '../ports/app-config.js'
import {FakeAppConfig} from '../testing/fake-app-config.js'
import {createRunningConfigs} from './running-config.js'

const STAMPED = '{"flags":{"beta":{"name":"beta","_createdAt":"2026-11-22"}},"version":"1","_updatedAt":"2026-11-22"}'

/** One application whose environment runs `STAMPED` of a profile of that type. */
function running(type: ConfigProfile['type']) {
  const appConfig = new FakeAppConfig()
  appConfig.addApplication('app', ['prod'])
  appConfig.addProfile('app1', 'flags', {type})
  const version = appConfig.upload('p-flags', STAMPED)
  appConfig.deploy('app1-prod', 'p-flags', version)
  return {appConfig, runningConfig: createRunningConfigs({appConfig} as never)}
}

const place = {applicationId: 'app1', environmentId: 'app1-prod', profileId: 'p-flags'}

describe('createRunningConfigs', () => {
  it('takes out of feature flags what AppConfig has added to them', async () => {
    const {runningConfig} = running('AWS.AppConfig.FeatureFlags')

    const found = await runningConfig(place)

    assert.equal(found?.content, '{"flags":{"beta":{"name":"beta"}},"version":"1"}')
  })

  it('leaves what anybody else has written as it is', async () => {
    const {runningConfig} = running('AWS.Freeform')

    const found = await runningConfig(place)

    assert.equal(found?.content, STAMPED)
  })

  it('lists profiles and deployments once, for however many profiles', async () => {
    const {appConfig, runningConfig} = running('AWS.Freeform')
    appConfig.calls.length = 0

    await runningConfig(place)
    await runningConfig(place)

    assert.equal(appConfig.calls.filter((call) => call.startsWith('profiles')).length, 1)
    assert.equal(appConfig.calls.filter((call) => call.startsWith('deployments')).length, 1)
  })
})
