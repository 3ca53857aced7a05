import assert from 'node:assert/strict'

import {createCloudFormation} from './cloudformation.js'
import {queryError, result, ScriptedAws, stackMissing, xml} from './scripted-aws.fixture.js'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour))

describe('what CloudFormation remembers', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('is all events of a stack, and only as many pages as somebody reads', async () => {
    const event = (id: string, status: string) => ({
      LogicalResourceId: id,
      ResourceType: 'AWS::EC2::VPC',
      ResourceStatus: status,
      Timestamp: at(1),
    })
    aws.on(
      'DescribeStackEvents',
      result('DescribeStackEvents', xml({StackEvents: [event('Vpc', 'CREATE_FAILED')], NextToken: 'more'})),
      result('DescribeStackEvents', xml({StackEvents: [event('Vpc', 'CREATE_IN_PROGRESS')]})),
    )
    const history = () => createCloudFormation(aws.access).history('vast-dev-network')

    for await (const {status} of history()) {
      assert.equal(status, 'CREATE_FAILED')
      break
    }

    assert.equal(aws.calls.length, 1)
  })

  it('is nothing of a stack that never was', async () => {
    aws.on('DescribeStackEvents', stackMissing)

    const {done} = await createCloudFormation(aws.access).history('vast-dev-network')[Symbol.asyncIterator]().next()

    assert.equal(done, true)
  })

  it('tells deleted stacks, the newest first', async () => {
    const summary = (id: string, hour: number) => ({
      StackId: id,
      StackName: 'vast-dev-network',
      CreationTime: at(0),
      DeletionTime: at(hour),
      StackStatus: 'DELETE_COMPLETE',
    })
    aws.on('ListStacks', result('ListStacks', xml({StackSummaries: [summary('one', 1), summary('two', 2)]})))

    const stacks = await createCloudFormation(aws.access).deletedStacks()

    assert.deepEqual(
      stacks.map(({id}) => id),
      ['two', 'one'],
    )
    assert.equal(aws.inputsOf('ListStacks')[0]?.['StackStatusFilter.member.1'], 'DELETE_COMPLETE')
  })
})

describe('the events of an operation', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  const hook = {
    EventType: 'HOOK_INVOCATION_ERROR',
    OperationId: 'op-1',
    LogicalResourceId: 'Bucket',
    HookType: 'Private::Guard::Hook',
    HookStatus: 'HOOK_COMPLETE_FAILED',
    HookStatusReason: 'no encryption',
    HookFailureMode: 'FAIL',
    Timestamp: at(2),
  }

  it('tell hooks and checks that no stack event tells', async () => {
    const check = {
      EventType: 'VALIDATION_ERROR',
      OperationId: 'op-1',
      LogicalResourceId: 'Bucket',
      ValidationName: 'PROPERTY_VALIDATION',
      ValidationStatus: 'FAILED',
      ValidationStatusReason: 'Unsupported property [Name]',
      ValidationFailureMode: 'FAIL',
      ValidationPath: '/Resources/Bucket/Properties/Name',
      Timestamp: at(2),
    }
    aws.on('DescribeEvents', result('DescribeEvents', xml({OperationEvents: [hook, check]})))

    const events = await createCloudFormation(aws.access).operationEvents({stack: 'vast-dev-network', failedOnly: true})

    assert.deepEqual(events[0]?.hook, {
      type: 'Private::Guard::Hook',
      status: 'HOOK_COMPLETE_FAILED',
      reason: 'no encryption',
      failureMode: 'FAIL',
    })
    assert.equal(events[1]?.validation?.path, '/Resources/Bucket/Properties/Name')
    assert.equal(aws.inputsOf('DescribeEvents')[0]?.['Filters.FailedEvents'], 'true')
  })

  it('end where they get too old', async () => {
    const old = {...hook, Timestamp: at(1)}
    aws.on('DescribeEvents', result('DescribeEvents', xml({OperationEvents: [hook, old], NextToken: 'more'})))

    const since = at(2).getTime()
    const events = await createCloudFormation(aws.access).operationEvents({stack: 'vast-dev-network', since})

    assert.equal(events.length, 1)
    assert.equal(aws.calls.length, 1)
  })

  it('are a warning, not a failure, where they are denied or not known', async () => {
    aws.on(
      'DescribeEvents',
      queryError(403, 'AccessDenied', 'no'),
      queryError(400, 'InvalidAction', 'could not find DescribeEvents'),
    )
    const cloudFormation = createCloudFormation(aws.access)

    assert.deepEqual(await cloudFormation.operationEvents({stack: 'vast-dev-network'}), [])
    assert.deepEqual(await cloudFormation.operationEvents({stack: 'vast-dev-network'}), [])

    assert.deepEqual(
      aws.host.of('warning').map(({code}) => code),
      ['ACCESS_DENIED', 'AWS_REFUSED'],
    )
  })
})
