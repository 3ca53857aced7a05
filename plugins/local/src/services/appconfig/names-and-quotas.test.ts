import assert from 'node:assert/strict'

import {paginateListConfigurationProfiles} from '@aws-sdk/client-appconfig'

import {anApplication, withAppConfig} from './app-config.test.fixture.js'

describe('what AppConfig holds', () => {
  it('has the quotas of a new account, which can be raised for a thousand profiles', () =>
    withAppConfig(async ({client, service}) => {
      const {ApplicationId} = await anApplication(client)
      const make = (Name: string) => client.createConfigurationProfile({ApplicationId, Name, LocationUri: 'hosted'})
      for (let n = 2; n <= 100; n += 1) await make(`profile-${n}`)

      await assert.rejects(make('one-more'), {name: 'ServiceQuotaExceededException'})
      service.change({quotas: {profiles: 1000}})
      await make('one-more')
      const names: (string | undefined)[] = []
      for await (const {Items = []} of paginateListConfigurationProfiles({client}, {ApplicationId})) {
        assert.ok(Items.length <= 50)
        names.push(...Items.map(({Name}) => Name))
      }

      assert.equal(new Set(names).size, 101)
    }))

  it('takes names twice, and other names later', () =>
    withAppConfig(async ({client}) => {
      const {ApplicationId, EnvironmentId, ConfigurationProfileId} = await anApplication(client)
      await client.createApplication({Name: 'substation-dev'})

      await client.updateApplication({ApplicationId, Description: 'of the pipeline'})
      await client.updateEnvironment({ApplicationId, EnvironmentId, Name: 'production'})
      await client.updateConfigurationProfile({ApplicationId, ConfigurationProfileId, Name: 'other'})

      assert.equal((await client.listApplications({})).Items?.length, 2)
      assert.equal((await client.getApplication({ApplicationId})).Description, 'of the pipeline')
      assert.equal((await client.getEnvironment({ApplicationId, EnvironmentId})).Name, 'production')
      assert.equal((await client.getConfigurationProfile({ApplicationId, ConfigurationProfileId})).Name, 'other')
    }))

  it('is tagged', () =>
    withAppConfig(async ({client}) => {
      const {Id} = await client.createApplication({Name: 'tagged', Tags: {owner: 'a'}})
      const ResourceArn = `arn:aws:appconfig:eu-west-1:123456789012:application/${Id}`

      await client.tagResource({ResourceArn, Tags: {stage: 'dev', app: 'substation'}})
      await client.untagResource({ResourceArn, TagKeys: ['owner', 'app']})

      assert.deepEqual((await client.listTagsForResource({ResourceArn})).Tags, {stage: 'dev'})
      await assert.rejects(client.listTagsForResource({ResourceArn: `${ResourceArn}x`}), {
        name: 'ResourceNotFoundException',
      })
    }))

  it('keeps to the lengths of the API, and says which was not kept', () =>
    withAppConfig(async ({client, service}) => {
      await assert.rejects(client.createApplication({Name: 'x'.repeat(65)}), /'name' failed to satisfy constraint/)
      await assert.rejects(client.listApplications({MaxResults: 51}), {name: 'BadRequestException'})
      assert.throws(() => service.change({speed: 2}), /unknown: speed; known: minuteMs, settleMs, quotas/)
      assert.throws(() => service.change({minuteMs: -1}), /minuteMs is -1/)
    }))
})
