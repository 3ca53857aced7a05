import type {ChangeSet} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import {type Answer, type Reply, result, xml} from './scripted-aws.fixture.js'

export const STACK_ID = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/vast-dev-network/1'

export const changeSet: ChangeSet = {
  id: 'arn:changeSet/1',
  stackId: STACK_ID,
  stack: 'vast-dev-network',
  empty: false,
  changes: [],
}

export interface Scripted {
  EventId: string
  StackId: string
  LogicalResourceId: string
  PhysicalResourceId: string
  ResourceType: string
  ResourceStatus: string
  ResourceStatusReason?: string
  ClientRequestToken?: string
  Timestamp: Date
}

/** An event of the stack itself. */
export function own(id: string, status: string, more: Partial<Scripted> = {}): Scripted {
  return {...resource(id, 'vast-dev-network', status, STACK_ID), ResourceType: 'AWS::CloudFormation::Stack', ...more}
}

export function resource(
  EventId: string,
  LogicalResourceId: string,
  ResourceStatus: string,
  PhysicalResourceId = 'vpc-1',
): Scripted {
  const Timestamp = new Date(5000)
  return {
    EventId,
    StackId: STACK_ID,
    LogicalResourceId,
    PhysicalResourceId,
    ResourceType: 'AWS::EC2::VPC',
    ResourceStatus,
    Timestamp,
  }
}

export function page(StackEvents: Scripted[], NextToken?: string): Answer {
  return result('DescribeStackEvents', xml({StackEvents, NextToken}))
}

export function stack(StackStatus: string): Reply {
  return result('DescribeStacks', xml({Stacks: [{StackId: STACK_ID, StackName: 'vast-dev-network', StackStatus}]}))
}

export async function collect(events: AsyncIterable<StackResourceEvent>): Promise<StackResourceEvent[]> {
  const collected: StackResourceEvent[] = []
  for await (const event of events) collected.push(event)
  return collected
}

export function statuses(events: StackResourceEvent[]): string[] {
  return events.map(({logicalId, status}) => `${logicalId} ${status}`)
}
