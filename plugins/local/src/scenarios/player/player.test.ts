import assert from 'node:assert/strict'

import {CloudFormation} from '@aws-sdk/client-cloudformation'
import {CloudWatchLogs} from '@aws-sdk/client-cloudwatch-logs'
import {ECS} from '@aws-sdk/client-ecs'
import {Lambda} from '@aws-sdk/client-lambda'

import type {Beat} from '../beats.js'
import {disorderlyEvents} from '../library/bad-calls.js'
import {emptyChangeSets} from '../library/checks-fail.js'
import {lambdaImageAccessDenied} from '../library/client-fails.js'
import {findScenario} from '../library/index.js'
import {deleteFails} from '../library/stuck.js'
import {createManualClock, type ManualClock} from '../manual-clock.test.fixture.js'
import {type PlayedScenario, playScenario} from '../play-scenario.js'
import type {Scenario} from '../scenario.js'

const STACK = {name: 'app', status: 'CREATE_COMPLETE'}
const StackName = 'app'

function scenario(more: Partial<Scenario>): Scenario {
  return {name: 'test', summary: 'A test.', sources: [], stacks: [STACK], plays: [], ending: {after: []}, ...more}
}

const shipped = (name: string) => findScenario(name) ?? scenario({})

const stackIs = (at: number, status: string): Beat => ({at, do: 'stack', status})

describe('the player', () => {
  let played: PlayedScenario
  let clock: ManualClock
  let cfn: CloudFormation
  afterEach(() => played.close())

  const options = () => ({
    endpoint: played.url,
    region: played.region,
    credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
    maxAttempts: 1,
  })
  const play = async (story: Scenario) => {
    clock = createManualClock()
    played = await playScenario(story, {clock})
    cfn = new CloudFormation(options())
  }
  const status = async () => (await cfn.describeStacks({StackName})).Stacks?.[0]?.StackStatus
  const update = async (token = 'mine') => {
    await cfn.createChangeSet({StackName, ChangeSetName: 'one', TemplateBody: 'Resources: {}'})
    clock.turnTo(played.now() + 10_000)
    await cfn.executeChangeSet({StackName, ChangeSetName: 'one', ClientRequestToken: token})
  }

  it('moves a stack at the times of the scenario, and no sooner', async () => {
    await play(
      scenario({
        plays: [
          {
            on: {operation: 'ExecuteChangeSet'},
            beats: [stackIs(0, 'UPDATE_IN_PROGRESS'), stackIs(5000, 'UPDATE_COMPLETE')],
          },
        ],
      }),
    )
    await update()

    const begun = await status()
    clock.turnTo(14_999)
    const before = await status()
    clock.turnTo(15_000)

    assert.deepEqual([begun, before, await status()], ['UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'])
  })

  it('leaves out what is to come of an earlier play once another begins on the same stack', async () => {
    await play(
      scenario({
        plays: [
          {
            on: {operation: 'ExecuteChangeSet'},
            beats: [stackIs(0, 'UPDATE_IN_PROGRESS'), stackIs(5000, 'UPDATE_COMPLETE')],
          },
        ],
      }),
    )
    await update()

    await cfn.cancelUpdateStack({StackName, ClientRequestToken: 'cancel'})
    clock.turnTo(60_000)

    const {StackEvents} = await cfn.describeStackEvents({StackName})
    assert.equal(await status(), 'UPDATE_ROLLBACK_COMPLETE')
    assert.ok(!StackEvents?.some(({ResourceStatus}) => ResourceStatus === 'UPDATE_COMPLETE'))
    assert.equal(StackEvents?.[0]?.ClientRequestToken, 'cancel')
  })

  it('refuses a call in a state in which CloudFormation refuses it', async () => {
    await play(shipped('stack-in-update-in-progress'))
    const stack = {StackName: 'vast-dev-network'}
    const created = {...stack, ChangeSetName: 'one', TemplateBody: 'Resources: {}'}

    await assert.rejects(cfn.deleteStack(stack), /cannot be deleted while in status UPDATE_IN_PROGRESS/)
    await assert.rejects(cfn.createChangeSet(created), /is in UPDATE_IN_PROGRESS state and can not be updated/)
    await assert.rejects(cfn.continueUpdateRollback(stack), /can not continue update rollback/)
    clock.turnTo(61_000)
    await assert.rejects(cfn.cancelUpdateStack(stack), /cannot be called from current stack status/)
    await assert.rejects(cfn.rollbackStack(stack), /can not be rolled back/)
    await assert.rejects(
      cfn.deleteStack({...stack, RetainResources: ['Vpc']}),
      /only when the stack is in the DELETE_FAILED state/,
    )
  })

  it('does not update what was rolled back at its creation, or delete what is protected', async () => {
    await play(
      scenario({
        stacks: [
          {name: 'app', status: 'ROLLBACK_COMPLETE'},
          {name: 'safe', status: 'CREATE_COMPLETE', terminationProtection: true},
        ],
      }),
    )

    await assert.rejects(
      cfn.createChangeSet({StackName, ChangeSetName: 'one', TemplateBody: 'Resources: {}'}),
      /is in ROLLBACK_COMPLETE state and can not be updated/,
    )
    await assert.rejects(cfn.deleteStack({StackName: 'safe'}), /while TerminationProtection is enabled/)
    await cfn.updateTerminationProtection({StackName: 'safe', EnableTerminationProtection: false})
    await cfn.deleteStack({StackName: 'safe'})
  })

  it('finds a deleted stack by its ARN alone', async () => {
    await play(scenario({}))
    const {Stacks} = await cfn.describeStacks({StackName})

    await cfn.deleteStack({StackName})
    clock.turnTo(60_000)

    await assert.rejects(status(), /does not exist/)
    const gone = await cfn.describeStacks({StackName: Stacks?.[0]?.StackId})
    assert.equal(gone.Stacks?.[0]?.StackStatus, 'DELETE_COMPLETE')
  })

  it('retains the resources that a second deletion names', async () => {
    await play(deleteFails)
    const stack = {StackName: 'vast-dev-network'}
    await cfn.deleteStack(stack)
    clock.turnTo(100_000)

    const {StackResources} = await cfn.describeStackResources(stack)

    assert.deepEqual(
      StackResources?.filter(({ResourceStatus}) => ResourceStatus === 'DELETE_FAILED').map(
        (one) => one.LogicalResourceId,
      ),
      ['Flows', 'PrivateSubnet'],
    )
  })

  it('names in a change set what its execution will touch', async () => {
    await play(shipped('create-succeeds'))
    const named = {StackName: 'vast-dev-network', ChangeSetName: 'one'}
    await cfn.createChangeSet({...named, ChangeSetType: 'CREATE', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)

    const {Changes} = await cfn.describeChangeSet(named)

    assert.deepEqual(
      Changes?.map(({ResourceChange}) => [ResourceChange?.Action, ResourceChange?.LogicalResourceId]),
      [
        ['Add', 'Vpc'],
        ['Add', 'NatAddress'],
        ['Add', 'NatGateway'],
      ],
    )
  })

  it('tells what a hook said by DescribeEvents alone', async () => {
    await play(shipped('hook-fails'))
    const stack = {StackName: 'vast-dev-network'}
    await cfn.createChangeSet({...stack, ChangeSetName: 'one', ChangeSetType: 'CREATE', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)
    await cfn.executeChangeSet({...stack, ChangeSetName: 'one'})
    clock.turnTo(30_000)

    const {Stacks} = await cfn.describeStacks(stack)
    const create = Stacks?.[0]?.LastOperations?.find(({OperationType}) => OperationType === 'CREATE_STACK')
    const failed = await cfn.describeEvents({OperationId: create?.OperationId, Filters: {FailedEvents: true}})
    const {StackEvents} = await cfn.describeStackEvents(stack)

    const hook = failed.OperationEvents?.find(({EventType}) => EventType === 'HOOK_INVOCATION_ERROR')
    assert.match(hook?.HookStatusReason ?? '', /VPC_FLOW_LOGS_REQUIRED/)
    assert.equal(hook?.HookFailureMode, 'FAIL')
    assert.ok(!StackEvents?.some(({HookType}) => HookType))
  })

  it('tells by the change set what a validation found', async () => {
    await play(shipped('validation-fails'))
    const {Id} = await cfn.createChangeSet({
      StackName: 'vast-dev-client',
      ChangeSetName: 'one',
      ChangeSetType: 'CREATE',
      TemplateBody: 'Resources: {}',
    })
    clock.turnTo(10_000)

    const described = await cfn.describeChangeSet({ChangeSetName: Id})
    const {OperationEvents} = await cfn.describeEvents({ChangeSetName: Id, Filters: {FailedEvents: true}})

    assert.equal(described.Status, 'FAILED')
    assert.equal(described.ExecutionStatus, 'UNAVAILABLE')
    assert.equal(OperationEvents?.[0]?.ValidationPath, '/Resources/Function/Properties/FunctionName')
    assert.equal(OperationEvents?.[0]?.EventType, 'VALIDATION_ERROR')
  })

  for (const empty of emptyChangeSets) {
    it(`words an empty change set in its own way: ${empty.name}`, async () => {
      await play(empty)
      const change = {StackName: 'vast-dev-network', ChangeSetName: 'one', TemplateBody: 'Resources: {}'}
      await cfn.createChangeSet(change)
      clock.turnTo(5000)

      const {StatusReason = ''} = await cfn.describeChangeSet(change)

      assert.ok(empty.summary.includes(StatusReason))
    })
  }

  it('tells late and repeated events as they are, each time with the same id', async () => {
    await play(disorderlyEvents)
    const stack = {StackName: 'vast-dev-network'}
    await cfn.createChangeSet({...stack, ChangeSetName: 'one', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)
    await cfn.executeChangeSet({...stack, ChangeSetName: 'one'})
    clock.turnTo(14_000)
    const early = await cfn.describeStackEvents(stack)
    clock.turnTo(30_000)
    const late = await cfn.describeStackEvents(stack)

    const vpc = (events: typeof early) =>
      events.StackEvents?.filter(
        (one) => one.LogicalResourceId === 'Vpc' && one.ResourceStatus === 'UPDATE_IN_PROGRESS',
      )
    const nat = late.StackEvents?.filter(({LogicalResourceId}) => LogicalResourceId === 'NatGateway') ?? []
    assert.deepEqual([vpc(early)?.length, vpc(late)?.length], [0, 1])
    assert.deepEqual([nat.length, new Set(nat.map(({EventId}) => EventId)).size], [4, 2])
  })

  it('pages by a hundred', async () => {
    await play(shipped('two-hundred-resources'))
    const stack = {StackName: 'vast-dev-network'}
    await cfn.createChangeSet({...stack, ChangeSetName: 'one', ChangeSetType: 'CREATE', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)
    await cfn.executeChangeSet({...stack, ChangeSetName: 'one'})
    clock.turnTo(60_000)

    const pages: number[] = []
    let NextToken: string | undefined
    do {
      const page = await cfn.describeStackEvents({...stack, NextToken})
      pages.push(page.StackEvents?.length ?? 0)
      NextToken = page.NextToken
    } while (NextToken)

    assert.deepEqual(pages, [100, 100, 100, 100, 100, 100, 3])
  })

  it('throttles, breaks and cuts calls as often and as long as the scenario says', async () => {
    const trouble = (more: object): Beat => ({at: 0, do: 'trouble', kind: 'throttle', ...more})
    await play(
      scenario({
        plays: [
          {
            on: 'load',
            beats: [
              trouble({operation: 'DescribeStacks', times: 1}),
              trouble({operation: 'ListStacks', kind: 'server-error', forMs: 60_000}),
              trouble({operation: 'GetTemplate', kind: 'reset', after: 1}),
              trouble({operation: 'ListStackResources', kind: 'expired-token'}),
              trouble({operation: 'ListChangeSets', kind: 'html'}),
            ],
          },
        ],
      }),
    )

    await assert.rejects(cfn.describeStacks({}), {name: 'Throttling'})
    await cfn.describeStacks({})
    await assert.rejects(cfn.listStacks({}), {name: 'InternalFailure'})
    await assert.rejects(cfn.listStacks({}), {name: 'InternalFailure'})
    clock.turnTo(60_000)
    await cfn.listStacks({})
    await cfn.getTemplate({StackName})
    await assert.rejects(cfn.getTemplate({StackName}), {code: 'ECONNRESET'})
    await assert.rejects(cfn.listStackResources({StackName}), {name: 'ExpiredToken'})
    await assert.rejects(cfn.listChangeSets({StackName}))
    assert.deepEqual(
      played.calls().map(({status: answered}) => answered),
      [400, 200, 500, 500, 200, 200, 0, 403, 503],
    )
  })

  it('says when a call came, in real time and in its own', async () => {
    await play(scenario({}))
    const before = Date.now()
    clock.turnTo(7000)

    await cfn.describeStacks({StackName})

    const [call] = played.calls()
    assert.deepEqual([call?.operation, call?.stack, call?.scenarioMs], ['DescribeStacks', 'app', 7000])
    assert.ok(call!.at >= before && call!.at <= Date.now())
  })

  it('tells stopped tasks, their reasons and their last lines', async () => {
    await play(shipped('circuit-breaker'))
    const stack = {StackName: 'vast-dev-server'}
    const [ecs, logs] = [new ECS(options()), new CloudWatchLogs(options())]
    await cfn.createChangeSet({...stack, ChangeSetName: 'one', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)
    await cfn.executeChangeSet({...stack, ChangeSetName: 'one'})
    clock.turnTo(155_000)

    const cluster = 'vast-dev'
    const {taskArns = []} = await ecs.listTasks({cluster, serviceName: 'vast-dev-server', desiredStatus: 'STOPPED'})
    const {tasks = []} = await ecs.describeTasks({cluster, tasks: taskArns})
    const {services} = await ecs.describeServices({cluster, services: ['vast-dev-server']})
    const failed = tasks.find(({containers}) => containers?.[0]?.exitCode === 1)
    const id = failed?.taskArn?.split('/').at(-1)
    const lines = await logs.getLogEvents({
      logGroupName: '/aws-stack/vast-dev/server',
      logStreamName: `server/main/${id}`,
    })

    assert.equal(failed?.stoppedReason, 'Essential container in task exited')
    assert.match(lines.events?.at(-1)?.message ?? '', /written by a newer version/)
    assert.match(services?.[0]?.deployments?.[0]?.rolloutStateReason ?? '', /rolling back to deploymentId/)
    assert.equal(services?.[0]?.deployments?.[1]?.rolloutState, 'FAILED')
  })

  it('stops a rollout once, and starts no other number of tasks than was asked for', async () => {
    await play(shipped('rollout-stopped'))
    const stack = {StackName: 'vast-dev-server'}
    const ecs = new ECS(options())
    const [cluster, service] = ['vast-dev', 'vast-dev-server']
    await cfn.createChangeSet({...stack, ChangeSetName: 'one', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)
    await cfn.executeChangeSet({...stack, ChangeSetName: 'one'})
    clock.turnTo(40_000)
    const {serviceDeployments} = await ecs.listServiceDeployments({cluster, service, status: ['IN_PROGRESS']})
    const {serviceDeploymentArn} = serviceDeployments![0]!

    await ecs.stopServiceDeployment({serviceDeploymentArn})
    clock.turnTo(43_000)
    const going = await ecs.describeServiceDeployments({serviceDeploymentArns: [serviceDeploymentArn!]})
    clock.turnTo(120_000)
    await ecs.updateService({cluster, service, desiredCount: 0})
    const scaled = await ecs.describeServices({cluster, services: [service]})

    assert.equal(going.serviceDeployments?.[0]?.status, 'ROLLBACK_IN_PROGRESS')
    assert.equal(scaled.services?.[0]?.desiredCount, 0)
    await assert.rejects(ecs.stopServiceDeployment({serviceDeploymentArn}), {name: 'ConflictException'})
    await assert.rejects(ecs.describeServices({cluster: 'other', services: [service]}), {
      name: 'ClusterNotFoundException',
    })
  })

  it('tells why Lambda did not take an update', async () => {
    await play(lambdaImageAccessDenied)
    const stack = {StackName: 'vast-dev-client'}
    await cfn.createChangeSet({...stack, ChangeSetName: 'one', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)
    await cfn.executeChangeSet({...stack, ChangeSetName: 'one'})
    clock.turnTo(31_000)

    const {Configuration, Code} = await new Lambda(options()).getFunction({FunctionName: 'vast-dev-client'})

    assert.equal(Configuration?.LastUpdateStatus, 'Failed')
    assert.equal(Configuration?.LastUpdateStatusReasonCode, 'ImageAccessDenied')
    assert.match(Code?.ResolvedImageUri ?? '', /@sha256:8+$/)
  })
})
