import assert from 'node:assert/strict'

import {anApplication, withAppConfig} from './app-config.test.fixture.js'

describe('hosted configurations of AppConfig', () => {
  it('are told with the bytes, the type and the label that were uploaded', () =>
    withAppConfig(async ({client}) => {
      const {ApplicationId, ConfigurationProfileId, upload} = await anApplication(client)
      const content = '{"name":"\\u00e9","größe":"ß"}'

      const number = await upload(content, {VersionLabel: 'v1.2.3'})
      const profile = {ApplicationId, ConfigurationProfileId}
      const got = await client.getHostedConfigurationVersion({...profile, VersionNumber: Number(number)})

      assert.equal(Buffer.from(got.Content!).toString(), content)
      assert.deepEqual(
        [got.ApplicationId, got.ConfigurationProfileId, got.VersionNumber, got.ContentType, got.VersionLabel],
        [ApplicationId, ConfigurationProfileId, 1, 'application/json', 'v1.2.3'],
      )
    }))

  it('do not count content that is that of the newest version, but count one from before again', () =>
    withAppConfig(async ({client}) => {
      const {upload} = await anApplication(client)

      const numbers = [
        await upload('{"a":1}'),
        await upload('{"a":1}'),
        await upload('{"a":2}'),
        await upload('{"a":1}'),
      ]

      assert.deepEqual(numbers, ['1', '1', '2', '3'])
    }))

  it('refuse whoever did not see the newest version, and a label twice', () =>
    withAppConfig(async ({client}) => {
      const {upload} = await anApplication(client)
      await upload('{"a":1}', {LatestVersionNumber: 0, VersionLabel: 'first'})

      const late = upload('{"a":2}', {LatestVersionNumber: 0})
      const twice = upload('{"a":2}', {VersionLabel: 'first'})

      await assert.rejects(late, {name: 'ConflictException'})
      await assert.rejects(twice, {name: 'ConflictException'})
      await assert.rejects(upload('{"a":2}', {VersionLabel: '12'}), {name: 'BadRequestException'})
    }))

  it('have a size that can be raised', () =>
    withAppConfig(async ({client, service}) => {
      const {upload} = await anApplication(client)
      const tooMuch = JSON.stringify({a: 'x'.repeat(1024 * 1024)})

      await assert.rejects(upload(tooMuch), {name: 'PayloadTooLargeException', Limit: 1024, Measure: 'KILOBYTES'})
      service.change({quotas: {configurationKb: 2048}})

      assert.equal(await upload(tooMuch), '1')
    }))

  it('are listed newest first, by page and by label, and their numbers are not given twice', () =>
    withAppConfig(async ({client}) => {
      const {ApplicationId, ConfigurationProfileId, upload} = await anApplication(client)
      const profile = {ApplicationId, ConfigurationProfileId}
      for (const n of [1, 2, 3]) await upload(`{"a":${n}}`, {VersionLabel: `v${n}`})

      const first = await client.listHostedConfigurationVersions({...profile, MaxResults: 2})
      const second = await client.listHostedConfigurationVersions({...profile, NextToken: first.NextToken})
      const labelled = await client.listHostedConfigurationVersions({...profile, VersionLabel: 'v2*'})
      await client.deleteHostedConfigurationVersion({...profile, VersionNumber: 3})

      const numbers = [first, second, labelled].map(({Items}) => Items!.map(({VersionNumber}) => VersionNumber))
      assert.deepEqual(numbers, [[3, 2], [1], [2]])
      assert.equal(second.NextToken, undefined)
      assert.equal(await upload('{"a":4}'), '4')
    }))

  it('keep their profile from being deleted, as it keeps its application', () =>
    withAppConfig(async ({client}) => {
      const {ApplicationId, ConfigurationProfileId, EnvironmentId, upload} = await anApplication(client)
      await upload('{}')
      const profile = {ApplicationId, ConfigurationProfileId}

      await assert.rejects(client.deleteConfigurationProfile(profile), {
        name: 'BadRequestException',
        message: `Cannot delete configuration profile ${ConfigurationProfileId} because there are still hosted configuration versions existing under it.`,
      })
      await client.deleteHostedConfigurationVersion({...profile, VersionNumber: 1})
      await assert.rejects(client.deleteApplication({ApplicationId}), {name: 'BadRequestException'})
      await client.deleteConfigurationProfile(profile)
      await client.deleteEnvironment({ApplicationId, EnvironmentId})
      await client.deleteApplication({ApplicationId})

      await assert.rejects(client.getApplication({ApplicationId}), {name: 'ResourceNotFoundException'})
    }))
})
