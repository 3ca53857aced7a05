import type {ConfigEra} from '@aws-stack/core'

import {compareVersions, parseVersion, type Version} from './version.js'

/** What invokes a function. `called`: another function, which waits for its answer; `lambda`: whoever does not. */
export type Invoker = 'gateway' | 'stream' | 's3' | 's3-sns' | 's3-sqs' | 'sns' | 'sqs' | 'lambda' | 'called'

/** What the releases of a time have in common. */
export interface Era {
  /** Form of the configurations. */
  readonly configs: ConfigEra
  readonly handlerVariable: 'SUBSTATION_HANDLER' | 'SUBSTATION_LAMBDA_HANDLER'
  /** What tells a function of its configuration: the list that the extension fetches first, or `SUBSTATION_CONFIG`. */
  readonly configBy: 'prefetch' | 'url'
  /** Where the autoscaling has its settings from: a profile of its own, or variables by their first word. */
  readonly autoscaling: 'config' | 'substation' | 'autoscale'
  readonly upscale: Alarm
  readonly downscale: Alarm
}

export interface Alarm {
  /** Use of the stream, 0 to 1. */
  readonly threshold: number
  /** Minutes beyond it: up 5 at most, in a row; down of the last 60. */
  readonly datapoints: number
}

type Since<Value> = readonly (readonly [since: Version, value: Value])[]

/** Handlers by release, as upstream's `cmd/aws/lambda/substation` names them. */
const HANDLERS: Readonly<Record<Invoker, Since<string>>> = {
  gateway: [
    [[0, 1, 0], 'GATEWAY'],
    [[0, 5, 0], 'AWS_API_GATEWAY'],
  ],
  stream: [
    [[0, 1, 0], 'KINESIS'],
    [[0, 5, 0], 'AWS_KINESIS'],
    [[1, 0, 0], 'AWS_KINESIS_DATA_STREAM'],
  ],
  s3: [
    [[0, 1, 0], 'S3'],
    [[0, 5, 0], 'AWS_S3'],
  ],
  // What was called SNS at first is S3 through SNS.
  's3-sns': [
    [[0, 1, 0], 'SNS'],
    [[0, 5, 0], 'AWS_S3_SNS'],
  ],
  's3-sqs': [[[2, 6, 0], 'AWS_S3_SQS']],
  sns: [[[0, 5, 0], 'AWS_SNS']],
  sqs: [
    [[0, 4, 0], 'SQS'],
    [[0, 5, 0], 'AWS_SQS'],
  ],
  lambda: [
    [[0, 8, 3], 'AWS_LAMBDA_ASYNC'],
    [[1, 0, 0], 'AWS_LAMBDA'],
  ],
  called: [
    [[0, 8, 3], 'AWS_LAMBDA_SYNC'],
    [[1, 0, 0], 'AWS_LAMBDA'],
  ],
}

const ERAS: Since<Era> = [
  [
    [0, 0, 0],
    {
      configs: 'v0',
      handlerVariable: 'SUBSTATION_HANDLER',
      configBy: 'prefetch',
      autoscaling: 'config',
      upscale: {threshold: 0.5, datapoints: 1},
      downscale: {threshold: 0.15, datapoints: 60},
    },
  ],
  [[0, 5, 0], later('v0', 'SUBSTATION_HANDLER', 'prefetch', 'substation')],
  [[0, 6, 0], later('v0', 'SUBSTATION_HANDLER', 'url', 'substation')],
  [[1, 0, 0], later('v1', 'SUBSTATION_LAMBDA_HANDLER', 'url', 'substation')],
  [[1, 1, 0], newest('v1', 'substation')],
  [[2, 0, 0], newest('v2', 'autoscale')],
]

/** Thresholds of v0.5 to v1.0. */
function later(
  configs: ConfigEra,
  handlerVariable: Era['handlerVariable'],
  configBy: Era['configBy'],
  autoscaling: Era['autoscaling'],
): Era {
  return {
    configs,
    handlerVariable,
    configBy,
    autoscaling,
    upscale: {threshold: 0.75, datapoints: 5},
    downscale: {threshold: 0.25, datapoints: 57},
  }
}

/** Thresholds since v1.1. */
function newest(configs: ConfigEra, autoscaling: Era['autoscaling']): Era {
  return {
    ...later(configs, 'SUBSTATION_LAMBDA_HANDLER', 'url', autoscaling),
    upscale: {threshold: 0.7, datapoints: 5},
    downscale: {threshold: 0.35, datapoints: 60},
  }
}

/** Of a release, as the settings have checked it. */
export function eraOf(version: string): Era {
  const era = valueAt(ERAS, parseVersion(version) ?? [0, 0, 0])
  if (!era) throw new Error(`there is no era of ${version}`)
  return era
}

/** `undefined`: the release knows none for it. */
export function handlerOf(version: string, invoker: Invoker): string | undefined {
  return valueAt(HANDLERS[invoker], parseVersion(version) ?? [0, 0, 0])
}

/** The first release that has a handler for it. */
export function firstRelease(invoker: Invoker): string {
  return `v${HANDLERS[invoker][0]?.[0].join('.')}`
}

function valueAt<Value>(table: Since<Value>, version: Version): Value | undefined {
  return table.findLast(([since]) => compareVersions(version, since) >= 0)?.[1]
}
