import {type EventsDefinition, type EventSource, output} from '@aws-stack/core'

import {accessOf} from './parts/gateways.js'
import {type SourceDescription} from './pipeline/description.js'
import type {Pipeline} from './pipeline/pipeline.js'
import {descriptionOf, pipelineOf} from './pipeline/pipeline-of.js'
import {targetName} from './pipeline/to-pipeline.js'
import type {SubstationSettings} from './settings.js'

/** Streams are sources too: events can be put into them past their sources. */
export const events: EventsDefinition<SubstationSettings> = {
  sources: ({config}) => {
    const pipeline = pipelineOf(config)
    const sources = Object.entries(descriptionOf(config).sources).map(([name, source]): [string, EventSource] => [
      name,
      eventSource(name, source, pipeline, config),
    ])
    const streams = Object.keys(pipeline.streams).map((name): [string, EventSource] => [
      name,
      {kind: 'stream', address: output(`stream-${name}`, 'StreamName')},
    ])
    return Object.fromEntries([...sources, ...streams])
  },
  streams: ({config}) =>
    Object.fromEntries(
      Object.keys(pipelineOf(config).streams).map((name) => [name, output(`stream-${name}`, 'StreamName')]),
    ),
  functions: ({config}) =>
    Object.fromEntries(
      Object.keys(pipelineOf(config).functions).map((name) => [name, output(`function-${name}`, 'FunctionName')]),
    ),
  replay: ({config}) => {
    const {sources, sinks} = descriptionOf(config)
    // Raw events are those that no function has worked on but a source's.
    for (const [name, sink] of Object.entries(sinks)) {
      if (sink.kind !== 's3' || !Object.values(sources).some(({to}) => to.includes(sink.from))) continue
      return {bucket: output(`bucket-${targetName(name, sink, 'bucket')}`, 'Bucket'), source: sink.from}
    }
    return undefined
  },
}

function eventSource(
  name: string,
  source: SourceDescription,
  {gateways}: Pipeline,
  config: SubstationSettings,
): EventSource {
  switch (source.kind) {
    case 's3':
    case 's3-sns':
    case 's3-sqs':
      return {kind: 'bucket', address: output(`bucket-${targetName(name, source, 'bucket')}`, 'Bucket')}
    case 'sqs':
      return {kind: 'queue', address: output(`queue-${targetName(name, source, 'queue')}`, 'QueueUrl')}
    case 'sns':
      return {kind: 'topic', address: output(`topic-${targetName(name, source, 'topic')}`, 'TopicArn')}
    case 'lambda':
      return {kind: 'function', address: output(`function-${name}`, 'FunctionName')}
    case 'gateway':
    case 'gateway-stream': {
      const part = `gateway-${name}`
      const gateway = gateways[name]
      const access = gateway ? accessOf(gateway, config) : 'iam'
      return {
        kind: 'gateway',
        address: output(part, 'Url'),
        access:
          access === 'key' ? {by: 'key', key: output(part, 'ApiKeyId')} : {by: access === 'public' ? 'nobody' : 'iam'},
      }
    }
  }
}
