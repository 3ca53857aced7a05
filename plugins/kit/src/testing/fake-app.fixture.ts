import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {type AppDefinition, defineApp} from '@aws-stack/core'
import {z} from 'zod'

export interface FakeConfig {
  readonly topic: string
  readonly queueMode: string
}

const TEMPLATE = `Parameters:
  Topic: {Type: String}
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Topic}}
`

/** An app of one stack and no image: enough for every command, and no Docker engine is asked. */
export async function fakeApp(): Promise<AppDefinition<FakeConfig>> {
  const template = join(await mkdtemp(join(tmpdir(), 'fake-app-')), 'queue.yaml')
  await writeFile(template, TEMPLATE)
  return defineApp<FakeConfig, unknown>({
    name: 'fake',
    title: 'Fake',
    settings: z.strictObject({
      topic: z.string().max(40, 'is too long').describe('topic of the queue').meta({env: 'FAKE_TOPIC'}),
      queueMode: z.string().default('fast').describe('How the queue works.').meta({env: 'FAKE_QUEUE_MODE'}),
    }),
    regionVariable: 'FAKE_REGION',
    images: [],
    stacks: [{part: 'queue', template, parameters: ({config}) => ({Topic: config.topic})}],
    sample: ({vpcId}) => ({topic: `sample-${vpcId}`}),
  })
}
