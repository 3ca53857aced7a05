import assert from 'node:assert/strict'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {GetLayerVersionByArnCommand} from '@aws-sdk/client-lambda'

import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'
import {withLambda} from './lambda.test.fixture.js'
import {createLayers} from './layers.js'

const ARN = 'arn:aws:lambda:eu-west-1:434848589818:layer:AWS-AppConfig-Extension-Arm64:61'

describe('layer versions of others', () => {
  it('are answered for as they were registered', async () => {
    await inTemporaryFolder(async (folder) => {
      const layers = createLayers(() => 'http://127.0.0.1:4566')
      await writeFile(join(folder, 'layer.zip'), 'zip')
      await layers.register(ARN, join(folder, 'layer.zip'))

      await withLambda(
        () => 'hang',
        async ({lambda}) => {
          const {Content, Version, LayerArn} = await lambda.send(new GetLayerVersionByArnCommand({Arn: ARN}))

          assert.deepEqual([Content?.CodeSize, Version, LayerArn], [3, 61, ARN.slice(0, -3)])
          assert.match(Content?.Location ?? '', /^http:\/\/127\.0\.0\.1:4566\/_local\/layers\/[0-9a-f]{64}\.zip$/)
          const digest = Buffer.from(Content?.CodeSha256 ?? '', 'base64').toString('hex')
          assert.equal(layers.zip(digest)?.toString(), 'zip')
        },
        {layers},
      )
    })
  })

  it('are refused as AWS refuses them where nobody has', async () => {
    const layers = createLayers(() => '')
    await withLambda(
      () => 'hang',
      async ({lambda}) => {
        const own = ARN.replace('434848589818', '123456789012')
        await assert.rejects(
          lambda.send(new GetLayerVersionByArnCommand({Arn: ARN})),
          /is not authorized to perform: lambda:GetLayerVersion/,
        )
        await assert.rejects(lambda.send(new GetLayerVersionByArnCommand({Arn: own})), {
          name: 'ResourceNotFoundException',
        })
      },
      {layers},
    )
  })
})
