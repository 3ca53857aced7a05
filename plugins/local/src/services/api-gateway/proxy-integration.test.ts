import assert from 'node:assert/strict'

import type {ServiceCall, ServiceCallResult} from '../lambda/invoke/service-call.js'
import type {ApiRequest} from './api-request.js'
import {callFunctionOf} from './proxy-integration.js'

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:it'

const REQUEST: ApiRequest = {
  resource: {id: 'r', path: '/items/{id}'},
  method: {
    methodIntegration: {
      uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`,
    },
  },
  pathParameters: {id: '7'},
  id: 'request-1',
  api: 'abc',
  region: 'eu-west-1',
  accountId: '123456789012',
  stage: 'dev',
  stageVariables: {},
  verb: 'POST',
  path: '/items/7',
  query: new URLSearchParams('a=1&a=2'),
  headers: {'content-type': 'application/json', 'x-one': '1'},
  body: Buffer.from('{"n": 1}'),
  time: new Date(0),
  accessKeyId: undefined,
  apiKey: undefined,
  binaryMediaTypes: [],
}

async function answered(result: ServiceCallResult) {
  const calls: ServiceCall[] = []
  const call = (one: ServiceCall) => Promise.resolve((calls.push(one), result))
  const {status, body} = await callFunctionOf(REQUEST, {call})
  return {status, body: String(body), calls}
}

describe('a Lambda proxy integration', () => {
  it('gives the whole request to the function, from the method as its source', async () => {
    const {calls, status, body} = await answered({failed: false, payload: '{"statusCode": 201, "body": "made"}'})

    const [{event, ...rest}] = calls as [ServiceCall]
    const {requestContext, ...told} = event as Record<string, unknown>
    assert.deepEqual([status, body], [201, 'made'])
    assert.deepEqual(rest, {
      arn: FUNCTION,
      principal: 'apigateway.amazonaws.com',
      sourceArn: 'arn:aws:execute-api:eu-west-1:123456789012:abc/dev/POST/items/{id}',
      sourceAccount: '123456789012',
      byRole: false,
      wait: true,
    })
    assert.equal((requestContext as {requestId: string}).requestId, 'request-1')
    assert.deepEqual(told, {
      resource: '/items/{id}',
      path: '/items/7',
      httpMethod: 'POST',
      headers: {'content-type': 'application/json', 'x-one': '1'},
      multiValueHeaders: {'content-type': ['application/json'], 'x-one': ['1']},
      queryStringParameters: {a: '2'},
      multiValueQueryStringParameters: {a: ['1', '2']},
      pathParameters: {id: '7'},
      stageVariables: null,
      body: '{"n": 1}',
      isBase64Encoded: false,
    })
  })

  it('tells a failure and an answer of another kind alike', async () => {
    const wrong = ['"text"', 'no JSON', '{"statusCode": "abc"}', '{"status": 200}', '{"body": {"a": 1}}']
    const statuses = [
      ...(await Promise.all(wrong.map((payload) => answered({failed: false, payload})))),
      await answered({failed: true, payload: '{}'}),
    ].map(({status}) => status)

    assert.deepEqual(statuses, [502, 502, 502, 502, 502, 502])
  })

  it('is an error of the API where its function does not let it call', async () => {
    assert.equal((await answered('denied')).status, 500)
    assert.equal((await answered('missing')).status, 500)
  })
})
