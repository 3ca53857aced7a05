import assert from 'node:assert/strict'

import {AppConfig} from '@aws-sdk/client-appconfig'
import {CloudFormation} from '@aws-sdk/client-cloudformation'
import {ECS} from '@aws-sdk/client-ecs'
import {Lambda} from '@aws-sdk/client-lambda'

import {problemsOf} from '../check-scenario.js'
import {createManualClock, type ManualClock} from '../manual-clock.test.fixture.js'
import {type PlayedScenario, playScenario} from '../play-scenario.js'
import type {EndingCall, Scenario} from '../scenario.js'
import {findScenario, library} from './index.js'

describe('the scenarios that come with the local AWS', () => {
  it('have names of their own, a source, and survive JSON', () => {
    const names = library.map(({name}) => name)

    assert.equal(new Set(names).size, names.length)
    for (const scenario of library) {
      assert.deepEqual(problemsOf(JSON.parse(JSON.stringify(scenario))), [], scenario.name)
      assert.ok(scenario.sources.length > 0 && scenario.sources.every((source) => source.startsWith('https://')))
      assert.equal(findScenario(scenario.name), scenario)
    }
  })

  for (const scenario of library) {
    it(`end as they say: ${scenario.name}`, () => playsToItsEnd(scenario))
  }
})

async function playsToItsEnd(scenario: Scenario): Promise<void> {
  const clock = createManualClock()
  const played = await playScenario(scenario, {clock})
  const clients = clientsOf(played)
  try {
    for (const [index, call] of scenario.ending.after.entries()) {
      const made = patiently(() => make(clients, call, `run-${index}`))
      if (call.refused === undefined) await made
      else await assert.rejects(made, {name: call.refused})
      const next = scenario.ending.after[index + 1]
      clock.turnTo(next?.afterMs === undefined ? (played.end() ?? played.now()) + 15_000 : played.now() + next.afterMs)
    }
    turnToEnd(clock, played)

    assert.deepEqual(await stateOf(clients, scenario), {
      stacks: scenario.ending.stacks ?? {},
      services: scenario.ending.services ?? {},
      functions: scenario.ending.functions ?? {},
      deployments: scenario.ending.deployments ?? {},
    })
    assert.equal(played.end(), undefined)
  } finally {
    await played.close()
  }
}

function turnToEnd(clock: ManualClock, played: PlayedScenario): void {
  clock.turnTo((played.end() ?? played.now()) + 60_000)
}

type Clients = ReturnType<typeof clientsOf>

function clientsOf({url, region}: PlayedScenario) {
  const options = {endpoint: url, region, credentials: {accessKeyId: 'test', secretAccessKey: 'test'}, maxAttempts: 1}
  return {
    cfn: new CloudFormation(options),
    ecs: new ECS(options),
    lambda: new Lambda(options),
    appConfig: new AppConfig(options),
  }
}

async function make(clients: Clients, call: EndingCall, token: string) {
  const {cfn, ecs} = clients
  const {operation, stack, service, resources} = call
  const StackName = stack ?? ''
  switch (operation) {
    case 'CreateChangeSet': {
      const {Stacks} = await cfn.describeStacks({StackName}).catch(() => ({Stacks: undefined}))
      const isNew = !Stacks || Stacks[0]?.StackStatus === 'REVIEW_IN_PROGRESS'
      const template = {TemplateBody: 'Resources: {}', ChangeSetName: 'ours'}
      return cfn.createChangeSet({StackName, ...template, ChangeSetType: isNew ? 'CREATE' : 'UPDATE'})
    }
    case 'ExecuteChangeSet':
      return cfn.executeChangeSet({StackName, ChangeSetName: 'ours', ClientRequestToken: token})
    case 'DeleteStack':
      return cfn.deleteStack({StackName, RetainResources: [...(resources ?? [])]})
    case 'CancelUpdateStack':
      return cfn.cancelUpdateStack({StackName})
    case 'ContinueUpdateRollback':
      return cfn.continueUpdateRollback({StackName, ResourcesToSkip: [...(resources ?? [])]})
    case 'StopServiceDeployment': {
      const going = await ecs.listServiceDeployments({
        cluster: 'vast-dev',
        service: service ?? '',
        status: ['IN_PROGRESS'],
      })
      return ecs.stopServiceDeployment({
        serviceDeploymentArn: going.serviceDeployments?.[0]?.serviceDeploymentArn ?? '',
      })
    }
    case 'CreateHostedConfigurationVersion':
    case 'StartDeployment':
    case 'StopDeployment':
      return makeConfigCall(clients, call)
    default:
      throw new Error(`the test cannot make the call ${operation}`)
  }
}

async function stateOf(clients: Clients, scenario: Scenario) {
  const {cfn, ecs, lambda} = clients
  const {stacks = {}, services = {}, functions = {}, deployments = {}} = scenario.ending
  const state = {
    stacks: {} as Record<string, unknown>,
    services: {} as Record<string, unknown>,
    functions: {} as Record<string, unknown>,
    deployments: {} as Record<string, unknown>,
  }
  for (const name of Object.keys(stacks)) {
    state.stacks[name] = await patiently(
      async () => (await cfn.describeStacks({StackName: name})).Stacks?.[0]?.StackStatus,
    )
  }
  for (const name of Object.keys(services)) {
    const found = await ecs.describeServices({cluster: 'vast-dev', services: [name]})
    state.services[name] = found.services?.[0]?.deployments?.[0]?.rolloutState
  }
  for (const name of Object.keys(functions)) {
    state.functions[name] = (await lambda.getFunctionConfiguration({FunctionName: name})).LastUpdateStatus
  }
  for (const name of Object.keys(deployments)) {
    const [environment = '', profile = ''] = name.split('/')
    const {ApplicationId, EnvironmentId} = await placeOf(clients, environment)
    const page = await patiently(() => clients.appConfig.listDeployments({ApplicationId, EnvironmentId}))
    const Items = page?.Items ?? []
    state.deployments[name] = Items.find(({ConfigurationName}) => ConfigurationName === profile)?.State
  }
  return state
}

async function makeConfigCall(clients: Clients, call: EndingCall) {
  const {appConfig} = clients
  const {operation, environment, profile, content = '', strategy} = call
  const {ApplicationId, EnvironmentId} = await placeOf(clients, environment)
  const profiles = await patiently(() => appConfig.listConfigurationProfiles({ApplicationId}))
  const ConfigurationProfileId = profiles?.Items?.find(({Name}) => Name === profile)?.Id
  const its = {ApplicationId, ConfigurationProfileId}
  if (operation === 'CreateHostedConfigurationVersion') {
    const versions = await appConfig.listHostedConfigurationVersions(its)
    const LatestVersionNumber = versions.Items?.[0]?.VersionNumber ?? 0
    const Content = Buffer.from(content)
    const ContentType = 'application/json'
    return appConfig.createHostedConfigurationVersion({...its, Content, ContentType, LatestVersionNumber})
  }
  if (operation === 'StopDeployment') {
    const {Items = []} = await appConfig.listDeployments({ApplicationId, EnvironmentId})
    const {DeploymentNumber} = Items[0] ?? {}
    return appConfig.stopDeployment({ApplicationId, EnvironmentId, DeploymentNumber, AllowRevert: true})
  }
  const versions = await appConfig.listHostedConfigurationVersions(its)
  const strategies = await appConfig.listDeploymentStrategies({})
  const own = strategies.Items?.find(({Id = ''}) => !Id.startsWith('AppConfig.'))?.Id
  const ConfigurationVersion = String(versions.Items?.[0]?.VersionNumber)
  const DeploymentStrategyId = strategy ?? own
  return appConfig.startDeployment({...its, EnvironmentId, DeploymentStrategyId, ConfigurationVersion})
}

async function placeOf({appConfig}: Clients, environment: string | undefined) {
  const applications = await patiently(() => appConfig.listApplications({}))
  const ApplicationId = applications?.Items?.[0]?.Id
  const environments = await patiently(() => appConfig.listEnvironments({ApplicationId}))
  return {ApplicationId, EnvironmentId: environments?.Items?.find(({Name}) => Name === environment)?.Id}
}

/** Through all the trouble of a scenario; `null`: there is no such stack. */
async function patiently<T>(act: () => Promise<T>): Promise<T | null> {
  for (let left = 20; ; left -= 1) {
    try {
      return await act()
    } catch (error) {
      if (/does not exist/.test((error as Error).message)) return null
      if (left === 0 || /^(ValidationError|ConflictException|BadRequestException)$/.test((error as Error).name))
        throw error
    }
  }
}
