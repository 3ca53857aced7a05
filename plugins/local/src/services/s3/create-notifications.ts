import type {Correction} from '../../server/front.js'
import {ServiceError, type ServiceRequest} from '../../server/service.js'
import type {ServiceClients} from '../cloudformation/clients.js'
import type {AnsweredS3Call} from '../cloudtrail/s3-data-events.js'
import {s3Write} from '../cloudtrail/s3-write.js'
import type {Lambda} from '../lambda/create-lambda.js'
import {
  isWanted,
  type Notification,
  type NotificationConfiguration,
  readNotifications,
} from './notification-configuration.js'
import {objectEvent, type ObjectChange} from './object-event.js'

export interface NotificationsOptions {
  readonly accountId: string
  readonly lambda: Pick<Lambda, 'call' | 'mayCall'>
  /** For queues, topics and objects. */
  readonly clients: (region: string) => ServiceClients
}

export interface Notifications {
  readonly corrections: Readonly<Record<string, Correction>>
  /** After S3 has taken a call. */
  taken(call: AnsweredS3Call): Promise<void>
  clear(): void
}

const CREATED = {
  PutObject: 'ObjectCreated:Put',
  CopyObject: 'ObjectCreated:Copy',
  CompleteMultipartUpload: 'ObjectCreated:CompleteMultipartUpload',
} as const

/** The events of buckets, to functions, queues and topics. moto has no image functions, and words events shorter. */
export function createNotifications(options: NotificationsOptions): Notifications {
  const buckets = new Map<string, NotificationConfiguration>()

  async function tell(change: ObjectChange): Promise<void> {
    const configuration = buckets.get(change.bucket)
    if (!configuration) return
    const wanted = configuration.notifications.filter((one) => isWanted(one, change.name, change.key))
    if (wanted.length === 0 && !configuration.eventBridge) return
    const whole = change.name.startsWith('ObjectCreated') ? await withObject(change, options) : change
    await Promise.all(wanted.map((one) => send(one, whole, options)))
    if (configuration.eventBridge) await sendToBus(whole, options)
  }

  return {
    async taken(call) {
      const change = changeOf(call)
      if (change) return tell(change)
      const bucket = /^\/([^/?]+)\/?$/.exec(call.url)?.[1]
      if (call.method === 'DELETE' && bucket !== undefined) buckets.delete(bucket)
    },
    clear: () => buckets.clear(),
    corrections: {
      's3.GetBucketNotificationConfiguration': async (request, forward) => {
        const answer = await forward(request)
        const xml = buckets.get(bucketOf(request))?.xml
        return answer.status >= 300 || xml === undefined ? answer : {...answer, body: xml}
      },
      's3.PutBucketNotificationConfiguration': async (request, forward) => {
        const there = await forward({...request, method: 'GET', body: Buffer.alloc(0), headers: withoutBody(request)})
        if (there.status >= 300) return there
        const configuration = readNotifications(request.body.toString('utf8'))
        const bucket = bucketOf(request)
        for (const one of configuration.notifications) await validate(one, bucket, request.region, options)
        buckets.set(bucket, configuration)
        for (const one of configuration.notifications) await sendTestEvent(one, bucket, options)
        return {status: 200, headers: {}, body: ''}
      },
      's3.DeleteObjects': async (request, forward) => {
        const answer = await forward(request)
        if (answer.status >= 300) return answer
        const keys = [...answer.body.toString().matchAll(/<Deleted>[\s\S]*?<Key>([\s\S]*?)<\/Key>/g)]
        for (const [, key = ''] of keys)
          void tell({
            name: 'ObjectRemoved:Delete',
            bucket: bucketOf(request),
            key,
            region: request.region,
            accessKeyId: undefined,
          }).catch(untold)
        return answer
      },
    },
  }
}

function changeOf({method, url, headers, region, accessKeyId}: AnsweredS3Call): ObjectChange | undefined {
  const write = s3Write({method, url, headers})
  if (write) return {name: CREATED[write.eventName], bucket: write.bucket, key: write.key, region, accessKeyId}
  const {pathname, searchParams} = new URL(url, 'http://localhost')
  const [bucket = '', ...rest] = pathname.slice(1).split('/')
  const key = decodeURIComponent(rest.join('/'))
  const isObject = [...searchParams.keys()].every((name) => ['x-id', 'versionId'].includes(name))
  if (method !== 'DELETE' || key === '' || !isObject) return undefined
  return {name: 'ObjectRemoved:Delete', bucket, key, region, accessKeyId}
}

async function withObject(change: ObjectChange, {clients}: NotificationsOptions): Promise<ObjectChange> {
  const {HeadObjectCommand} = await import('@aws-sdk/client-s3')
  const s3 = await clients(change.region).s3()
  const {bucket: Bucket, key: Key} = change
  const {ContentLength, ETag, VersionId} = await s3.send(new HeadObjectCommand({Bucket, Key}))
  return {...change, size: ContentLength, eTag: ETag, versionId: VersionId}
}

async function send(one: Notification, change: ObjectChange, options: NotificationsOptions): Promise<void> {
  const event = objectEvent(change, one.id, options.accountId)
  if (one.kind === 'lambda') {
    const result = await options.lambda.call({...callOf(one, change.bucket, options), event, wait: false})
    if (result !== 'accepted') untold(new Error(`${one.arn} is ${typeof result === 'string' ? result : 'not asked'}`))
    return
  }
  await sendText(one, JSON.stringify(event), options)
}

function callOf({arn}: Notification, bucket: string, {accountId}: NotificationsOptions) {
  return {arn, principal: 's3.amazonaws.com', sourceArn: `arn:aws:s3:::${bucket}`, sourceAccount: accountId}
}

async function sendText({kind, arn}: Notification, text: string, {clients}: NotificationsOptions): Promise<void> {
  const of = clients(arn.split(':')[3] ?? '')
  if (kind === 'topic') {
    const {PublishCommand} = await import('@aws-sdk/client-sns')
    await (await of.sns()).send(new PublishCommand({TopicArn: arn, Subject: 'Amazon S3 Notification', Message: text}))
    return
  }
  const {GetQueueUrlCommand, SendMessageCommand} = await import('@aws-sdk/client-sqs')
  const sqs = await of.sqs()
  const {QueueUrl} = await sqs.send(new GetQueueUrlCommand({QueueName: arn.slice(arn.lastIndexOf(':') + 1)}))
  await sqs.send(new SendMessageCommand({QueueUrl, MessageBody: text}))
}

async function sendToBus(change: ObjectChange, {clients}: NotificationsOptions): Promise<void> {
  const {PutEventsCommand} = await import('@aws-sdk/client-eventbridge')
  const {bucket, key, size, eTag, name, versionId} = change
  const Detail = JSON.stringify({
    version: '0',
    bucket: {name: bucket},
    object: {key, size, etag: eTag?.replaceAll('"', ''), 'version-id': versionId},
    reason: name.startsWith('ObjectCreated') ? 'PutObject' : 'DeleteObject',
  })
  const DetailType = name.startsWith('ObjectCreated') ? 'Object Created' : 'Object Deleted'
  const Resources = [`arn:aws:s3:::${bucket}`]
  const events = await clients(change.region).events()
  await events.send(new PutEventsCommand({Entries: [{Source: 'aws.s3', DetailType, Detail, Resources}]}))
}

/** S3 takes no destination that it cannot reach. */
async function validate(
  one: Notification,
  bucket: string,
  region: string,
  options: NotificationsOptions,
): Promise<void> {
  const isReached =
    one.kind === 'lambda' ? options.lambda.mayCall(callOf(one, bucket, options)) : await isThere(one, options)
  if (isReached && one.arn.split(':')[3] === region) return
  throw new ServiceError('InvalidArgument', 'Unable to validate the following destination configurations')
}

async function isThere({kind, arn}: Notification, {clients}: NotificationsOptions): Promise<boolean> {
  const of = clients(arn.split(':')[3] ?? '')
  try {
    if (kind === 'topic') {
      const {GetTopicAttributesCommand} = await import('@aws-sdk/client-sns')
      await (await of.sns()).send(new GetTopicAttributesCommand({TopicArn: arn}))
    } else {
      const {GetQueueUrlCommand} = await import('@aws-sdk/client-sqs')
      await (await of.sqs()).send(new GetQueueUrlCommand({QueueName: arn.slice(arn.lastIndexOf(':') + 1)}))
    }
    return true
  } catch {
    return false
  }
}

/** Queues and topics hear at once that they will hear more. */
async function sendTestEvent(one: Notification, bucket: string, options: NotificationsOptions): Promise<void> {
  if (one.kind === 'lambda') return
  const event = {Service: 'Amazon S3', Event: 's3:TestEvent', Time: new Date().toISOString(), Bucket: bucket}
  await sendText(one, JSON.stringify(event), options).catch(untold)
}

function bucketOf({path}: ServiceRequest): string {
  return decodeURIComponent(path.split('/')[1] ?? '')
}

function withoutBody({headers}: ServiceRequest) {
  const isOfBody = (name: string) => /^content-|^x-amz-(checksum|sdk-checksum)/.test(name)
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isOfBody(name)))
}

/** The object is there, whoever hears of it. */
function untold(error: unknown): void {
  process.stderr.write(`an event of S3 is told to nobody: ${(error as Error).message}\n`)
}
