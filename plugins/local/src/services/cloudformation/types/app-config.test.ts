import assert from 'node:assert/strict'

import {
  GetEnvironmentCommand,
  GetHostedConfigurationVersionCommand,
  ListTagsForResourceCommand,
  StartDeploymentCommand,
} from '@aws-sdk/client-appconfig'
import {PutMetricAlarmCommand, SetAlarmStateCommand} from '@aws-sdk/client-cloudwatch'

import {deployment} from './app-config-deployment.js'
import {useLocalServices} from './local-services.test.fixture.js'

describe('AppConfig types', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const client = () => services().scope().clients.appConfig()

  async function aProfile() {
    const {physicalId: ApplicationId, ...application} = await services().make('AWS::AppConfig::Application', {
      Name: 'substation-dev',
    })
    const environment = await services().make('AWS::AppConfig::Environment', {ApplicationId, Name: 'prod'})
    const profile = await services().make('AWS::AppConfig::ConfigurationProfile', {
      ApplicationId,
      Name: 'processor',
      LocationUri: 'hosted',
    })
    const version = {
      ApplicationId,
      ConfigurationProfileId: profile.physicalId,
      ContentType: 'application/json',
      Content: '{"transforms":[]}',
    }
    return {ApplicationId, application, environment, profile, version}
  }

  it('make an application that a deployment brings a configuration to', async () => {
    const {ApplicationId, environment, version} = await aProfile()
    const hosted = await services().make('AWS::AppConfig::HostedConfigurationVersion', version)
    const strategy = await services().make('AWS::AppConfig::DeploymentStrategy', {
      Name: 'Instant',
      DeploymentDurationInMinutes: 0,
      GrowthFactor: 100,
      ReplicateTo: 'NONE',
    })
    const deployed = await services().make('AWS::AppConfig::Deployment', {
      ApplicationId,
      EnvironmentId: environment.physicalId,
      ConfigurationProfileId: version.ConfigurationProfileId,
      DeploymentStrategyId: strategy.physicalId,
      ConfigurationVersion: hosted.physicalId,
    })

    assert.deepEqual(hosted.attributes, {VersionNumber: '1'})
    assert.deepEqual(deployed.attributes, {DeploymentNumber: '1', State: 'COMPLETE'})
  })

  it('take what a template takes away, and the tags of the stack', async () => {
    const {ApplicationId, environment} = await aProfile()
    const named = {ApplicationId, EnvironmentId: environment.physicalId}
    const AlarmArn = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:none'
    const Monitors = [{AlarmArn}]

    const more = await environment.update({ApplicationId, Name: 'prod', Description: 'of all', Monitors})
    const before = await (await client()).send(new GetEnvironmentCommand(named))
    await more.update({ApplicationId, Name: 'production', Tags: [{Key: 'owner', Value: 'us'}]})
    const after = await (await client()).send(new GetEnvironmentCommand(named))
    const ResourceArn = `arn:aws:appconfig:eu-west-1:123456789012:application/${ApplicationId}/environment/${environment.physicalId}`
    const {Tags} = await (await client()).send(new ListTagsForResourceCommand({ResourceArn}))

    assert.deepEqual([before.Description, before.Monitors?.length], ['of all', 1])
    assert.deepEqual([after.Name, after.Description, after.Monitors], ['production', '', []])
    assert.equal(Tags?.['owner'], 'us')
    assert.equal(Tags?.['aws:cloudformation:stack-name'], 'vast-dev-test')
  })

  it('fail to delete a profile while versions of it are left that no stack made', async () => {
    const {profile, version, ApplicationId} = await aProfile()
    const hosted = await services().make('AWS::AppConfig::HostedConfigurationVersion', version)
    const again = {...version, Content: '{"transforms":[1]}'}
    const newer = await services().make('AWS::AppConfig::HostedConfigurationVersion', again)
    await hosted.delete()

    const read = {ApplicationId, ConfigurationProfileId: profile.physicalId, VersionNumber: 2}
    const left = await (await client()).send(new GetHostedConfigurationVersionCommand(read))
    await assert.rejects(profile.delete(), /there are still hosted configuration versions existing under it/)
    await newer.delete()
    await profile.delete()

    assert.equal(left.VersionNumber, 2)
  })

  it('fail with the alarm that rolled a deployment back', async () => {
    const {ApplicationId, environment, version} = await aProfile()
    const cloudWatch = await services().scope().clients.cloudWatch()
    const AlarmName = 'substation-errors'
    const compare = {ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1} as const
    const metric = {MetricName: 'Errors', Namespace: 'AWS/Lambda', Period: 60, Statistic: 'Sum'} as const
    await cloudWatch.send(new PutMetricAlarmCommand({AlarmName, ...compare, ...metric}))
    await cloudWatch.send(new SetAlarmStateCommand({AlarmName, StateValue: 'ALARM', StateReason: 'in a test'}))
    const AlarmArn = `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${AlarmName}`
    await environment.update({ApplicationId, Name: 'prod', Monitors: [{AlarmArn}]})
    const hosted = await services().make('AWS::AppConfig::HostedConfigurationVersion', version)

    const deployed = services().make('AWS::AppConfig::Deployment', {
      ApplicationId,
      EnvironmentId: environment.physicalId,
      ConfigurationProfileId: version.ConfigurationProfileId,
      DeploymentStrategyId: 'AppConfig.AllAtOnce',
      ConfigurationVersion: hosted.physicalId,
    })

    await assert.rejects(deployed, /Deployment number 1 is ROLLED_BACK: .*alarm:substation-errors/)
  })

  it('stop a deployment that runs when its resource is deleted', async () => {
    const {ApplicationId, environment, version} = await aProfile()
    const hosted = await services().make('AWS::AppConfig::HostedConfigurationVersion', version)
    const it = {ApplicationId, EnvironmentId: environment.physicalId}
    await (
      await client()
    ).send(
      new StartDeploymentCommand({
        ...it,
        ConfigurationProfileId: version.ConfigurationProfileId,
        DeploymentStrategyId: 'AppConfig.Linear20PercentEvery6Minutes',
        ConfigurationVersion: hosted.physicalId,
      }),
    )

    await deployment.delete({physicalId: '1', attributes: {}}, it, services().scope())
    const {State} = await (await client()).send(new GetEnvironmentCommand(it))

    assert.match(State ?? '', /^ROLL(ING|ED)_BACK$/)
  })
})
