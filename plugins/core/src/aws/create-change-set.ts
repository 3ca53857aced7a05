import type {
  CloudFormation as Client,
  CreateChangeSetInput as Request,
  DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation'

import type {ChangeSet, CreateChangeSetInput} from '../context.js'
import {answered} from './answered.js'
import {busyRefusal} from './busy-refusal.js'
import {changeSetFailed} from './change-set-failed.js'
import type {Service} from './create-service.js'
import {leaveNoChangeSet} from './discard-change-set.js'
import {mayHaveArrived} from './may-have-arrived.js'
import {createPollInterval} from './poll-interval.js'
import {toChangeSetChange} from './to-change-set-change.js'

/** CloudFormation fails a change set without changes. It says so in these words, depending on what was compared. */
const WITHOUT_CHANGES = /didn't contain changes|no updates are to be performed/i

/** Creates a change set and waits until it can be executed. One that fails, is empty, or that nobody waits for any more is deleted. */
export async function createChangeSet(
  cfn: Service<Client>,
  input: CreateChangeSetInput,
  signal: AbortSignal,
): Promise<ChangeSet> {
  const request = toRequest(input, cfn.access.tokens.next())
  const changeSet = await sendRequest(cfn, input.stack, request, signal)
  try {
    const description = await untilSettled(cfn, changeSet, signal)
    if (description.Status === 'CREATE_COMPLETE') {
      return {...changeSet, changes: await allChanges(cfn, changeSet, description, signal)}
    }
    if (!WITHOUT_CHANGES.test(description.StatusReason ?? ''))
      throw await changeSetFailed(cfn, changeSet, description, signal)
    await leaveNoChangeSet(cfn, changeSet, signal)
    return {...changeSet, empty: true}
  } catch (error) {
    await leaveNoChangeSet(cfn, changeSet, signal)
    throw error
  }
}

function toRequest({stack, type, template, parameters, tags}: CreateChangeSetInput, token: string): Request {
  return {
    StackName: stack,
    ChangeSetName: token,
    ClientToken: token,
    ChangeSetType: type,
    TemplateBody: template,
    Capabilities: [
      'CAPABILITY_IAM',
      'CAPABILITY_NAMED_IAM',
      ...(hasMacro(template) ? ['CAPABILITY_AUTO_EXPAND' as const] : []),
    ],
    Parameters: Object.entries(parameters).map(([ParameterKey, value]) =>
      value === undefined ? {ParameterKey, UsePreviousValue: true} : {ParameterKey, ParameterValue: value},
    ),
    Tags: tags.map(({key, value}) => ({Key: key, Value: value})),
  }
}

function hasMacro(template: string): boolean {
  return /(^|[\s{,'"])(Fn::)?Transform['"]?\s*:|!Transform\b/m.test(template)
}

async function sendRequest(
  cfn: Service<Client>,
  stack: string,
  request: Request,
  signal: AbortSignal,
): Promise<ChangeSet> {
  const draft = {id: request.ChangeSetName ?? '', stackId: stack, stack, empty: false, changes: []}
  try {
    const {Id, StackId} = await cfn.call(
      'CreateChangeSet',
      (client, options) => client.createChangeSet(request, options),
      {signal},
    )
    return {...draft, id: answered(Id, 'CloudFormation', 'CreateChangeSet'), stackId: StackId ?? stack}
  } catch (error) {
    if (mayHaveArrived(error)) await leaveNoChangeSet(cfn, draft, signal)
    throw await busyRefusal(cfn, stack, error, signal)
  }
}

async function untilSettled(
  cfn: Service<Client>,
  changeSet: ChangeSet,
  signal: AbortSignal,
): Promise<DescribeChangeSetOutput> {
  const interval = createPollInterval()
  for (;;) {
    const description = await describe(cfn, changeSet, undefined, signal)
    const status = answered(description.Status, 'CloudFormation', 'DescribeChangeSet')
    if (status !== 'CREATE_PENDING' && status !== 'CREATE_IN_PROGRESS') return description
    await cfn.access.pause(interval.next(), signal)
  }
}

async function allChanges(
  cfn: Service<Client>,
  changeSet: ChangeSet,
  {Changes = [], NextToken}: DescribeChangeSetOutput,
  signal: AbortSignal,
): Promise<ChangeSet['changes']> {
  const changes = [...Changes]
  while (NextToken) {
    const page = await describe(cfn, changeSet, NextToken, signal)
    changes.push(...(page.Changes ?? []))
    NextToken = page.NextToken
  }
  return changes.flatMap(toChangeSetChange)
}

function describe(cfn: Service<Client>, {id, stackId}: ChangeSet, NextToken: string | undefined, signal: AbortSignal) {
  const request = {ChangeSetName: id, StackName: stackId, IncludePropertyValues: true, NextToken}
  return cfn.call('DescribeChangeSet', (client, options) => client.describeChangeSet(request, options), {
    signal,
    patience: 'watch',
  })
}
