import {randomUUID} from 'node:crypto'
import {gzipSync} from 'node:zlib'

import type {ServiceClients} from '../cloudformation/clients.js'
import {isSelected} from './is-selected.js'
import {s3Write, type S3Call, type S3Write} from './s3-write.js'

export interface S3DataEventsOptions {
  readonly accountId: string
  readonly clients: (region: string) => ServiceClients | undefined
}

/** A call that S3 has answered. */
export interface AnsweredS3Call extends S3Call {
  readonly region: string
  readonly accessKeyId: string | undefined
}

/**
 * What CloudTrail does with the data events of S3: each trail that selects the write keeps it in its bucket, and where one does,
 * EventBridge hears of it. AWS takes minutes, this none.
 */
export function createS3DataEvents({accountId, clients}: S3DataEventsOptions): (call: AnsweredS3Call) => Promise<void> {
  return async (call) => {
    const write = s3Write(call)
    const of = write && clients(call.region)
    if (!write || !of) return
    const trails = await trailsOf(write, of)
    if (trails.length === 0) return

    const record = recordOf(write, call, accountId)
    for (const bucket of trails) await keep(record, bucket, {accountId, region: call.region}, of)
    const {PutEventsCommand} = await import('@aws-sdk/client-eventbridge')
    const event = {Source: 'aws.s3', DetailType: 'AWS API Call via CloudTrail', Detail: JSON.stringify(record)}
    await (await of.events()).send(new PutEventsCommand({Entries: [event]}))
  }
}

/** The buckets of the trails that record it. */
async function trailsOf(write: S3Write, clients: ServiceClients): Promise<string[]> {
  const {DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand} =
    await import('@aws-sdk/client-cloudtrail')
  const cloudTrail = await clients.cloudTrail()
  const {trailList = []} = await cloudTrail.send(new DescribeTrailsCommand())
  const recording = await Promise.all(
    trailList.map(async ({Name, S3BucketName}) => {
      const {IsLogging} = await cloudTrail.send(new GetTrailStatusCommand({Name}))
      const selectors = await cloudTrail.send(new GetEventSelectorsCommand({TrailName: Name}))
      return IsLogging && isSelected(write, selectors) ? [S3BucketName ?? ''] : []
    }),
  )
  return recording.flat()
}

type Record = ReturnType<typeof recordOf>

/** "CloudTrail record contents" in the CloudTrail user guide. */
function recordOf({eventName, bucket, key}: S3Write, {region, accessKeyId}: AnsweredS3Call, accountId: string) {
  return {
    eventVersion: '1.11',
    userIdentity: {type: 'IAMUser', accountId, accessKeyId},
    eventTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: region,
    sourceIPAddress: '127.0.0.1',
    requestParameters: {bucketName: bucket, key},
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    resources: [
      {type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}`},
      {accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}`},
    ],
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: accountId,
    eventCategory: 'Data',
  }
}

/** As a log file of its own: "CloudTrail log file examples". */
async function keep(
  record: Record,
  Bucket: string,
  {accountId, region}: {accountId: string; region: string},
  clients: ServiceClients,
): Promise<void> {
  const {PutObjectCommand} = await import('@aws-sdk/client-s3')
  const time = record.eventTime.replaceAll(/[-:]/g, '')
  const folder = record.eventTime.slice(0, 10).replaceAll('-', '/')
  const file = `${accountId}_CloudTrail_${region}_${time}_${record.eventID}.json.gz`
  const Key = `AWSLogs/${accountId}/CloudTrail/${region}/${folder}/${file}`
  await (
    await clients.s3()
  ).send(new PutObjectCommand({Bucket, Key, Body: gzipSync(JSON.stringify({Records: [record]}))}))
}
