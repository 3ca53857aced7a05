import {output} from '../app.js'
import {type Sample, sample} from './sample-app.fixture.js'
import {deploy} from '../verbs/deploy.js'

const OUTPUTS = {
  Raw: 'sample-dev-raw',
  Processed: 'sample-dev-processed',
  Inbox: 'sample-dev-inbox',
  Kept: 'sample-dev-kept',
  Url: 'https://abc123.execute-api.eu-west-1.amazonaws.com/dev',
  KeyId: 'key-1',
  Queue: 'https://sqs.eu-west-1.amazonaws.com/123456789012/sample',
  Topic: 'arn:aws:sns:eu-west-1:123456789012:sample',
  Function: 'sample-dev-processor',
}

/** The sample app with a source of each kind, two streams, a function and a bucket of raw events, deployed. */
export async function sampleWithEvents(): Promise<Sample> {
  const one = await sample()
  const outputs = Object.keys(OUTPUTS).map((name) => `  ${name}: {Value: !Ref Stream}\n`)
  await one.edit('pipeline.yaml', `Resources:\n  Stream: {Type: AWS::Kinesis::Stream}\nOutputs:\n${outputs.join('')}`)
  const at = (name: keyof typeof OUTPUTS) => output('pipeline', name)
  const app: Sample['app'] = {
    ...one.app,
    images: [],
    stacks: [{part: 'pipeline', template: `${one.folder}/pipeline.yaml`}],
    events: {
      sources: () => ({
        stream: {kind: 'stream', address: at('Raw')},
        inbox: {kind: 'bucket', address: at('Inbox'), prefix: 'in/'},
        signed: {kind: 'gateway', address: at('Url'), access: {by: 'iam'}},
        keyed: {kind: 'gateway', address: at('Url'), access: {by: 'key', key: at('KeyId')}},
        queue: {kind: 'queue', address: at('Queue')},
        topic: {kind: 'topic', address: at('Topic')},
        direct: {kind: 'function', address: at('Function')},
      }),
      streams: () => ({raw: at('Raw'), processed: at('Processed')}),
      functions: () => ({processor: at('Function')}),
      replay: () => ({bucket: at('Kept'), source: 'stream'}),
    },
  }
  const {ctx, settings} = one
  for (const [name, value] of Object.entries(OUTPUTS))
    ctx.cloudFormation.outputs.set(`sample-dev-pipeline.${name}`, value)
  ctx.streams.create(OUTPUTS.Raw, 2)
  ctx.streams.create(OUTPUTS.Processed)
  ctx.gateways.keys.set('key-1', 'the key itself')
  await deploy(app, settings, {yes: true, force: false}, ctx)
  ctx.host.events.length = 0
  return {...one, app}
}
