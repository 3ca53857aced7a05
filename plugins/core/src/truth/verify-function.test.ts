import assert from 'node:assert/strict'

import type {FunctionConfiguration} from '../ports/functions.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {sample} from '../testing/sample-app.fixture.js'
import {verifyFunction, type VerifyFunctionInput} from './verify-function.js'

const DIGEST = `sha256:${'2'.repeat(64)}`
const REPOSITORY = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/sample-dev/client'
const ready: FunctionConfiguration = {
  name: 'client',
  arn: 'arn:aws:lambda:eu-west-1:123456789012:function:client',
  state: 'Active',
  lastUpdate: 'Successful',
  packageType: 'Image',
  timeoutMs: 3000,
  image: `${REPOSITORY}@${DIGEST}`,
  resolvedImage: `${REPOSITORY}@${DIGEST}`,
  logGroup: '/aws/lambda/client',
}
const input: VerifyFunctionInput = {
  app: 'sample',
  node: {kind: 'stack', name: 'client'},
  logicalId: 'Function',
  name: 'client',
  images: [{name: 'client', uri: `${REPOSITORY}@${DIGEST}`, digest: DIGEST, built: true, pushed: true, bases: []}],
}

async function verified(...answers: (FunctionConfiguration | undefined)[]) {
  const {ctx} = await sample()
  ctx.functions.configuration = async () => (answers.length > 1 ? answers.shift() : answers[0])
  return {ctx, result: verifyFunction(input, ctx.signal, ctx)}
}

describe('a function after a deploy', () => {
  it('runs the image that was pushed', async () => {
    const {result} = await verified(ready)

    assert.deepEqual(await result, {
      part: 'client',
      name: 'client',
      state: 'Active',
      lastUpdate: 'Successful',
      digest: DIGEST,
    })
  })

  it('may be inactive: nobody has called it for weeks', async () => {
    const {result} = await verified({...ready, state: 'Inactive'})

    assert.equal((await result).state, 'Inactive')
  })

  it('is waited for while it is pending, or takes over an update', async () => {
    const {ctx, result} = await verified(
      {...ready, state: 'Pending'},
      {...ready, lastUpdate: 'InProgress'},
      {...ready, lastUpdate: 'InProgress'},
      ready,
    )

    assert.equal((await result).lastUpdate, 'Successful')
    assert.equal(ctx.host.of('stack.settling').length, 1)
  })

  it("has not taken over the update: Lambda's reason, and what it means", async () => {
    const {result} = await verified({
      ...ready,
      lastUpdate: 'Failed',
      lastUpdateReason: 'The function does not have permission to access the specified image.',
      lastUpdateReasonCode: 'ImageAccessDenied',
    })

    const error = await errorOf(result)

    assert.equal(error.code, 'FUNCTION_FAILED')
    assert.match(error.message, /does not have permission .* \(Lambda may not read the image/)
    assert.equal(error.details['reasonCode'], 'ImageAccessDenied')
  })

  it('cannot run at all', async () => {
    const {result} = await verified({...ready, state: 'Failed', stateReason: 'no addresses'})

    const error = await errorOf(result)

    assert.equal(error.code, 'FUNCTION_FAILED')
    assert.match(error.message, /no addresses/)
  })

  it('runs another image', async () => {
    const {result} = await verified({...ready, resolvedImage: `${REPOSITORY}@sha256:${'1'.repeat(64)}`})

    assert.equal((await errorOf(result)).code, 'WRONG_IMAGE')
  })

  it('is gone', async () => {
    const {result} = await verified(undefined)

    assert.match((await errorOf(result)).message, /was deleted/)
  })
})
