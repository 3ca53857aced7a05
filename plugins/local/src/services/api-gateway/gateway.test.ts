import assert from 'node:assert/strict'
import {request} from 'node:http'

import {DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand} from '@aws-sdk/client-kinesis'

import type {Properties} from '../cloudformation/handler.js'
import {useLocalServices} from '../cloudformation/types/local-services.test.fixture.js'

const TRUST = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'apigateway.amazonaws.com'}, Action: 'sts:AssumeRole'}],
}

const TEMPLATE = `{
  "StreamName": "STREAM",
  "Data": "$util.base64Encode($input.body)",
  "PartitionKey": "$context.requestId"
}`

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=me/20261122/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=local'

interface Answer {
  readonly status: number
  readonly body: string
}

describe('a REST API', function () {
  this.timeout(60_000)
  const services = useLocalServices()

  /** The API of a stream: POST on its root, deployed to the stage `dev`. */
  async function anApi(method: Properties = {}, integration: Properties = {}) {
    const stream = await services().make('AWS::Kinesis::Stream', {ShardCount: 1})
    const role = await services().make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST})
    const api = await services().make('AWS::ApiGateway::RestApi', {Name: 'source'})
    const made = await services().make('AWS::ApiGateway::Method', {
      RestApiId: api.physicalId,
      ResourceId: api.attributes['RootResourceId'],
      HttpMethod: 'POST',
      AuthorizationType: 'NONE',
      ...method,
      Integration: {
        Type: 'AWS',
        IntegrationHttpMethod: 'POST',
        Uri: 'arn:aws:apigateway:eu-west-1:kinesis:action/PutRecord',
        Credentials: role.attributes['Arn'],
        PassthroughBehavior: 'NEVER',
        RequestParameters: {'integration.request.header.Content-Type': "'application/x-amz-json-1.1'"},
        RequestTemplates: {'application/json': TEMPLATE.replace('STREAM', stream.physicalId)},
        IntegrationResponses: [
          {StatusCode: '200', SelectionPattern: '200', ResponseTemplates: {'application/json': '{"ok": true}'}},
          {StatusCode: '400', SelectionPattern: '4\\d\\d'},
          {StatusCode: '502', SelectionPattern: '5\\d\\d'},
        ],
        ...integration,
      },
      MethodResponses: [{StatusCode: '200'}, {StatusCode: '400'}, {StatusCode: '502'}],
    })
    const deployment = await services().make('AWS::ApiGateway::Deployment', {RestApiId: api.physicalId})
    const stage = await services().make('AWS::ApiGateway::Stage', {
      RestApiId: api.physicalId,
      DeploymentId: deployment.physicalId,
      StageName: 'dev',
    })
    return {api: api.physicalId, stream, method: made, stage}
  }

  /** As a client does that knows the address of the output alone, and where the local AWS is. */
  function call(api: string, body: string, headers: Record<string, string> = {}, path = '/dev'): Promise<Answer> {
    const host = `${api}.execute-api.eu-west-1.amazonaws.com`
    return new Promise((resolve, reject) => {
      const sent = request(
        `${services().endpoint}${path}`,
        {method: 'POST', headers: {host, ...headers}},
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => resolve({status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString()}))
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }

  async function recordsOf(StreamName: string): Promise<string[]> {
    const kinesis = await services().scope().clients.kinesis()
    const {StreamDescription} = await kinesis.send(new DescribeStreamCommand({StreamName}))
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId
    const {ShardIterator} = await kinesis.send(
      new GetShardIteratorCommand({StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON'}),
    )
    const {Records = []} = await kinesis.send(new GetRecordsCommand({ShardIterator}))
    return Records.map(({Data}) => Buffer.from(Data ?? []).toString())
  }

  it('puts what is posted into a stream, under the name of AWS and under a path', async () => {
    const {api, stream} = await anApi()

    const named = await call(api, '{"a": "ü"}', {'content-type': 'application/json'})
    const path = `/restapis/${api}/dev/_user_request_/`
    const byPath = await fetch(`${services().endpoint}${path}`, {
      method: 'POST',
      body: 'b',
      headers: {'content-type': 'application/json'},
    })

    assert.deepEqual(named, {status: 200, body: '{"ok": true}'})
    assert.equal(byPath.status, 200)
    assert.deepEqual(await recordsOf(stream.physicalId), ['{"a": "ü"}', 'b'])
  })

  it('answers by the status of the service, and takes no other type', async () => {
    const {api, stream} = await anApi()
    const other = await call(api, 'a,b', {'content-type': 'text/csv'})
    await stream.delete()

    const failed = await call(api, '{}')

    assert.deepEqual(other, {status: 415, body: '{"message":"Unsupported Media Type"}'})
    assert.equal(failed.status, 400)
  })

  it('wants a signature for it, where it says so', async () => {
    const {api} = await anApi({AuthorizationType: 'AWS_IAM'})

    const unsigned = await call(api, '{}')
    const elsewhere = await call(api, '{}', {authorization: SIGNED.replace('execute-api', 's3')})
    const signed = await call(api, '{}', {authorization: SIGNED})

    assert.deepEqual(unsigned, {status: 403, body: '{"message":"Missing Authentication Token"}'})
    assert.equal(elsewhere.status, 403)
    assert.equal(signed.status, 200)
  })

  it('wants a key of a plan of its stage, where it says so', async () => {
    const {api} = await anApi({ApiKeyRequired: true})
    const key = await services().make('AWS::ApiGateway::ApiKey', {Enabled: true, Value: 'a-key-of-twenty-letters'})
    const plan = await services().make('AWS::ApiGateway::UsagePlan', {ApiStages: [{ApiId: api, Stage: 'dev'}]})
    const before = await call(api, '{}', {'x-api-key': 'a-key-of-twenty-letters'})
    await services().make('AWS::ApiGateway::UsagePlanKey', {
      KeyId: key.physicalId,
      KeyType: 'API_KEY',
      UsagePlanId: plan.physicalId,
    })

    const without = await call(api, '{}')
    const allowed = await call(api, '{}', {'x-api-key': 'a-key-of-twenty-letters'})

    assert.deepEqual([before.status, without.status, allowed.status], [403, 403, 200])
    assert.equal(without.body, '{"message":"Forbidden"}')
  })

  it('answers as it was deployed until it is deployed again', async () => {
    const {api, stream, method, stage} = await anApi()
    const properties = {RestApiId: api, StageName: 'dev'}
    await method.delete()
    const still = await call(api, '{}')
    await services().make('AWS::ApiGateway::Method', {
      RestApiId: api,
      ResourceId: method.physicalId.split('|')[1],
      HttpMethod: 'GET',
      Integration: {Type: 'MOCK'},
    })
    const again = await services().make('AWS::ApiGateway::Deployment', {RestApiId: api})

    await stage.update({...properties, DeploymentId: again.physicalId})
    const after = await call(api, '{}')

    assert.equal(still.status, 200)
    assert.deepEqual(await recordsOf(stream.physicalId), ['{}'])
    assert.deepEqual(after, {status: 403, body: '{"message":"Missing Authentication Token"}'})
  })

  it('is forbidden where there is none, or no such stage', async () => {
    const {api} = await anApi()

    assert.deepEqual(await call('nothere000', '{}'), {status: 403, body: '{"message":"Forbidden"}'})
    assert.deepEqual(await call(api, '{}', {}, '/prod'), {status: 403, body: '{"message":"Forbidden"}'})
  })
})
