import assert from 'node:assert/strict'

import {DescribeEventsCommand, DescribeStacksCommand} from '@aws-sdk/client-cloudformation'

import {type LocalCloudFormation, startCloudFormation} from '../testing/start-cloudformation.test.js'

const TEMPLATE = {Resources: {Log: {Type: 'AWS::Logs::LogGroup'}}}

describe('DescribeEvents', () => {
  let local: LocalCloudFormation
  beforeEach(async () => void (local = await startCloudFormation()))
  afterEach(() => local.close())

  it('tells the events of one operation, and which operations there were', async () => {
    await local.create('logs', TEMPLATE)
    await local.update('logs', {Resources: {...TEMPLATE.Resources, More: {Type: 'AWS::Logs::LogGroup'}}})

    const {Stacks} = await local.client.send(new DescribeStacksCommand({StackName: 'logs'}))
    const [update, create] = Stacks?.[0]?.LastOperations ?? []
    const {OperationEvents = []} = await local.client.send(
      new DescribeEventsCommand({OperationId: update?.OperationId}),
    )

    assert.deepEqual([update?.OperationType, create?.OperationType], ['UPDATE_STACK', 'CREATE_STACK'])
    assert.deepEqual(new Set(OperationEvents.map(({OperationId}) => OperationId)), new Set([update?.OperationId]))
    assert.equal(OperationEvents[0]?.OperationStatus, 'SUCCEEDED')
    assert.equal(OperationEvents.at(-1)?.ResourceStatus, 'UPDATE_IN_PROGRESS')
  })

  it('tells only what failed where the caller wants only that, and the rollback as an operation of its own', async () => {
    local.faults.push({logicalId: 'Log', reason: 'no more log groups'})
    await local.create('logs', TEMPLATE)

    const Filters = {FailedEvents: true}
    const failed = await local.client.send(new DescribeEventsCommand({StackName: 'logs', Filters}))
    const {Stacks} = await local.client.send(new DescribeStacksCommand({StackName: 'logs'}))

    assert.deepEqual(
      failed.OperationEvents?.map(({EventType, LogicalResourceId, OperationType}) => [
        EventType,
        LogicalResourceId,
        OperationType,
      ]),
      [['PROVISIONING_ERROR', 'Log', 'CREATE_STACK']],
    )
    assert.equal(Stacks?.[0]?.LastOperations?.[0]?.OperationType, 'ROLLBACK')
  })
})
