import assert from 'node:assert/strict'
import {execFile, spawnSync} from 'node:child_process'
import {promisify} from 'node:util'

import {CloudFormation} from '@aws-sdk/client-cloudformation'

import {circuitBreaker} from './library/rollouts-fail.js'
import {createManualClock} from './manual-clock.test.fixture.js'
import {type PlayedScenario, playScenario} from './play-scenario.js'

const run = promisify(execFile)
const NAME = 'vast-dev-server'

describe('a scenario as the aws CLI sees it', function () {
  this.timeout(60_000)
  let played: PlayedScenario

  before(function () {
    if (spawnSync('aws', ['--version']).status === 0) return
    assert.notEqual(process.env['CI'], 'true', 'the aws CLI is not on PATH')
    console.warn('SKIPPED: the aws CLI is not on PATH, so scenarios are not read with it')
    this.skip()
  })

  afterEach(() => played?.close())

  const aws = async (...words: string[]): Promise<string[][]> => {
    const credentials = {AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: played.region}
    const env = {...process.env, ...credentials, AWS_MAX_ATTEMPTS: '1'}
    const {stdout} = await run('aws', [...words, '--endpoint-url', played.url, '--output', 'json'], {env})
    return JSON.parse(stdout) as string[][]
  }

  it('shows the same states, reasons and tokens', async () => {
    const clock = createManualClock()
    played = await playScenario(circuitBreaker, {clock})
    const {url: endpoint, region} = played
    const cfn = new CloudFormation({endpoint, region, credentials: {accessKeyId: 'test', secretAccessKey: 'test'}})
    await cfn.createChangeSet({StackName: NAME, ChangeSetName: 'one', TemplateBody: 'Resources: {}'})
    clock.turnTo(10_000)
    await cfn.executeChangeSet({StackName: NAME, ChangeSetName: 'one', ClientRequestToken: 'ours'})
    clock.turnTo(250_000)

    const named = ['--stack-name', NAME]
    const query = (words: string) => ['--query', words]
    const stack = await aws('cloudformation', 'describe-stacks', ...named, ...query('Stacks[].[StackStatus]'))
    const failed = await aws(
      'cloudformation',
      'describe-stack-events',
      ...named,
      ...query(
        "StackEvents[?ends_with(ResourceStatus, 'FAILED')].[LogicalResourceId,ClientRequestToken,ResourceStatusReason]",
      ),
    )
    const operations = await aws(
      'cloudformation',
      'describe-events',
      ...named,
      '--filters',
      'FailedEvents=true',
      ...query('OperationEvents[].[EventType,OperationType]'),
    ).catch(unlessOld)
    const rollout = await aws(
      'ecs',
      'describe-services',
      '--cluster',
      'vast-dev',
      '--services',
      NAME,
      ...query('services[].deployments[].[rolloutState,taskDefinition]'),
    )

    assert.deepEqual(stack, [['UPDATE_ROLLBACK_COMPLETE']])
    assert.deepEqual(
      failed.map(([id, token]) => [id, token]),
      [['Service', 'ours']],
    )
    assert.match(failed[0]?.[2] ?? '', /ECS Deployment Circuit Breaker was triggered/)
    assert.deepEqual(operations, [['PROVISIONING_ERROR', 'UPDATE_STACK']])
    assert.deepEqual(rollout, [['COMPLETED', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/vast-dev-server:7']])
  })
})

/** `describe-events` came to the aws CLI in November 2025. */
function unlessOld(error: Error): string[][] {
  if (!/[Ii]nvalid choice/.test(error.message)) throw error
  return [['PROVISIONING_ERROR', 'UPDATE_STACK']]
}
