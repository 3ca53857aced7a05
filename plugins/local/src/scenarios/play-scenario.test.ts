import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {CloudFormation} from '@aws-sdk/client-cloudformation'

import {createSucceeds} from './library/create-succeeds.js'
import {type PlayedScenario, playScenario} from './play-scenario.js'

describe('playScenario', () => {
  let played: PlayedScenario
  afterEach(() => played.close())

  const client = () =>
    new CloudFormation({
      endpoint: played.url,
      region: played.region,
      credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
      maxAttempts: 1,
    })

  it('plays the creation of a stack from change set to outputs', async () => {
    played = await playScenario(createSucceeds, {speed: 1000})
    const cfn = client()
    const StackName = 'vast-dev-network'

    await assert.rejects(cfn.describeStacks({StackName}), /Stack with id vast-dev-network does not exist/)
    const {Id} = await cfn.createChangeSet({
      StackName,
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      TemplateBody: 'Resources: {}',
      Tags: [{Key: 'aws-stack:app', Value: 'vast'}],
    })
    await sleep(10)
    const described = await cfn.describeChangeSet({ChangeSetName: Id})
    await cfn.executeChangeSet({ChangeSetName: Id, ClientRequestToken: 'mine'})
    const begun = (await cfn.describeStacks({StackName})).Stacks?.[0]
    await sleep(150)
    const ended = (await cfn.describeStacks({StackName})).Stacks?.[0]
    const {StackEvents = []} = await cfn.describeStackEvents({StackName})
    const {TemplateBody} = await cfn.getTemplate({StackName})

    assert.equal(described.ExecutionStatus, 'AVAILABLE')
    assert.equal(begun?.StackStatus, 'CREATE_IN_PROGRESS')
    assert.equal(ended?.StackStatus, 'CREATE_COMPLETE')
    assert.deepEqual(ended?.Outputs?.[0], {OutputKey: 'VpcId', OutputValue: 'vpc-0a1b2c3d4e5f60718'})
    assert.equal(ended?.LastOperations?.[0]?.OperationType, 'CREATE_STACK')
    assert.equal(TemplateBody, 'Resources: {}')
    assert.deepEqual(
      new Set(StackEvents.slice(0, -1).map(({ClientRequestToken}) => ClientRequestToken)),
      new Set(['mine']),
    )
    assert.equal(StackEvents[0]!.Timestamp!.getTime() - StackEvents.at(-2)!.Timestamp!.getTime(), 117_000)
  })
})
