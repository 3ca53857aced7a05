import assert from 'node:assert/strict'

import {CreateFunctionCommand, type LambdaClient, waitUntilFunctionActiveV2} from '@aws-sdk/client-lambda'

import {createClients} from '../../cloudformation/create-clients.js'
import {withLambda} from '../../lambda/lambda.test.fixture.js'
import {askLambda} from './ask-lambda.js'

const EVENT = {
  applicationId: 'app1234',
  configurationProfileId: 'pro1234',
  configurationVersion: '1',
  content: Buffer.from('{"transforms":[]}').toString('base64'),
  uri: 'hosted',
}

async function aFunction(lambda: LambdaClient): Promise<string> {
  const {FunctionArn = ''} = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'validator',
      PackageType: 'Image',
      Code: {ImageUri: `validator@sha256:${'a'.repeat(64)}`},
      Role: 'arn:aws:iam::123456789012:role/validator',
    }),
  )
  await waitUntilFunctionActiveV2({client: lambda, maxWaitTime: 10, minDelay: 1}, {FunctionName: 'validator'})
  return FunctionArn
}

describe('askLambda', () => {
  it('runs the function of the local AWS with the event of AppConfig, and gives its error', async () => {
    const asked: unknown[] = []
    const program = (event: unknown) => {
      asked.push(event)
      return asked.length === 1
        ? {response: 'null'}
        : {error: {errorType: 'Invalid', errorMessage: 'unknown transform "hsh"'}}
    }
    await withLambda(program, async ({lambda, endpoint}) => {
      const arn = await aFunction(lambda)
      const keys = {accessKeyId: 'test', secretAccessKey: 'test'}
      const functions = askLambda((region) => createClients({...keys, endpoint, region}))

      const content = await functions.ask(arn, EVENT, 'eu-west-1')
      const refused = await functions.ask(arn, EVENT, 'eu-west-1')

      assert.deepEqual(asked, [EVENT, EVENT])
      assert.deepEqual([content, refused], [undefined, 'unknown transform "hsh"'])
      await assert.rejects(functions.ask(`${arn}-not-there`, EVENT, 'eu-west-1'), {name: 'ResourceNotFoundException'})
    })
  })
})
