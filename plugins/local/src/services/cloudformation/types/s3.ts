import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeletePublicAccessBlockCommand,
  type OwnershipControls,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {lifecycleRules} from './s3-lifecycle.js'
import {notifications} from './s3-notifications.js'
import {tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::S3::Bucket. As at AWS, one that still holds objects cannot be deleted. */
export const bucket: ResourceHandler = {
  async create(properties, scope) {
    const s3 = await scope.clients.s3()
    const Bucket = (properties['BucketName'] as string | undefined) ?? scope.generatedName(63).toLowerCase()
    const LocationConstraint = scope.region as BucketLocationConstraint
    const elsewhere = scope.region !== 'us-east-1' && {CreateBucketConfiguration: {LocationConstraint}}
    await s3.send(new CreateBucketCommand({Bucket, ...elsewhere}))
    return finishOrUndo(
      async () => {
        await configure(Bucket, properties, {}, scope)
        return made(Bucket, scope.region)
      },
      () => s3.send(new DeleteBucketCommand({Bucket})),
    )
  },

  async update(current, next, previous, scope) {
    await configure(current.physicalId, next, previous, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const s3 = await scope.clients.s3()
    await unlessGone(() => s3.send(new DeleteBucketCommand({Bucket: physicalId})))
  },
}

/** AWS::S3::BucketPolicy */
export const bucketPolicy: ResourceHandler = {
  async create(properties, scope) {
    return {physicalId: await putPolicy(properties, scope), attributes: {}}
  },

  async update(current, next, _previous, scope) {
    await putPolicy(next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const s3 = await scope.clients.s3()
    await unlessGone(() => s3.send(new DeleteBucketPolicyCommand({Bucket: physicalId})))
  },
}

function made(name: string, region: string): HandledResource {
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  }
}

async function configure(Bucket: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  const s3 = await scope.clients.s3()
  const change = async (
    name: string,
    put: (value: object) => Promise<unknown>,
    remove: () => Promise<unknown>,
  ): Promise<void> => {
    if (!hasChanged(next, previous, name)) return
    const value = next[name] as object | undefined
    await (value === undefined ? remove() : put(value))
  }

  await change(
    'BucketEncryption',
    (value) => s3.send(new PutBucketEncryptionCommand({Bucket, ServerSideEncryptionConfiguration: encryption(value)})),
    () => s3.send(new DeleteBucketEncryptionCommand({Bucket})),
  )
  await change(
    'PublicAccessBlockConfiguration',
    (value) =>
      s3.send(
        new PutPublicAccessBlockCommand({
          Bucket,
          PublicAccessBlockConfiguration: value,
        }),
      ),
    () => s3.send(new DeletePublicAccessBlockCommand({Bucket})),
  )
  await change(
    'OwnershipControls',
    (value) => s3.send(new PutBucketOwnershipControlsCommand({Bucket, OwnershipControls: value as OwnershipControls})),
    () => s3.send(new DeleteBucketOwnershipControlsCommand({Bucket})),
  )
  await change(
    'VersioningConfiguration',
    (value) => s3.send(new PutBucketVersioningCommand({Bucket, VersioningConfiguration: value})),
    () => s3.send(new PutBucketVersioningCommand({Bucket, VersioningConfiguration: {Status: 'Suspended'}})),
  )
  await change(
    'LifecycleConfiguration',
    (value) =>
      s3.send(
        new PutBucketLifecycleConfigurationCommand({Bucket, LifecycleConfiguration: {Rules: lifecycleRules(value)}}),
      ),
    () => s3.send(new DeleteBucketLifecycleCommand({Bucket})),
  )
  await change(
    'NotificationConfiguration',
    (value) => s3.send(notify(Bucket, value)),
    () => s3.send(notify(Bucket, undefined)),
  )
  // S3 takes the system's own tags from CloudFormation alone.
  const TagSet = tagsOf(next, scope).filter(({Key}) => !Key.startsWith('aws:'))
  await (TagSet.length > 0
    ? s3.send(new PutBucketTaggingCommand({Bucket, Tagging: {TagSet}}))
    : s3.send(new DeleteBucketTaggingCommand({Bucket})))
}

function notify(Bucket: string, value: object | undefined): PutBucketNotificationConfigurationCommand {
  return new PutBucketNotificationConfigurationCommand({Bucket, NotificationConfiguration: notifications(value)})
}

/** CloudFormation lists the rules under another name, and each default under another one. */
function encryption(value: object): {Rules: ServerSideEncryptionRule[]} {
  const {ServerSideEncryptionConfiguration: rules} = value as {
    ServerSideEncryptionConfiguration: readonly Properties[]
  }
  return {
    Rules: rules.map(({ServerSideEncryptionByDefault, ...rest}) => ({
      ...rest,
      ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
    })) as ServerSideEncryptionRule[],
  }
}

async function putPolicy(properties: Properties, scope: HandlerScope): Promise<string> {
  const s3 = await scope.clients.s3()
  const Bucket = properties['Bucket'] as string
  const document = JSON.parse(jsonText(properties['PolicyDocument'])) as {Statement: Statement | Statement[]}
  const Statement = [document.Statement].flat().filter((statement) => !deniesPlainHttp(statement))
  await (Statement.length > 0
    ? s3.send(new PutBucketPolicyCommand({Bucket, Policy: jsonText({...document, Statement})}))
    : s3.send(new DeleteBucketPolicyCommand({Bucket})))
  return Bucket
}

interface Statement {
  readonly Effect: string
  readonly Condition?: {readonly Bool?: Readonly<Record<string, unknown>>}
}

/** Everybody comes to the local AWS without TLS: a policy that wants it would shut the bucket for all. */
function deniesPlainHttp({Effect, Condition}: Statement): boolean {
  return Effect === 'Deny' && String(Condition?.Bool?.['aws:SecureTransport']) === 'false'
}
