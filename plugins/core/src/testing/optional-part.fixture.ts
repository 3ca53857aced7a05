import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {z} from 'zod'

import {type AppDefinition, image, output, type StackDefinition} from '../app.js'
import type {Settings} from '../settings.js'
import {type Sample, sample} from './sample-app.fixture.js'

interface Config {
  cidr: string
  extras: string[]
}

type Facts = {peerCidr: string}

export interface SampleWithOptionalPart {
  readonly app: AppDefinition<Config, Facts>
  /** The settings that name these optional parts. */
  readonly naming: (...extras: string[]) => Settings<Config>
  readonly ctx: Sample['ctx']
  readonly controller: Sample['controller']
}

export const BUCKET = `Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Policy: {Type: AWS::S3::BucketPolicy, DeletionPolicy: Retain}
Outputs:
  Bucket: {Value: !Ref Bucket}
`
const NETWORK = `Parameters:
  Cidr: {Type: String}
  Bucket: {Type: String, Default: none}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr, Tags: !Ref Bucket}}
Outputs:
  VpcId: {Value: !Ref Vpc}
`
const WORKER = `Parameters:
  Image: {Type: String}
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Image: !Ref Image}}
`

/** The sample app with two parts that are off unless named: `bucket`, of which the network then takes the name, and `worker` with an image of its own. */
export async function sampleWithOptionalParts(): Promise<SampleWithOptionalPart> {
  const {app, settings, folder, ctx, controller} = await sample()
  await writeFile(join(folder, 'bucket.yaml'), BUCKET)
  await writeFile(join(folder, 'network.yaml'), NETWORK)
  await writeFile(join(folder, 'worker.yaml'), WORKER)
  const network: StackDefinition<Config, Facts> = {
    part: 'network',
    template: join(folder, 'network.yaml'),
    parameters: ({config: {cidr, extras}}) => ({
      Cidr: cidr,
      Bucket: extras.includes('bucket') ? output('bucket', 'Bucket') : 'none',
    }),
  }
  return {
    app: {
      ...(app as unknown as AppDefinition<Config, Facts>),
      bucket: {part: 'bucket'},
      settings: z.strictObject({
        cidr: z.string(),
        extras: z
          .array(z.enum(['bucket', 'worker']))
          .default([])
          .meta({env: 'SAMPLE_EXTRAS'}),
      }),
      images: [...app.images, {...app.images[0]!, name: 'worker', target: 'worker'}],
      stacks: [
        ...app.stacks.filter(({part}) => part !== 'network').map((stack) => stack as StackDefinition<unknown, unknown>),
        {part: 'bucket', template: join(folder, 'bucket.yaml'), optional: 'extras', data: {Bucket: 'all files'}},
        network,
        {
          part: 'worker',
          template: join(folder, 'worker.yaml'),
          optional: 'extras',
          parameters: () => ({Image: image('worker')}),
        },
      ],
    },
    naming: (...extras) => ({...settings, config: {...settings.config, extras}}),
    ctx,
    controller,
  }
}
