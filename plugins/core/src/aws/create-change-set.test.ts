import assert from 'node:assert/strict'

import type {CreateChangeSetInput} from '../context.js'
import type {StackError} from '../errors.js'
import {createCloudFormation} from './cloudformation.js'
import {queryError, type Reply, result, ScriptedAws, stackMissing, throttled, xml} from './scripted-aws.fixture.js'

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/vast-dev-network/1'
const ID = 'arn:aws:cloudformation:eu-west-1:123456789012:changeSet/aws-stack-1/1'

const input: CreateChangeSetInput = {
  stack: 'vast-dev-network',
  type: 'UPDATE',
  template: 'Resources: {}',
  parameters: {Cidr: '10.42.0.0/24', Image: undefined},
  tags: [{key: 'aws-stack:app', value: 'vast'}],
}

const created = result('CreateChangeSet', xml({Id: ID, StackId: STACK_ID}))
const deleted = result('DeleteChangeSet')

describe('a change set', () => {
  let aws: ScriptedAws
  beforeEach(async () => {
    aws = await ScriptedAws.start()
    aws.on('CreateChangeSet', created).on('DeleteChangeSet', deleted).on('DescribeStacks', stack('UPDATE_COMPLETE'))
  })
  afterEach(() => aws.close())

  it('is waited for with growing intervals', async () => {
    aws.on(
      'DescribeChangeSet',
      described('CREATE_PENDING'),
      ...Array<Reply>(9).fill(described('CREATE_IN_PROGRESS')),
      described('CREATE_COMPLETE'),
    )

    const changeSet = await create(aws)

    assert.deepEqual(changeSet, {id: ID, stackId: STACK_ID, stack: 'vast-dev-network', empty: false, changes: []})
    const [first = 0, second = 0] = aws.waits
    assert.ok(first >= 80 && first <= 100 && second >= 120 && second <= 150)
    const last = aws.waits.at(-1) ?? 0
    assert.ok(last >= 1_440 && last <= 1_800)
  })

  it('is asked for with a name and a token of its own', async () => {
    aws.on('DescribeChangeSet', described('CREATE_COMPLETE'))

    await create(aws)
    await create(aws)

    const [one, other] = aws.inputsOf('CreateChangeSet')
    assert.match(String(one?.['ChangeSetName']), /^aws-stack-\d+-[0-9a-f]{12}-1$/)
    assert.equal(one?.['ClientToken'], one?.['ChangeSetName'])
    assert.notEqual(one?.['ChangeSetName'], other?.['ChangeSetName'])
  })

  it('keeps its token when the call is made again', async () => {
    aws.on('CreateChangeSet', 'reset', created).on('DescribeChangeSet', described('CREATE_COMPLETE'))

    await create(aws)

    const [one, other] = aws.inputsOf('CreateChangeSet')
    assert.deepEqual(one, other)
  })

  it('sends values, kept values and tags, and allows named roles', async () => {
    aws.on('DescribeChangeSet', described('CREATE_COMPLETE'))

    await create(aws)

    const [sent = {}] = aws.inputsOf('CreateChangeSet')
    assert.equal(sent['ChangeSetType'], 'UPDATE')
    assert.equal(sent['Parameters.member.1.ParameterValue'], '10.42.0.0/24')
    assert.equal(sent['Parameters.member.2.UsePreviousValue'], 'true')
    assert.equal(sent['Tags.member.1.Key'], 'aws-stack:app')
    assert.equal(sent['Capabilities.member.2'], 'CAPABILITY_NAMED_IAM')
    assert.equal(sent['Capabilities.member.3'], undefined)
  })

  for (const template of [
    'Transform: AWS::Serverless-2016-10-31',
    '{"Transform": "Macro"}',
    'A:\n  Fn::Transform: {Name: M}',
    'A: !Transform {Name: M}',
  ]) {
    it(`allows macros only to a template that has one: ${JSON.stringify(template)}`, async () => {
      aws.on('DescribeChangeSet', described('CREATE_COMPLETE'))

      await createCloudFormation(aws.access).createChangeSet({...input, template}, aws.controller.signal)

      assert.equal(aws.inputsOf('CreateChangeSet')[0]?.['Capabilities.member.3'], 'CAPABILITY_AUTO_EXPAND')
    })
  }

  it('tells the changes of all pages with values before and after', async () => {
    const vpc = {
      Type: 'Resource',
      ResourceChange: {
        Action: 'Modify',
        LogicalResourceId: 'Vpc',
        PhysicalResourceId: 'vpc-1',
        ResourceType: 'AWS::EC2::VPC',
        Replacement: 'True',
        Details: [
          {
            Target: {
              Attribute: 'Properties',
              Name: 'CidrBlock',
              Path: '/Properties/CidrBlock',
              BeforeValue: '10.0.0.0/24',
              AfterValue: '10.1.0.0/24',
              RequiresRecreation: 'Always',
            },
          },
          {Target: {Attribute: 'Tags', RequiresRecreation: 'Never'}},
          {ChangeSource: 'Automatic'},
        ],
      },
    }
    const queue = {
      Type: 'Resource',
      ResourceChange: {Action: 'Add', LogicalResourceId: 'Queue', ResourceType: 'AWS::SQS::Queue'},
    }
    aws.on(
      'DescribeChangeSet',
      described('CREATE_COMPLETE', {Changes: [vpc], NextToken: 'more'}),
      described('CREATE_COMPLETE', {Changes: [queue]}),
    )

    const {changes} = await create(aws)

    assert.deepEqual(changes, [
      {
        logicalId: 'Vpc',
        physicalId: 'vpc-1',
        type: 'AWS::EC2::VPC',
        action: 'Modify',
        replacement: 'True',
        details: [
          {
            attribute: 'Properties',
            name: 'CidrBlock',
            path: '/Properties/CidrBlock',
            before: '10.0.0.0/24',
            after: '10.1.0.0/24',
            recreation: 'Always',
          },
          {attribute: 'Tags', recreation: 'Never'},
        ],
      },
      {logicalId: 'Queue', type: 'AWS::SQS::Queue', action: 'Add', details: []},
    ])
    const [first, second] = aws.inputsOf('DescribeChangeSet')
    assert.equal(first?.['IncludePropertyValues'], 'true')
    assert.equal(second?.['NextToken'], 'more')
  })

  for (const reason of [
    "The submitted information didn't contain changes. Submit different information to create a change set.",
    'No updates are to be performed.',
  ]) {
    it(`is empty and deleted: ${reason}`, async () => {
      aws.on('DescribeChangeSet', described('FAILED', {StatusReason: reason}))

      const changeSet = await create(aws)

      assert.equal(changeSet.empty, true)
      assert.deepEqual(changeSet.changes, [])
      assert.equal(aws.inputsOf('DeleteChangeSet')[0]?.['ChangeSetName'], ID)
    })
  }

  it('that fails is deleted, with the reason', async () => {
    aws.on('DescribeChangeSet', described('FAILED', {StatusReason: 'Parameters: [Cidr] must have values.'}))

    await assert.rejects(create(aws), {
      code: 'CHANGE_SET_FAILED',
      message: 'CloudFormation cannot change vast-dev-network: Parameters: [Cidr] must have values',
      details: {stack: 'vast-dev-network', reason: 'Parameters: [Cidr] must have values'},
    })

    assert.equal(aws.inputsOf('DeleteChangeSet').length, 1)
  })

  it('that fails a check before deployment says what the check found', async () => {
    const StatusReason =
      'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.'
    const found = {
      LogicalResourceId: 'Logs',
      ValidationStatusReason: "Resource of type 'AWS::Logs::LogGroup' with identifier 'vast' already exists.",
      ValidationPath: '/Resources/Logs',
    }
    aws.on('DescribeChangeSet', described('FAILED', {StatusReason}))
    aws.on(
      'DescribeEvents',
      result('DescribeEvents', xml({OperationEvents: [found, {...found, ValidationFailureMode: 'WARN'}]})),
    )

    await assert.rejects(create(aws), {
      code: 'CHANGE_SET_FAILED',
      message:
        /: Logs: Resource of type 'AWS::Logs::LogGroup' with identifier 'vast' already exists \(at \/Resources\/Logs\)$/,
    })

    assert.equal(aws.inputsOf('DescribeEvents')[0]?.['ChangeSetName'], ID)
  })

  it('that fails checks has the first of them for its cause, the others beside it', async () => {
    const found = (LogicalResourceId: string) => ({
      LogicalResourceId,
      ResourceType: 'AWS::Logs::LogGroup',
      ValidationName: 'NAME_CONFLICT_VALIDATION',
      ValidationStatus: 'FAILED',
      ValidationStatusReason: 'it exists already.',
    })
    aws.on('DescribeChangeSet', described('FAILED', {StatusReason: 'use the DescribeEvents API'}))
    aws.on('DescribeEvents', result('DescribeEvents', xml({OperationEvents: [found('Logs'), found('More')]})))
    const failure = (logicalId: string) => ({
      stack: 'vast-dev-network',
      logicalId,
      type: 'AWS::Logs::LogGroup',
      status: 'FAILED',
      reason: 'it exists already',
    })

    const error = await create(aws).catch((thrown: unknown) => thrown)

    assert.deepEqual((error as {details: Record<string, unknown>}).details['cause'], {
      ...failure('Logs'),
      evidence: [],
      folded: 0,
      also: [failure('More')],
      notLookedAt: [],
      suggestions: [],
    })
  })

  it('that fails a check keeps the first reason where nobody may read more', async () => {
    aws.on('DescribeChangeSet', described('FAILED', {StatusReason: 'A hook failed, use the DescribeEvents API'}))
    aws.on('DescribeEvents', queryError(403, 'AccessDenied', 'no'))

    await assert.rejects(create(aws), {code: 'CHANGE_SET_FAILED', message: /A hook failed/})

    assert.deepEqual(
      aws.host.of('warning').map(({code}) => code),
      ['ACCESS_DENIED'],
    )
  })

  it('that fails takes the stack with it that it made', async () => {
    aws
      .on('DescribeChangeSet', described('FAILED', {StatusReason: 'no'}))
      .on('DescribeStacks', stack('REVIEW_IN_PROGRESS'))
    aws.on('ListChangeSets', result('ListChangeSets', xml({Summaries: []}))).on('DeleteStack', result('DeleteStack'))

    await assert.rejects(create(aws), {code: 'CHANGE_SET_FAILED'})

    assert.deepEqual(aws.operations.slice(-4), ['DeleteChangeSet', 'DescribeStacks', 'ListChangeSets', 'DeleteStack'])
    assert.equal(aws.inputsOf('DeleteStack')[0]?.['StackName'], STACK_ID)
  })

  it('leaves a stack in review that another change set needs', async () => {
    aws.on('DescribeStacks', stack('REVIEW_IN_PROGRESS'))
    aws.on('ListChangeSets', result('ListChangeSets', xml({Summaries: [{ChangeSetId: 'another'}]})))

    await createCloudFormation(aws.access).deleteChangeSet({
      id: ID,
      stackId: STACK_ID,
      stack: 'vast-dev-network',
    })

    assert.deepEqual(aws.operations, ['DeleteChangeSet', 'DescribeStacks', 'ListChangeSets'])
  })

  it('survives throttles while it is waited for, however many', async () => {
    aws.on(
      'DescribeChangeSet',
      described('CREATE_IN_PROGRESS'),
      ...Array<Reply>(12).fill(throttled),
      described('CREATE_COMPLETE'),
    )

    const {empty} = await create(aws)

    assert.equal(empty, false)
    assert.equal(aws.host.of('retried').length, 12)
  })

  it('that nobody waits for any more is deleted before the abort is told', async () => {
    aws.on('DescribeChangeSet', described('CREATE_IN_PROGRESS'))
    aws.onWait = () => aws.controller.abort('SIGINT')

    await assert.rejects(create(aws), {code: 'CANCELLED', details: {signal: 'SIGINT'}})

    assert.deepEqual(aws.operations.slice(-2), ['DeleteChangeSet', 'DescribeStacks'])
  })

  for (const status of ['CREATE_PENDING', 'CREATE_IN_PROGRESS']) {
    it(`is deleted after an abort as soon as AWS allows it: ${status}`, async () => {
      aws
        .on('DescribeChangeSet', described(status))
        .on('DeleteChangeSet', unsettled(status), unsettled(status), deleted)
      aws.onWait = () => aws.controller.abort('SIGINT')

      await assert.rejects(create(aws), {code: 'CANCELLED', details: {signal: 'SIGINT'}})

      assert.deepEqual(aws.operations.slice(2), [...Array<string>(3).fill('DeleteChangeSet'), 'DescribeStacks'])
      assert.deepEqual(aws.host.of('warning'), [])
    })
  }

  it('that AWS never stops creating is left with a warning when the time is over', async () => {
    aws.on('DescribeChangeSet', described('CREATE_IN_PROGRESS'))
    aws.on('DeleteChangeSet', unsettled('CREATE_IN_PROGRESS'))
    aws.onWait = () => aws.controller.abort('SIGINT')

    await assert.rejects(create(aws), {code: 'CANCELLED'})

    const [, ...polls] = aws.waits
    assert.ok(polls.reduce((sum, wait) => sum + wait, 0) <= 5000)
    const [warning] = aws.host.of('warning')
    assert.equal(warning?.code, 'CHANGE_SET_LEFT')
    assert.match(warning.message, /Cannot delete ChangeSet in status CREATE_IN_PROGRESS/)
  })

  it('is deleted by its name when the abort comes before AWS answers', async () => {
    aws.on('CreateChangeSet', 'hang')
    const answer = create(aws)
    while (aws.calls.length === 0) await new Promise(setImmediate)

    aws.controller.abort('SIGTERM')

    await assert.rejects(answer, {code: 'CANCELLED', details: {signal: 'SIGTERM'}})
    const [sent] = aws.inputsOf('CreateChangeSet')
    const [removed] = aws.inputsOf('DeleteChangeSet')
    assert.equal(removed?.['ChangeSetName'], sent?.['ChangeSetName'])
    assert.equal(removed?.['StackName'], 'vast-dev-network')
  })

  it('is deleted when the abort comes while its failure is looked into', async () => {
    aws.on('DescribeChangeSet', described('FAILED', {StatusReason: 'A hook failed, use the DescribeEvents API'}))
    aws.on('DescribeEvents', 'hang')
    const answer = create(aws)
    while (!aws.operations.includes('DescribeEvents')) await new Promise(setImmediate)

    aws.controller.abort('SIGINT')

    await assert.rejects(answer, {code: 'CANCELLED'})
    assert.equal(aws.inputsOf('DeleteChangeSet').length, 1)
  })

  it('can be deleted twice', async () => {
    aws.on('DeleteChangeSet', stackMissing)

    await createCloudFormation(aws.access).deleteChangeSet({
      id: ID,
      stackId: STACK_ID,
      stack: 'vast-dev-network',
    })

    assert.deepEqual(aws.operations, ['DeleteChangeSet'])
  })

  it('that never came to be is not missed', async () => {
    aws.on('CreateChangeSet', 'reset').on('DeleteChangeSet', stackMissing)

    await assert.rejects(create(aws), {code: 'AWS_UNREACHABLE'})

    assert.deepEqual(aws.host.of('warning'), [])
  })

  it('that stays behind is a warning beside the failure', async () => {
    aws
      .on('DescribeChangeSet', queryError(403, 'AccessDenied', 'no'))
      .on('DeleteChangeSet', queryError(403, 'AccessDenied', 'not that either'))

    await assert.rejects(create(aws), {code: 'ACCESS_DENIED', message: /denied DescribeChangeSet: no$/})

    assert.deepEqual(aws.host.of('warning'), [
      {
        type: 'warning',
        code: 'CHANGE_SET_LEFT',
        message: `the change set ${ID} of vast-dev-network could not be deleted: CloudFormation denied DeleteChangeSet: not that either`,
      },
    ])
  })

  it('that AWS refuses leaves nothing to delete', async () => {
    aws.on('CreateChangeSet', queryError(400, 'ValidationError', 'Template error: unresolved condition'))

    await assert.rejects(create(aws), {code: 'AWS_REFUSED', message: /unresolved condition/})

    assert.deepEqual(aws.operations, ['CreateChangeSet', 'DescribeStacks'])
  })

  it('that AWS refuses because another operation runs says so', async () => {
    const sentence = `Stack:${STACK_ID} is in UPDATE_IN_PROGRESS state and can not be updated.`
    aws.on('CreateChangeSet', queryError(400, 'ValidationError', sentence))
    aws.on('DescribeStacks', stack('UPDATE_IN_PROGRESS'))

    await assert.rejects(create(aws), (error: StackError) => {
      assert.equal(error.code, 'BUSY')
      assert.equal(error.message, 'vast-dev-network is UPDATE_IN_PROGRESS: another operation is running')
      assert.deepEqual(error.details, {stack: 'vast-dev-network', status: 'UPDATE_IN_PROGRESS'})
      assert.match((error.cause as StackError).message, /can not be updated/)
      return true
    })
    assert.deepEqual(aws.operations, ['CreateChangeSet', 'DescribeStacks'])
  })

  for (const [state, reply] of [
    ['in review', stack('REVIEW_IN_PROGRESS')],
    ['at rest', stack('UPDATE_COMPLETE')],
    ['gone', stackMissing],
    ['not ours to see', queryError(403, 'AccessDenied', 'no')],
  ] as const) {
    it(`that AWS refuses keeps AWS's reason where the stack is ${state}`, async () => {
      aws.on('CreateChangeSet', queryError(400, 'ValidationError', 'no')).on('DescribeStacks', reply)

      await assert.rejects(create(aws), {code: 'AWS_REFUSED', message: /refused CreateChangeSet: no/})
    })
  }

  it('that AWS refuses tells an abort while the stack is looked at', async () => {
    aws.on('CreateChangeSet', queryError(400, 'ValidationError', 'no')).on('DescribeStacks', 'hang')
    const answer = create(aws)
    while (!aws.operations.includes('DescribeStacks')) await new Promise(setImmediate)

    aws.controller.abort('SIGINT')

    await assert.rejects(answer, {code: 'CANCELLED'})
  })
})

function create(aws: ScriptedAws) {
  return createCloudFormation(aws.access).createChangeSet(input, aws.controller.signal)
}

function described(Status: string, fields: object = {}): Reply {
  return result('DescribeChangeSet', xml({ChangeSetId: ID, StackId: STACK_ID, Status, ...fields}))
}

function unsettled(status: string): Reply {
  return queryError(400, 'InvalidChangeSetStatus', `Cannot delete ChangeSet in status ${status}`)
}

function stack(StackStatus: string): Reply {
  return result('DescribeStacks', xml({Stacks: [{StackId: STACK_ID, StackName: 'vast-dev-network', StackStatus}]}))
}
