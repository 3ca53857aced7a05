import assert from 'node:assert/strict'

import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'

import type {Properties} from '../handler.js'
import {useLocalServices} from './local-services.test.fixture.js'

const TRUST = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'}],
}

function image(letter: string): string {
  return `127.0.0.1:5466/vast-dev@sha256:${letter.repeat(64)}`
}

describe('Lambda types', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const lambda = () => services().scope().clients.lambda()

  async function fromImage(ImageUri = image('a')): Promise<Properties> {
    const role = await services().make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST})
    return {PackageType: 'Image', Code: {ImageUri}, Role: role.attributes['Arn']}
  }

  async function read(FunctionName: string) {
    return (await lambda()).send(new GetFunctionCommand({FunctionName}))
  }

  it('makes a function from an image with all that the template says', async () => {
    const vpc = await services().make('AWS::EC2::VPC', {CidrBlock: '10.42.0.0/24'})
    const subnet = await services().make('AWS::EC2::Subnet', {VpcId: vpc.physicalId, CidrBlock: '10.42.0.0/25'})
    const made = await services().make('AWS::Lambda::Function', {
      ...(await fromImage()),
      FunctionName: 'vast-dev-client',
      Architectures: ['x86_64'],
      Environment: {Variables: {STAGE: 'dev', PORT: 42000}},
      EphemeralStorage: {Size: '1024'},
      ImageConfig: {Command: ['handler']},
      LoggingConfig: {LogGroup: '/aws/lambda/vast-dev-client', LogFormat: 'Text'},
      MemorySize: '2048',
      ReservedConcurrentExecutions: 2,
      Timeout: '300',
      VpcConfig: {SubnetIds: [subnet.physicalId], SecurityGroupIds: [vpc.attributes['DefaultSecurityGroup']]},
    })

    const {Configuration, Code, Tags} = await services().aws<{
      Configuration: FunctionConfiguration
      Code: {ImageUri: string; ResolvedImageUri: string}
      Tags: object
    }>('lambda', 'get-function', '--function-name', made.physicalId)
    const concurrency = await (await lambda()).send(new GetFunctionConcurrencyCommand({FunctionName: made.physicalId}))
    assert.equal(made.physicalId, 'vast-dev-client')
    assert.equal(made.attributes['Arn'], Configuration.FunctionArn)
    assert.equal(Configuration.PackageType, 'Image')
    assert.equal(Configuration.MemorySize, 2048)
    assert.equal(Configuration.Timeout, 300)
    assert.deepEqual(Configuration.Architectures, ['x86_64'])
    assert.deepEqual(Configuration.Environment, {Variables: {STAGE: 'dev', PORT: '42000'}})
    assert.deepEqual(Configuration.EphemeralStorage, {Size: 1024})
    assert.deepEqual(Configuration.ImageConfigResponse?.ImageConfig?.Command, ['handler'])
    assert.deepEqual(Configuration.LoggingConfig, {LogGroup: '/aws/lambda/vast-dev-client', LogFormat: 'Text'})
    assert.deepEqual(Configuration.VpcConfig?.SubnetIds, [subnet.physicalId])
    assert.deepEqual(Code, {RepositoryType: 'ECR', ImageUri: image('a'), ResolvedImageUri: image('a')})
    assert.deepEqual(Tags, {'aws-stack:app': 'vast', 'aws:cloudformation:stack-name': 'vast-dev-test'})
    assert.equal(concurrency.ReservedConcurrentExecutions, 2)
  })

  it('rolls a new image out in place', async () => {
    const properties = await fromImage()
    const made = await services().make('AWS::Lambda::Function', properties)

    await made.update({...properties, Code: {ImageUri: image('b')}})

    const {Code} = await read(made.physicalId)
    assert.equal(Code?.ImageUri, image('b'))
    assert.equal(Code.ResolvedImageUri, image('b'))
  })

  it('changes the configuration in place, also what is no longer said', async () => {
    const properties = await fromImage()
    const made = await services().make('AWS::Lambda::Function', {
      ...properties,
      Environment: {Variables: {STAGE: 'dev'}},
      EphemeralStorage: {Size: 1024},
      ImageConfig: {Command: ['old']},
      LoggingConfig: {LogGroup: '/aws/lambda/old'},
      MemorySize: 2048,
    })

    await made.update({...properties, Timeout: 60, ImageConfig: {Command: ['new']}, LoggingConfig: {LogGroup: '/new'}})

    const {Configuration} = await read(made.physicalId)
    assert.equal(Configuration?.Timeout, 60)
    assert.equal(Configuration.MemorySize, 128)
    assert.deepEqual(Configuration.Environment?.Variables ?? {}, {})
    assert.deepEqual(Configuration.EphemeralStorage, {Size: 512})
    assert.deepEqual(Configuration.ImageConfigResponse?.ImageConfig, {Command: ['new']})
    assert.equal(Configuration.LoggingConfig?.LogGroup, '/new')
  })

  it('lists a function with what it reads alone', async () => {
    const properties = {...(await fromImage()), LoggingConfig: {LogGroup: '/listed'}}
    const made = await services().make('AWS::Lambda::Function', properties)

    const {Functions} = await (await lambda()).send(new ListFunctionsCommand({}))

    const found = Functions?.find(({FunctionName}) => FunctionName === made.physicalId)
    assert.deepEqual(found?.LoggingConfig, {LogFormat: 'Text', LogGroup: '/listed'})
  })

  it('logs to the group of its name where the template says nothing', async () => {
    const made = await services().make('AWS::Lambda::Function', await fromImage())

    const {Configuration} = await read(made.physicalId)
    assert.equal(Configuration?.LoggingConfig?.LogGroup, `/aws/lambda/${made.physicalId}`)
  })

  it('keeps the host and the port of an image by tag', async () => {
    const made = await services().make('AWS::Lambda::Function', await fromImage('127.0.0.1:5466/vast-dev:client'))

    const {Code} = await read(made.physicalId)
    assert.match(Code!.ResolvedImageUri!, /^127\.0\.0\.1:5466\/vast-dev@sha256:[0-9a-f]{64}$/)
  })

  it('says that it does not take inline code', async () => {
    const role = await services().make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST})

    const made = services().make('AWS::Lambda::Function', {
      Code: {ZipFile: 'exports.handler = () => {}'},
      Role: role.attributes['Arn'],
    })

    await assert.rejects(made, /takes a function from an image or from S3, not from ZipFile/)
  })

  it('keeps retries and age of asynchronous calls, and changes them in place', async () => {
    const target = await services().make('AWS::Lambda::Function', await fromImage())
    const of = {FunctionName: target.physicalId, Qualifier: '$LATEST'}
    const made = await services().make('AWS::Lambda::EventInvokeConfig', {...of, MaximumRetryAttempts: 2})

    await made.update({...of, MaximumRetryAttempts: '0', MaximumEventAgeInSeconds: 60})

    const found = await (await lambda()).send(new GetFunctionEventInvokeConfigCommand(of))
    assert.equal(made.physicalId, `${target.physicalId}|$LATEST`)
    assert.equal(found.MaximumRetryAttempts, 0)
    assert.equal(found.MaximumEventAgeInSeconds, 60)
  })

  it('lets a service call the function, and no longer after the delete', async () => {
    const target = await services().make('AWS::Lambda::Function', await fromImage())
    const FunctionName = target.physicalId
    const permission = await services().make('AWS::Lambda::Permission', {
      FunctionName,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: 'arn:aws:events:eu-west-1:123456789012:rule/it',
    })
    const {Policy} = await (await lambda()).send(new GetPolicyCommand({FunctionName}))

    await permission.delete()

    const after = await (await lambda()).send(new GetPolicyCommand({FunctionName})).catch(() => ({Policy: ''}))
    assert.ok(Policy!.includes(permission.physicalId))
    assert.ok(!after.Policy!.includes(permission.physicalId))
  })
})
