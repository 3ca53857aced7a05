import assert from 'node:assert/strict'

import type {StackResourceEvent} from '../events.js'
import {createCloudFormation} from './cloudformation.js'
import {
  changeSet,
  collect,
  own,
  page,
  resource,
  type Scripted,
  stack,
  STACK_ID,
  statuses,
} from './scripted-events.fixture.js'
import {queryError, type Reply, result, ScriptedAws, stackMissing, throttled, xml} from './scripted-aws.fixture.js'

const earlier = own('old', 'CREATE_COMPLETE', {ClientRequestToken: 'an-earlier-run'})

const obsolete = queryError(
  400,
  'InvalidChangeSetStatus',
  'ChangeSet [arn:changeSet/1] cannot be executed in its current execution status of [OBSOLETE]',
)

describe('the events of an execution', () => {
  let aws: ScriptedAws
  beforeEach(async () => {
    aws = await ScriptedAws.start()
    aws.on('ExecuteChangeSet', result('ExecuteChangeSet')).on('DescribeStacks', stack('UPDATE_COMPLETE'))
  })
  afterEach(() => aws.close())

  it('come oldest first, each once, until the stack is at rest', async () => {
    const started = own('1', 'UPDATE_IN_PROGRESS', {ResourceStatusReason: 'User Initiated'})
    const vpc = resource('2', 'Vpc', 'UPDATE_IN_PROGRESS', '')
    const vpcDone = resource('3', 'Vpc', 'UPDATE_COMPLETE')
    const cleanup = own('4', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
    const done = own('5', 'UPDATE_COMPLETE')
    aws.on(
      'DescribeStackEvents',
      page([earlier]),
      page([earlier]),
      page([vpc, started, earlier]),
      page([vpc, started, earlier]),
      page([done, cleanup, vpcDone, vpc, started, earlier]),
    )

    const events = await execute(aws)

    assert.deepEqual(events, [
      {
        logicalId: 'vast-dev-network',
        physicalId: STACK_ID,
        type: 'AWS::CloudFormation::Stack',
        status: 'UPDATE_IN_PROGRESS',
        reason: 'User Initiated',
        at: 5000,
      },
      {logicalId: 'Vpc', type: 'AWS::EC2::VPC', status: 'UPDATE_IN_PROGRESS', at: 5000},
      {logicalId: 'Vpc', physicalId: 'vpc-1', type: 'AWS::EC2::VPC', status: 'UPDATE_COMPLETE', at: 5000},
      {
        logicalId: 'vast-dev-network',
        physicalId: STACK_ID,
        type: 'AWS::CloudFormation::Stack',
        status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        at: 5000,
      },
      {
        logicalId: 'vast-dev-network',
        physicalId: STACK_ID,
        type: 'AWS::CloudFormation::Stack',
        status: 'UPDATE_COMPLETE',
        at: 5000,
      },
    ])
  })

  it('are asked for soon after news, seldom in silence, and by ARN', async () => {
    const started = own('1', 'UPDATE_IN_PROGRESS')
    aws.on(
      'DescribeStackEvents',
      page([]),
      page([]),
      page([]),
      page([started]),
      page([started]),
      page([own('2', 'UPDATE_COMPLETE'), started]),
    )

    await execute(aws)

    const expected = [100, 150, 100, 150]
    assert.equal(aws.waits.length, expected.length)
    for (const [index, ms] of expected.entries()) assertBetween(aws.waits[index], ms * 0.8, ms)
    for (const {StackName} of aws.inputsOf('DescribeStackEvents')) assert.equal(StackName, STACK_ID)
  })

  it('are those with the token of the execution, or without any', async () => {
    const token = () => String(aws.inputsOf('ExecuteChangeSet')[0]?.['ClientRequestToken'])
    const untold = resource('1', 'Untold', 'UPDATE_COMPLETE')
    const foreign = {...resource('2', 'Foreign', 'UPDATE_COMPLETE'), ClientRequestToken: 'another-run'}
    aws.on('DescribeStackEvents', page([]), () =>
      page([own('3', 'UPDATE_COMPLETE', {ClientRequestToken: token()}), foreign, untold]),
    )

    const events = await execute(aws)

    assert.deepEqual(statuses(events), ['Untold UPDATE_COMPLETE', 'vast-dev-network UPDATE_COMPLETE'])
  })

  it('are found on older pages, also when new ones shift the pages', async () => {
    const many = ['1', '2', '3', '4'].map((id) => resource(id, `R${id}`, 'UPDATE_COMPLETE'))
    const [one, two, three, four] = many as [Scripted, Scripted, Scripted, Scripted]
    const done = own('5', 'UPDATE_COMPLETE')
    aws.on(
      'DescribeStackEvents',
      page([earlier]),
      page([four, three], 'next'),
      page([three, two], 'next'),
      page([one, earlier], 'never asked for'),
      page([done, four, three], 'never asked for'),
    )

    const events = await execute(aws)

    assert.deepEqual(
      statuses(events),
      ['R1', 'R2', 'R3', 'R4', 'vast-dev-network'].map((id) => `${id} UPDATE_COMPLETE`),
    )
    assert.equal(aws.inputsOf('DescribeStackEvents').length, 5)
  })

  it('include one that appears below one that was seen', async () => {
    const started = own('1', 'UPDATE_IN_PROGRESS')
    const late = resource('2', 'Vpc', 'UPDATE_COMPLETE')
    const seen = resource('3', 'Subnet', 'UPDATE_COMPLETE')
    aws.on(
      'DescribeStackEvents',
      page([]),
      page([seen, started]),
      page([own('4', 'UPDATE_COMPLETE'), seen, late, started]),
    )

    const events = await execute(aws)

    assert.deepEqual(statuses(events), [
      'vast-dev-network UPDATE_IN_PROGRESS',
      'Subnet UPDATE_COMPLETE',
      'Vpc UPDATE_COMPLETE',
      'vast-dev-network UPDATE_COMPLETE',
    ])
  })

  it("end with the stack's own, not with that of a nested stack", async () => {
    const nested = {
      ...resource('1', 'Nested', 'UPDATE_COMPLETE', 'arn:nested'),
      ResourceType: 'AWS::CloudFormation::Stack',
    }
    aws.on('DescribeStackEvents', page([]), page([nested]), page([own('2', 'UPDATE_COMPLETE'), nested]))

    const events = await execute(aws)

    assert.deepEqual(statuses(events), ['Nested UPDATE_COMPLETE', 'vast-dev-network UPDATE_COMPLETE'])
  })

  for (const status of [
    'CREATE_COMPLETE',
    'UPDATE_COMPLETE',
    'ROLLBACK_COMPLETE',
    'UPDATE_ROLLBACK_COMPLETE',
    'DELETE_COMPLETE',
    'IMPORT_COMPLETE',
  ]) {
    it(`end at ${status}`, async () => {
      aws.on('DescribeStackEvents', page([]), page([own('1', status)]))

      assert.deepEqual(statuses(await execute(aws)), [`vast-dev-network ${status}`])
    })
  }

  for (const status of [
    'CREATE_FAILED',
    'ROLLBACK_FAILED',
    'UPDATE_FAILED',
    'UPDATE_ROLLBACK_FAILED',
    'DELETE_FAILED',
  ]) {
    it(`end at ${status} when the stack is at rest`, async () => {
      aws.on('DescribeStackEvents', page([]), page([own('1', status)])).on('DescribeStacks', stack(status))

      assert.deepEqual(statuses(await execute(aws)), [`vast-dev-network ${status}`])
    })
  }

  it('go on after a failure that is rolled back', async () => {
    const failed = own('1', 'UPDATE_FAILED')
    const back = own('2', 'UPDATE_ROLLBACK_IN_PROGRESS')
    aws.on('DescribeStackEvents', page([]), page([failed]), page([own('3', 'UPDATE_ROLLBACK_COMPLETE'), back, failed]))
    aws.on('DescribeStacks', stack('UPDATE_ROLLBACK_IN_PROGRESS'))

    const events = await execute(aws)

    assert.equal(statuses(events).at(-1), 'vast-dev-network UPDATE_ROLLBACK_COMPLETE')
  })

  it('survive throttles, also at the last look', async () => {
    aws.on('DescribeStackEvents', page([]), ...Array<Reply>(20).fill(throttled), page([own('1', 'UPDATE_COMPLETE')]))

    assert.deepEqual(statuses(await execute(aws)), ['vast-dev-network UPDATE_COMPLETE'])

    assert.equal(aws.host.of('retried').length, 20)
  })

  it('survive an outage of minutes', async () => {
    aws.on('DescribeStackEvents', page([]), ...Array<Reply>(20).fill('reset'), page([own('1', 'UPDATE_COMPLETE')]))

    assert.deepEqual(statuses(await execute(aws)), ['vast-dev-network UPDATE_COMPLETE'])

    assert.ok(aws.waits.reduce((sum, ms) => sum + ms, 0) > 120_000)
  })

  it('are not waited for for ever when the stack is at rest', async () => {
    aws.on('DescribeStackEvents', page([earlier]))

    assert.deepEqual(await execute(aws), [])

    assert.ok(aws.waits.reduce((sum, ms) => sum + ms, 0) >= 25_000)
  })

  it('are waited for while the stack is busy, however quiet it is', async () => {
    aws.on('DescribeStackEvents', ...Array<Reply>(60).fill(page([])), page([own('1', 'UPDATE_COMPLETE')]))
    aws.on('DescribeStacks', stack('UPDATE_IN_PROGRESS'))

    assert.deepEqual(statuses(await execute(aws)), ['vast-dev-network UPDATE_COMPLETE'])
  })

  it('are told apart by a token that a repeated call keeps', async () => {
    aws.on('ExecuteChangeSet', 'reset', result('ExecuteChangeSet'))
    aws.on('DescribeStackEvents', page([]), page([own('1', 'UPDATE_COMPLETE')]))

    await execute(aws)

    const [one, other] = aws.inputsOf('ExecuteChangeSet')
    assert.match(String(one?.['ClientRequestToken']), /^aws-stack-/)
    assert.deepEqual(one, other)
  })

  it('stop at an abort; the execution goes on', async () => {
    aws.on('DescribeStackEvents', page([]), page([own('1', 'UPDATE_IN_PROGRESS')]))
    aws.onWait = () => aws.controller.abort('SIGINT')

    await assert.rejects(execute(aws), {code: 'CANCELLED', details: {signal: 'SIGINT'}})

    assert.deepEqual(aws.operations, ['DescribeStackEvents', 'ExecuteChangeSet', 'DescribeStackEvents'])
  })

  it('stop at an abort while AWS does not answer', async () => {
    aws.on('DescribeStackEvents', page([]), 'hang')
    const events = execute(aws)
    while (aws.calls.length < 3) await new Promise(setImmediate)

    aws.controller.abort('SIGINT')

    await assert.rejects(events, {code: 'CANCELLED'})
  })

  it('do not begin after an abort: the change set is deleted', async () => {
    aws.on('DeleteChangeSet', result('DeleteChangeSet'))
    aws.controller.abort('SIGINT')

    await assert.rejects(execute(aws), {code: 'CANCELLED'})

    assert.deepEqual(aws.operations, ['DeleteChangeSet', 'DescribeStacks'])
  })

  it('do not begin when AWS refuses the execution: the change set is deleted', async () => {
    aws.on('DescribeStackEvents', page([])).on('DeleteChangeSet', result('DeleteChangeSet'))
    aws.on('ExecuteChangeSet', obsolete)

    await assert.rejects(execute(aws), {code: 'AWS_REFUSED', message: /cannot be executed/})

    assert.deepEqual(aws.operations, ['DescribeStackEvents', 'ExecuteChangeSet', 'DescribeStacks', 'DeleteChangeSet'])
  })

  it('do not begin when AWS refuses the execution: the stack stays, which another run may create', async () => {
    aws.on('DescribeStackEvents', page([])).on('DeleteChangeSet', result('DeleteChangeSet'))
    aws.on('ExecuteChangeSet', obsolete).on('DescribeStacks', stack('REVIEW_IN_PROGRESS'))
    aws.on('ListChangeSets', result('ListChangeSets', xml({Summaries: []}))).on('DeleteStack', result('DeleteStack'))

    await assert.rejects(execute(aws), {code: 'AWS_REFUSED'})

    assert.equal(aws.operations.at(-1), 'DeleteChangeSet')
    assert.deepEqual(aws.inputsOf('DeleteStack'), [])
  })

  it('do not begin while another operation runs', async () => {
    aws.on('DescribeStackEvents', page([])).on('DeleteChangeSet', result('DeleteChangeSet'))
    aws.on('ExecuteChangeSet', obsolete).on('DescribeStacks', stack('UPDATE_IN_PROGRESS'))

    await assert.rejects(execute(aws), {
      code: 'BUSY',
      message: 'vast-dev-network is UPDATE_IN_PROGRESS: another operation is running',
      details: {stack: 'vast-dev-network', status: 'UPDATE_IN_PROGRESS'},
    })

    assert.equal(aws.inputsOf('DeleteChangeSet').length, 1)
  })
})

describe('the events of a deletion', () => {
  let aws: ScriptedAws
  beforeEach(async () => {
    aws = await ScriptedAws.start()
    aws.on('DeleteStack', result('DeleteStack')).on('DescribeStacks', stack('CREATE_COMPLETE'))
  })
  afterEach(() => aws.close())

  it('end when the stack is gone', async () => {
    const started = own('1', 'DELETE_IN_PROGRESS')
    aws.on(
      'DescribeStackEvents',
      page([earlier]),
      page([started, earlier]),
      page([own('2', 'DELETE_COMPLETE'), started, earlier]),
    )

    const events = await remove(aws)

    assert.deepEqual(statuses(events), ['vast-dev-network DELETE_IN_PROGRESS', 'vast-dev-network DELETE_COMPLETE'])
    assert.equal(aws.inputsOf('DeleteStack')[0]?.['StackName'], STACK_ID)
    assert.match(String(aws.inputsOf('DeleteStack')[0]?.['ClientRequestToken']), /^aws-stack-/)
  })

  it('end when it cannot be deleted', async () => {
    aws.on('DescribeStackEvents', page([]), page([own('2', 'DELETE_FAILED'), resource('1', 'Vpc', 'DELETE_FAILED')]))
    aws.on('DescribeStacks', stack('DELETE_FAILED'))

    assert.deepEqual(statuses(await remove(aws)), ['Vpc DELETE_FAILED', 'vast-dev-network DELETE_FAILED'])
  })

  it('are those of the deletion that another run began a moment before', async () => {
    const theirs = {ClientRequestToken: 'another-run'}
    const started = own('1', 'DELETE_IN_PROGRESS', theirs)
    aws.on(
      'DescribeStackEvents',
      page([earlier]),
      page([started, earlier]),
      page([own('2', 'DELETE_COMPLETE', theirs), started, earlier]),
    )

    assert.deepEqual(statuses(await remove(aws)), [
      'vast-dev-network DELETE_IN_PROGRESS',
      'vast-dev-network DELETE_COMPLETE',
    ])
    assert.equal(aws.inputsOf('DescribeStackEvents').length, 3)
  })

  it('are none for a stack that is gone already', async () => {
    aws.on('DescribeStacks', stack('DELETE_COMPLETE'))

    assert.deepEqual(await remove(aws), [])

    assert.deepEqual(aws.operations, ['DescribeStacks'])
  })

  it('end when the stack goes without a trace', async () => {
    aws.on('DescribeStackEvents', page([own('0', 'REVIEW_IN_PROGRESS')]), stackMissing)

    assert.deepEqual(await remove(aws), [])
  })

  it('stop at an abort', async () => {
    aws.on('DescribeStackEvents', page([]))
    aws.onWait = () => aws.controller.abort('SIGTERM')

    await assert.rejects(remove(aws), {code: 'CANCELLED', details: {signal: 'SIGTERM'}})
  })
})

function assertBetween(value = Number.NaN, least: number, most: number): void {
  assert.ok(value >= least && value <= most, `${value} is not between ${least} and ${most}`)
}

function execute(aws: ScriptedAws): Promise<StackResourceEvent[]> {
  return collect(createCloudFormation(aws.access).execute(changeSet, aws.signals))
}

function remove(aws: ScriptedAws): Promise<StackResourceEvent[]> {
  return collect(createCloudFormation(aws.access).delete(STACK_ID, aws.signals))
}
