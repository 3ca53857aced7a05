import assert from 'node:assert/strict'

import type {StackResourceEvent} from '../events.js'
import {createCloudFormation} from './cloudformation.js'
import {createService} from './create-service.js'
import {type Reply, result, ScriptedAws, throttled} from './scripted-aws.fixture.js'
import {changeSet, collect, own, page, resource, stack, STACK_ID, statuses} from './scripted-events.fixture.js'
import {createStackPoller} from './stack-poller.js'
import {watchStack} from './watch-stack.js'

const started = own('1', 'UPDATE_IN_PROGRESS')
const done = own('9', 'UPDATE_COMPLETE')

describe('a watch, after what happened to others', () => {
  let aws: ScriptedAws
  beforeEach(async () => {
    aws = await ScriptedAws.start()
    aws.on('ExecuteChangeSet', result('ExecuteChangeSet')).on('DescribeStacks', stack('UPDATE_COMPLETE'))
  })
  afterEach(() => aws.close())

  it('does not end while the stack is told as REVIEW_IN_PROGRESS, the state before (aws-cdk-cli#1802)', async () => {
    aws.on('DescribeStackEvents', ...Array<Reply>(60).fill(page([])), page([own('1', 'CREATE_COMPLETE')]))
    aws.on('DescribeStacks', stack('REVIEW_IN_PROGRESS'))

    assert.deepEqual(statuses(await execute(aws)), ['vast-dev-network CREATE_COMPLETE'])
  })

  it('does not end when the stack is told as it was before the operation', async () => {
    aws.on('DescribeStackEvents', ...Array<Reply>(26).fill(page([])), page([started]), page([done, started]))
    aws.on('DescribeStacks', stack('UPDATE_COMPLETE'), stack('UPDATE_IN_PROGRESS'))

    assert.deepEqual(statuses(await execute(aws)), [
      'vast-dev-network UPDATE_IN_PROGRESS',
      'vast-dev-network UPDATE_COMPLETE',
    ])
  })

  it('is followed by a description that agrees with it, not by the state before, which looks like a good end', async () => {
    const back = own('9', 'UPDATE_ROLLBACK_COMPLETE')
    aws.on('DescribeStackEvents', page([]), page([back, started]))
    aws.on(
      'DescribeStacks',
      stack('UPDATE_COMPLETE'),
      stack('UPDATE_ROLLBACK_IN_PROGRESS'),
      stack('UPDATE_ROLLBACK_COMPLETE'),
    )
    const cloudFormation = createCloudFormation(aws.access)

    await collect(cloudFormation.execute(changeSet, aws.signals))

    assert.equal((await cloudFormation.describe(STACK_ID))?.status, 'UPDATE_ROLLBACK_COMPLETE')
  })

  it('is followed by a description of another state where there really is another one', async () => {
    aws.on('DescribeStackEvents', page([]), page([done, started])).on('DescribeStacks', stack('DELETE_IN_PROGRESS'))
    const cloudFormation = createCloudFormation(aws.access)

    await collect(cloudFormation.execute(changeSet, aws.signals))

    assert.equal((await cloudFormation.describe(STACK_ID))?.status, 'DELETE_IN_PROGRESS')
    assert.ok(aws.inputsOf('DescribeStacks').length <= 12)
  })

  for (const [name, reply] of [
    ['throttles', throttled],
    ['failures', {status: 500, body: '<ErrorResponse/>'}],
    ['dropped connections', 'reset'],
  ] as [string, Reply][]) {
    it(`ends well through ${name} at every call, the last one included (aws-cdk-cli#1777)`, async () => {
      const trouble = Array<Reply>(12).fill(reply)
      aws.on('DescribeStackEvents', ...trouble, page([]), ...trouble, page([done, started]))
      aws.on('ExecuteChangeSet', ...trouble, result('ExecuteChangeSet'))
      aws.on('DescribeStacks', ...trouble, stack('UPDATE_COMPLETE'))
      const cloudFormation = createCloudFormation(aws.access)

      await collect(cloudFormation.execute(changeSet, aws.signals))

      assert.equal((await cloudFormation.describe(STACK_ID))?.status, 'UPDATE_COMPLETE')
    })
  }

  it('goes on where the machine slept for a night', async () => {
    aws.on('DescribeStackEvents', page([]), page([started]), 'reset', 'reset', page([done, started]))
    aws.onWait = () => aws.sleep(8 * 3_600_000)

    assert.equal(statuses(await execute(aws)).at(-1), 'vast-dev-network UPDATE_COMPLETE')

    assert.equal(aws.inputsOf('DescribeStackEvents').length, 5)
  })

  it('tells an event once that is repeated on one page and on the next reading', async () => {
    const vpc = resource('2', 'Vpc', 'UPDATE_COMPLETE')
    aws.on('DescribeStackEvents', page([]), page([vpc, vpc, started]), page([vpc, started, vpc]), page([done, vpc]))

    assert.deepEqual(statuses(await execute(aws)), [
      'vast-dev-network UPDATE_IN_PROGRESS',
      'Vpc UPDATE_COMPLETE',
      'vast-dev-network UPDATE_COMPLETE',
    ])
  })

  it('ends with its own end, also when that is listed below earlier events', async () => {
    const vpc = resource('2', 'Vpc', 'UPDATE_COMPLETE')
    const cleanup = own('3', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
    aws.on('DescribeStackEvents', page([]), page([cleanup, vpc, done, started]))

    assert.equal(statuses(await execute(aws)).at(-1), 'vast-dev-network UPDATE_COMPLETE')
  })

  it('keeps two operations apart that have the same timestamp', async () => {
    const token = () => String(aws.inputsOf('ExecuteChangeSet')[0]?.['ClientRequestToken'])
    const theirs = {ClientRequestToken: 'another-run'}
    aws.on(
      'DescribeStackEvents',
      page([]),
      () =>
        page([
          own('2', 'UPDATE_IN_PROGRESS', {ClientRequestToken: token()}),
          own('1', 'UPDATE_ROLLBACK_COMPLETE', theirs),
        ]),
      () => page([own('3', 'UPDATE_COMPLETE', {ClientRequestToken: token()})]),
    )

    assert.deepEqual(statuses(await execute(aws)), [
      'vast-dev-network UPDATE_IN_PROGRESS',
      'vast-dev-network UPDATE_COMPLETE',
    ])
  })

  it('ends when somebody else cancelled the update, whose token the rollback has', async () => {
    const token = () => String(aws.inputsOf('ExecuteChangeSet')[0]?.['ClientRequestToken'])
    const theirs = {ClientRequestToken: 'a-cancellation', Timestamp: new Date(9000)}
    aws.on('DescribeStacks', stack('UPDATE_ROLLBACK_COMPLETE'))
    aws.on(
      'DescribeStackEvents',
      page([]),
      () => page([own('1', 'UPDATE_IN_PROGRESS', {ClientRequestToken: token()})]),
      page([own('3', 'UPDATE_ROLLBACK_COMPLETE', theirs), own('2', 'UPDATE_ROLLBACK_IN_PROGRESS', theirs)]),
    )

    await execute(aws)

    assert.equal(aws.inputsOf('DescribeStackEvents').length, 3)
  })
})

describe('a watch without a token', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('tells all that is not known, whoever did it, and ends when the stack is at rest', async () => {
    const before = own('0', 'CREATE_COMPLETE', {ClientRequestToken: 'a'})
    const begun = own('1', 'UPDATE_IN_PROGRESS', {ClientRequestToken: 'b'})
    aws.on(
      'DescribeStackEvents',
      page([begun, before]),
      page([own('2', 'UPDATE_COMPLETE', {ClientRequestToken: 'c'}), begun]),
    )
    aws.on('DescribeStacks', stack('UPDATE_COMPLETE'))

    const events = await collect(attach(aws, ['0']))

    assert.deepEqual(statuses(events), ['vast-dev-network UPDATE_IN_PROGRESS', 'vast-dev-network UPDATE_COMPLETE'])
  })

  it('tells the whole history where nothing is known, and is not ended by an end in it', async () => {
    const history = [own('2', 'UPDATE_IN_PROGRESS'), own('1', 'CREATE_COMPLETE'), own('0', 'CREATE_IN_PROGRESS')]
    aws.on('DescribeStackEvents', page(history.slice(0, 2), 'next'), page(history.slice(2)), page([done, ...history]))
    aws.on('DescribeStacks', stack('UPDATE_COMPLETE'))

    const events = await collect(attach(aws, []))

    assert.deepEqual(
      events.map(({status}) => status),
      ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'],
    )
  })

  it('goes on when the last end known is an earlier operation’s', async () => {
    aws.on('DescribeStackEvents', page([own('0', 'CREATE_COMPLETE')]), page([done, started]))
    aws.on('DescribeStacks', stack('UPDATE_IN_PROGRESS'), stack('UPDATE_COMPLETE'))

    assert.equal(statuses(await collect(attach(aws, []))).at(-1), 'vast-dev-network UPDATE_COMPLETE')
  })
})

function execute(aws: ScriptedAws): Promise<StackResourceEvent[]> {
  return collect(createCloudFormation(aws.access).execute(changeSet, aws.signals))
}

function attach(aws: ScriptedAws, known: string[]): AsyncIterable<StackResourceEvent> {
  const cfn = createService('CloudFormation', aws.access, async (config) => {
    const {CloudFormation} = await import('@aws-sdk/client-cloudformation')
    return new CloudFormation(config)
  })
  return watchStack(createStackPoller(cfn), {stackId: STACK_ID, known: new Set(known)}, aws.controller.signal)
}
