import assert from 'node:assert/strict'
import {execFile, spawnSync} from 'node:child_process'
import {promisify} from 'node:util'

import {type LocalCloudFormation, startCloudFormation} from './testing/start-cloudformation.test.js'

const run = promisify(execFile)

const TEMPLATE = `
Parameters:
  Days: {Type: Number, Default: 7}
Resources:
  Log:
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: !Ref Days}
Outputs:
  Name: {Value: !Ref Log}
`

describe('the aws CLI', function () {
  this.timeout(60_000)
  let local: LocalCloudFormation

  before(function () {
    if (spawnSync('aws', ['--version']).status === 0) return
    assert.notEqual(process.env['CI'], 'true', 'the aws CLI is not on PATH')
    console.warn('SKIPPED: the aws CLI is not on PATH, so CloudFormation is not tested with it')
    this.skip()
  })

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local?.close())

  const aws = async (...words: string[]): Promise<Record<string, unknown>> => {
    const environment = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_MAX_ATTEMPTS: '1',
    }
    const flags = ['--endpoint-url', local.endpoint, '--output', 'json']
    const {stdout} = await run('aws', ['cloudformation', ...words, ...flags], {env: environment})
    return (stdout.trim() ? JSON.parse(stdout) : {}) as Record<string, unknown>
  }

  it('takes a stack from its creation over a change set to its deletion', async () => {
    const {StackId} = await aws('create-stack', '--stack-name', 'logs', '--template-body', TEMPLATE)
    await aws('wait', 'stack-create-complete', '--stack-name', 'logs')
    const changeSet = ['--stack-name', 'logs', '--change-set-name', 'more']
    await aws(
      'create-change-set',
      ...changeSet,
      '--use-previous-template',
      '--parameters',
      'ParameterKey=Days,ParameterValue=14',
    )
    await aws('wait', 'change-set-create-complete', ...changeSet)
    const described = await aws('describe-change-set', ...changeSet)
    await aws('execute-change-set', ...changeSet)
    await aws('wait', 'stack-update-complete', '--stack-name', 'logs')
    const {StackEvents} = await aws('describe-stack-events', '--stack-name', 'logs')
    const {TemplateBody} = await aws('get-template', '--stack-name', 'logs')
    await aws('delete-stack', '--stack-name', 'logs')
    await aws('wait', 'stack-delete-complete', '--stack-name', StackId as string)

    assert.equal((described['Changes'] as unknown[]).length, 1)
    assert.equal(described['ExecutionStatus'], 'AVAILABLE')
    assert.ok((StackEvents as unknown[]).length > 8)
    assert.equal(TemplateBody, TEMPLATE)
    assert.equal(local.services.size, 0)
  })

  it('hears the words of CloudFormation', async () => {
    const call = aws('describe-stacks', '--stack-name', 'nothing')

    await assert.rejects(
      call,
      /\(ValidationError\) when calling the DescribeStacks operation: Stack with id nothing does not exist/,
    )
  })
})
