import {partitionOf, type Scope} from '@aws-stack/core'

import {pipelineOf} from './pipeline/pipeline-of.js'
import type {SubstationSettings} from './settings.js'

/**
 * Jsonnet that says where the boxes of the pipeline are in this stage, `{streams: {raw: {name, arn}}, buckets, tables, functions, queues, topics}`:
 * what configurations know as `std.extVar("names")`. Names are those that the templates give. Where the account is not known, what
 * has it in it fails only when it is used.
 */
export function namesOf({name, region, account, config}: Scope<SubstationSettings, undefined>): string {
  const {streams, buckets, tables, functions, queues, topics} = pipelineOf(config)
  const arn = (service: string, resource: string) => `arn:${partitionOf(region)}:${service}:${region}:\0:${resource}`
  const places = {
    streams: placesOf(streams, (box) => ({name: `${name}-${box}`, arn: arn('kinesis', `stream/${name}-${box}`)})),
    buckets: placesOf(buckets, (box) => {
      const bucket = `${name}-${box}-${region}-\0`
      return {name: bucket, arn: `arn:${partitionOf(region)}:s3:::${bucket}`}
    }),
    tables: placesOf(tables, (box) => ({name: `${name}-${box}`, arn: arn('dynamodb', `table/${name}-${box}`)})),
    functions: placesOf(functions, (box) => ({name: `${name}-${box}`, arn: arn('lambda', `function:${name}-${box}`)})),
    queues: placesOf(queues, (box) => ({name: `${name}-${box}`, arn: arn('sqs', `${name}-${box}`)})),
    topics: placesOf(topics, (box) => ({name: `${name}-${box}`, arn: arn('sns', `${name}-${box}`)})),
  }
  return inAccount(JSON.stringify(places), account)
}

function placesOf(boxes: Readonly<Record<string, unknown>>, place: (box: string) => {name: string; arn: string}) {
  return Object.fromEntries(Object.keys(boxes).map((box) => [box, place(box)]))
}

function inAccount(json: string, account: string | undefined): string {
  if (account !== undefined) return json.replaceAll(ACCOUNT, account)
  const message = 'the account is not known: say it with "account" in aws-stack.yaml, or AWS_STACK_ACCOUNT'
  return `local account = error ${JSON.stringify(message)}; ${json.replaceAll(ACCOUNT, '" + account + "')}`
}

/** As JSON writes it. */
const ACCOUNT = '\\u0000'
