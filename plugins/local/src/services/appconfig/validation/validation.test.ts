import assert from 'node:assert/strict'

import {type AppConfigServiceException, BadRequestException} from '@aws-sdk/client-appconfig'

import {anApplication, withAppConfig} from '../app-config.test.fixture.js'

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:substation-dev-validator'
const SCHEMA = JSON.stringify({
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['transforms'],
  properties: {transforms: {type: 'array', minItems: 1}},
})

describe('validators of AppConfig', () => {
  it('refuse a deployment, and say what of the schema was not kept', () =>
    withAppConfig(async ({client}) => {
      const Validators = [{Type: 'JSON_SCHEMA' as const, Content: SCHEMA}]
      const {upload, deploy} = await anApplication(client, {Validators})
      const bad = await upload('{"transforms":[]}')

      const refused = await deploy(bad).catch((error: unknown) => error as BadRequestException)
      const taken = await deploy(await upload('{"transforms":[1]}'))

      assert.ok(refused instanceof BadRequestException)
      assert.equal(refused.Reason, 'InvalidConfiguration')
      const [detail] = refused.Details?.InvalidConfiguration ?? []
      assert.deepEqual([detail?.Constraint, detail?.Location, detail?.Value], ['minItems', '$.transforms', '[]'])
      assert.equal(taken.DeploymentNumber, 1)
    }))

  it('ask the function with the content in base64, and are told what it says against it', async () => {
    const events: Record<string, string>[] = []
    const ask = (_arn: string, event: object) => {
      events.push({...event})
      return Promise.resolve(events.length === 1 ? 'unknown transform "hsh"' : undefined)
    }
    await withAppConfig(
      async ({client}) => {
        const Validators = [{Type: 'LAMBDA' as const, Content: FUNCTION}]
        const {upload, deploy, ApplicationId, ConfigurationProfileId} = await anApplication(client, {Validators})
        const version = await upload('{"transforms":["hsh"]}')
        const profile = {ApplicationId, ConfigurationProfileId}

        await assert.rejects(client.validateConfiguration({...profile, ConfigurationVersion: version}), /hsh/)
        await deploy(version)

        const {content = '', ...event} = events[0] ?? {}
        assert.equal(Buffer.from(content, 'base64').toString(), '{"transforms":["hsh"]}')
        assert.deepEqual(event, {
          applicationId: ApplicationId,
          configurationProfileId: ConfigurationProfileId,
          configurationVersion: '1',
          uri: 'hosted',
        })
      },
      {functions: {ask}},
    )
  })

  it('refuse a schema that is none', () =>
    withAppConfig(async ({client}) => {
      const Validators = [{Type: 'JSON_SCHEMA' as const, Content: '{"type":"nothing"'}]

      await assert.rejects(
        anApplication(client, {Validators}),
        (error: AppConfigServiceException) => error.name === 'BadRequestException',
      )
    }))
})

describe('feature flags of AppConfig', () => {
  const flags = (values: object, more: object = {}) =>
    JSON.stringify({
      version: '1',
      flags: {
        dark: {name: 'Dark', attributes: {percent: {constraints: {type: 'number', maximum: 100, required: true}}}},
        beta: {name: 'Beta'},
      },
      values,
      ...more,
    })
  const asFlags = {Type: 'AWS.AppConfig.FeatureFlags'}

  it('are checked for their shape and the constraints of their attributes when they are uploaded', () =>
    withAppConfig(async ({client}) => {
      const {upload} = await anApplication(client, asFlags)

      await assert.rejects(upload('{"flags":{}}'), {name: 'BadRequestException', Reason: 'InvalidConfiguration'})
      await assert.rejects(upload(flags({dark: {enabled: true, percent: 101}})), /percent: must be <= 100/)
      await assert.rejects(upload(flags({dark: {enabled: true}})), /percent/)
      await assert.rejects(upload(flags({gone: {enabled: true}})), {name: 'BadRequestException'})

      assert.equal(await upload(flags({dark: {enabled: true, percent: 5}})), '1')
    }))

  it('are served without what defines them', () =>
    withAppConfig(async ({client, data, pass}) => {
      const {upload, deploy, ApplicationId} = await anApplication(client, asFlags)
      await deploy(await upload(flags({dark: {enabled: false, percent: 5}, beta: {enabled: true}})))
      pass(1_000)

      const session = await data.startConfigurationSession({
        ApplicationIdentifier: ApplicationId,
        EnvironmentIdentifier: 'prod',
        ConfigurationProfileIdentifier: 'processor',
      })
      const {Configuration} = await data.getLatestConfiguration({ConfigurationToken: session.InitialConfigurationToken})

      assert.deepEqual(JSON.parse(Buffer.from(Configuration!).toString()), {
        dark: {enabled: false},
        beta: {enabled: true},
      })
    }))
})
