import assert from 'node:assert/strict'

import {createFunctions} from './functions.js'
import {json, jsonError, ScriptedAws} from './scripted-aws.fixture.js'

const GET = 'GET /2015-03-31/functions/client'

describe('Lambda', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('tells what a function runs, and why it does not', async () => {
    const configuration = {
      FunctionName: 'client',
      FunctionArn: 'arn:client',
      State: 'Failed',
      StateReason: 'The image is gone.',
      StateReasonCode: 'ImageDeleted',
      LastUpdateStatus: 'Failed',
      LastUpdateStatusReason: 'no access',
      LastUpdateStatusReasonCode: 'ImageAccessDenied',
      PackageType: 'Image',
      LoggingConfig: {LogGroup: '/own/group'},
      LastModified: '2026-11-21T10:00:00.000+0000',
    }
    const code = {ImageUri: 'repository:tag', ResolvedImageUri: 'repository@sha256:1'}
    aws.on(GET, json({Configuration: configuration, Code: code}))

    const told = await createFunctions(aws.access).configuration('client')

    assert.deepEqual(told, {
      name: 'client',
      arn: 'arn:client',
      state: 'Failed',
      stateReason: 'The image is gone.',
      stateReasonCode: 'ImageDeleted',
      lastUpdate: 'Failed',
      lastUpdateReason: 'no access',
      lastUpdateReasonCode: 'ImageAccessDenied',
      packageType: 'Image',
      image: 'repository:tag',
      resolvedImage: 'repository@sha256:1',
      timeoutMs: 3000,
      logGroup: '/own/group',
      modifiedAt: Date.UTC(2026, 10, 21, 10),
    })
  })

  it('tells what a version of a layer is, and nothing of one that is not there', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:434848589818:layer:AWS-AppConfig-Extension:303'
    const functions = createFunctions(aws.access)
    const content = {CodeSha256: 'c2hh', CodeSize: 12, Location: 'https://layers.example/zip?X-Amz-Signature=s'}
    aws.on('GET /2018-10-31/layers', json({Content: content}))
    const told = await functions.layer(arn)
    aws.on('GET /2018-10-31/layers', {
      ...json({Message: 'The resource you requested does not exist.'}),
      status: 404,
      headers: {'x-amzn-errortype': 'ResourceNotFoundException'},
    })

    const missing = await functions.layer(arn)

    assert.deepEqual(told, {codeSha256: 'c2hh', size: 12, url: content.Location})
    assert.equal(missing, undefined)
  })

  it("tells AWS's own log group where a function was given none", async () => {
    aws.on(GET, json({Configuration: {FunctionName: 'client'}}))

    const told = await createFunctions(aws.access).configuration('client')

    assert.equal(told?.logGroup, '/aws/lambda/client')
  })

  it('has nothing to say of a function that is not there', async () => {
    aws.on(GET, {
      ...json({Message: 'Function not found'}),
      status: 404,
      headers: {'x-amzn-errortype': 'ResourceNotFoundException'},
    })

    assert.equal(await createFunctions(aws.access).configuration('client'), undefined)
  })

  describe('invoked', () => {
    const INVOKE = 'POST /2015-03-31/functions/client/invocations'
    const input = {name: 'client', payload: '{"cmd":"bHM="}', patienceMs: 60_000}

    it('answers with what the function answered', async () => {
      const headers = {'x-amzn-requestid': 'request-1'}
      aws.on(INVOKE, {...json({ok: true}), headers}, {...json({}), headers: {'x-amz-function-error': 'Unhandled'}})
      const functions = createFunctions(aws.access)

      assert.deepEqual(await functions.invoke(input), {requestId: 'request-1', payload: '{"ok":true}', failed: false})
      assert.equal((await functions.invoke(input)).failed, true)
    })

    it('is asked once, whatever becomes of it', async () => {
      aws.on(
        INVOKE,
        'reset',
        {...json({}), status: 502},
        jsonError(429, 'TooManyRequestsException', 'Rate Exceeded.'),
        'hang',
      )
      const functions = createFunctions(aws.access)

      await assert.rejects(functions.invoke(input), {code: 'INVOCATION_LOST', message: /nobody can say whether it ran/})
      await assert.rejects(functions.invoke(input), {code: /AWS_FAILED|ENDPOINT_NOT_AWS/})
      await assert.rejects(functions.invoke(input), {code: 'AWS_THROTTLED'})
      await assert.rejects(functions.invoke({...input, patienceMs: 100}), {code: 'INVOCATION_LOST'})

      assert.equal(aws.calls.length, 4)
      assert.deepEqual(aws.waits, [])
    })

    it('was not where nobody took the request', async () => {
      const {access} = aws
      aws.close()

      await assert.rejects(createFunctions(access).invoke(input), {code: 'AWS_UNREACHABLE'})
    })

    it('ends with the signal', async () => {
      aws.on(INVOKE, 'hang')

      await assert.rejects(createFunctions(aws.access).invoke(input, AbortSignal.timeout(50)), {code: 'CANCELLED'})
    })
  })
})
