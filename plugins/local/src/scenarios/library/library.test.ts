import assert from 'node:assert/strict'

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
      await patiently(() => make(clients, call, `run-${index}`))
      const next = scenario.ending.after[index + 1]
      clock.turnTo(next?.afterMs === undefined ? (played.end() ?? played.now()) + 15_000 : played.now() + next.afterMs)
    }
    turnToEnd(clock, played)

    assert.deepEqual(await stateOf(clients, scenario), {
      stacks: scenario.ending.stacks ?? {},
      services: scenario.ending.services ?? {},
      functions: scenario.ending.functions ?? {},
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
  return {cfn: new CloudFormation(options), ecs: new ECS(options), lambda: new Lambda(options)}
}

async function make({cfn, ecs}: Clients, {operation, stack, service, resources}: EndingCall, token: string) {
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
    default:
      throw new Error(`the test cannot make the call ${operation}`)
  }
}

async function stateOf({cfn, ecs, lambda}: Clients, {ending: {stacks = {}, services = {}, functions = {}}}: Scenario) {
  const state = {
    stacks: {} as Record<string, unknown>,
    services: {} as Record<string, unknown>,
    functions: {} as Record<string, unknown>,
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
  return state
}

/** Through all the trouble of a scenario; `null`: there is no such stack. */
async function patiently<T>(act: () => Promise<T>): Promise<T | null> {
  for (let left = 20; ; left -= 1) {
    try {
      return await act()
    } catch (error) {
      if (/does not exist/.test((error as Error).message)) return null
      if (left === 0 || (error as Error).name === 'ValidationError') throw error
    }
  }
}
