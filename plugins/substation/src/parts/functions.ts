import {image, list, output, type OutputReference} from '@aws-stack/core'

import {eraOf, handlerOf, type Invoker} from '../era.js'
import type {FunctionBox} from '../pipeline/pipeline.js'
import {keysOf} from './bootstrap.js'
import {familyOf} from './family.js'

/** Whose callers wait for no answer: Lambda tries again, and keeps what fails in the queue of the function. */
const ASYNCHRONOUS: readonly Invoker[] = ['s3', 's3-sns', 'sns', 'lambda']

export const functions = familyOf({
  family: 'function',
  boxes: (pipeline) => pipeline.functions,
  parameters: (scope, member, box) => {
    const {config} = scope
    const {handlerVariable, configBy} = eraOf(config.version)
    return {
      Node: member,
      ImageUri: image('substation'),
      Architecture: config.architecture,
      KeyArns: list(keysOf(scope)),
      ApplicationId: output('bootstrap', 'ApplicationId'),
      ApplicationName: output('bootstrap', 'ApplicationName'),
      EnvironmentName: config.environment[0] ?? '',
      ValidatorArn: config.validator ?? '',
      HandlerVariable: handlerVariable,
      Handler: handlerOf(config.version, box.invoker) ?? '',
      ConfigBy: configBy,
      MemoryMb: String(box.memory),
      TimeoutSeconds: String(box.timeout),
      StreamArn: box.stream === undefined ? '' : output(`stream-${box.stream}`, 'StreamArn'),
      BatchSize: String(box.batch),
      WindowSeconds: String(box.window),
      Asynchronous: String(ASYNCHRONOUS.includes(box.invoker)),
      WriteTo: list(targetsOf(box)),
      WriteBucket: box.bucket === undefined ? '' : output(`bucket-${box.bucket}`, 'Bucket'),
      WritePrefix: box.prefix,
      ReadFrom: list(box.reads.map((table) => output(`table-${table}`, 'TableArn'))),
      Secret: String(box.secret),
    }
  },
  data: {
    Failed: 'the names of records and events that could not be worked on within two weeks',
    Settings: "the function's own secret, which was put in by hand",
    Log: "the function's log of the last 30 days",
  },
})

function targetsOf({to, calls, table, queue, topic}: FunctionBox): OutputReference[] {
  return [
    ...to.map((stream) => output(`stream-${stream}`, 'StreamArn')),
    ...calls.map((node) => output(`function-${node}`, 'FunctionArn')),
    ...(table === undefined ? [] : [output(`table-${table}`, 'TableArn')]),
    ...(queue === undefined ? [] : [output(`queue-${queue}`, 'QueueArn')]),
    ...(topic === undefined ? [] : [output(`topic-${topic}`, 'TopicArn')]),
  ]
}
