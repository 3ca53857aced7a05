import assert from 'node:assert/strict'

import {createGateways} from './gateways.js'
import {json, ScriptedAws} from './scripted-aws.fixture.js'

const url = 'https://abc123.execute-api.eu-west-1.amazonaws.com/dev'
const body = Buffer.from('{"a":1}')
const POST = 'POST /dev'
const refused = (status: number, message: string, type?: string) => ({
  ...json({message}),
  status,
  ...(type && {headers: {'x-amzn-errortype': type}}),
})

describe('API Gateway', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('is asked at the endpoint for the gateway by its host, signed for execute-api', async () => {
    aws.on(POST, json({}))

    await createGateways(aws.access).post({url, body, contentType: 'application/json', access: {by: 'iam'}})

    const {headers, authorization, input} = aws.calls[0] ?? {}
    assert.equal(headers?.host, 'abc123.execute-api.eu-west-1.amazonaws.com')
    assert.equal(headers?.['content-type'], 'application/json')
    assert.match(
      authorization ?? '',
      /^AWS4-HMAC-SHA256 Credential=AKIALOCAL\/\d{8}\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=[^,]*host/,
    )
    assert.deepEqual(Object.keys(input ?? {}), ['{"a":1}'])
  })

  it('is shown a key, or nothing', async () => {
    aws.on(POST, json({}))
    const gateways = createGateways(aws.access)

    await gateways.post({url, body, contentType: 'application/json', access: {by: 'key', key: 'secret-key'}})
    await gateways.post({url, body, contentType: 'application/json', access: {by: 'nobody'}})

    assert.deepEqual(
      aws.calls.map(({headers, authorization}) => [headers['x-api-key'], authorization]),
      [
        ['secret-key', ''],
        [undefined, ''],
      ],
    )
  })

  it('is asked again where it throttles or fails, and says what it refuses', async () => {
    const post = () =>
      createGateways(aws.access).post({url, body, contentType: 'application/json', access: {by: 'nobody'}})
    aws.on(POST, refused(429, 'Too Many Requests'), refused(502, 'Internal server error'), json({}))
    await post()
    const {length: asked} = aws.calls
    aws.on(POST, refused(400, 'Invalid request body', 'BadRequestException'))
    await assert.rejects(post(), {code: 'AWS_REFUSED', message: /Invalid request body \(BadRequestException\)/})
    aws.on(POST, refused(403, 'Forbidden', 'ForbiddenException'))

    await assert.rejects(post(), {code: 'ACCESS_DENIED'})
    assert.equal(asked, 3)
  })

  it('tells a key, which is a secret from then on', async () => {
    aws.on('GET /apikeys/key-1', json({id: 'key-1', value: 'the-very-secret-key'}))

    const key = await createGateways(aws.access).apiKey('key-1')

    assert.equal(key, 'the-very-secret-key')
    assert.equal(aws.secrets.mask('the-very-secret-key').includes('secret-key'), false)
  })

  it('knows that there is no such key', async () => {
    aws.on('GET /apikeys/key-1', refused(404, 'Invalid API Key identifier specified', 'NotFoundException'))

    await assert.rejects(createGateways(aws.access).apiKey('key-1'), {code: 'NOT_FOUND'})
  })
})
