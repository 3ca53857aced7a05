import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DeleteDataProtectionPolicyCommand,
  DeleteLogGroupCommand,
  DeleteMetricFilterCommand,
  DeleteRetentionPolicyCommand,
  DisassociateKmsKeyCommand,
  ListTagsForResourceCommand,
  type LogGroupClass,
  type MetricTransformation,
  PutDataProtectionPolicyCommand,
  PutMetricFilterCommand,
  type PutMetricFilterCommandInput,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {lowerFirstKeys} from './lower-first-keys.js'
import {retag, tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::Logs::LogGroup */
export const logGroup: ResourceHandler = {
  async create(properties, scope) {
    const logs = await scope.clients.logs()
    const name = (properties['LogGroupName'] as string | undefined) ?? scope.generatedName(512)
    await logs.send(
      new CreateLogGroupCommand({
        logGroupName: name,
        kmsKeyId: properties['KmsKeyId'] as string | undefined,
        logGroupClass: properties['LogGroupClass'] as LogGroupClass | undefined,
        tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return finishOrUndo(
      async () => {
        await setRetention(name, properties, {}, scope)
        await setDataProtection(name, properties, {}, scope)
        return {physicalId: name, attributes: {Arn: `${arnOf(name, scope)}:*`}}
      },
      () => logs.send(new DeleteLogGroupCommand({logGroupName: name})),
    )
  },

  async update(current, next, previous, scope) {
    const logs = await scope.clients.logs()
    const logGroupName = current.physicalId
    await setRetention(logGroupName, next, previous, scope)
    await setDataProtection(logGroupName, next, previous, scope)
    if (hasChanged(next, previous, 'KmsKeyId')) {
      const kmsKeyId = next['KmsKeyId'] as string | undefined
      await (kmsKeyId === undefined
        ? logs.send(new DisassociateKmsKeyCommand({logGroupName}))
        : logs.send(new AssociateKmsKeyCommand({logGroupName, kmsKeyId})))
    }
    await retagLogGroup(logGroupName, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const logs = await scope.clients.logs()
    await unlessGone(() => logs.send(new DeleteLogGroupCommand({logGroupName: physicalId})))
  },
}

async function setRetention(name: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  if (!hasChanged(next, previous, 'RetentionInDays')) return
  const logs = await scope.clients.logs()
  const retentionInDays = next['RetentionInDays'] as number | undefined
  await (retentionInDays === undefined
    ? logs.send(new DeleteRetentionPolicyCommand({logGroupName: name}))
    : logs.send(new PutRetentionPolicyCommand({logGroupName: name, retentionInDays})))
}

async function setDataProtection(
  name: string,
  next: Properties,
  previous: Properties,
  scope: HandlerScope,
): Promise<void> {
  if (!hasChanged(next, previous, 'DataProtectionPolicy')) return
  const logs = await scope.clients.logs()
  const policy = next['DataProtectionPolicy']
  await (policy === undefined
    ? logs.send(new DeleteDataProtectionPolicyCommand({logGroupIdentifier: name}))
    : logs.send(new PutDataProtectionPolicyCommand({logGroupIdentifier: name, policyDocument: jsonText(policy)})))
}

async function retagLogGroup(name: string, next: Properties, scope: HandlerScope): Promise<void> {
  const logs = await scope.clients.logs()
  const resourceArn = arnOf(name, scope)
  const {tags = {}} = await logs.send(new ListTagsForResourceCommand({resourceArn}))
  await retag({
    current: tags,
    wanted: tagsOf(next, scope),
    add: (added) => logs.send(new TagResourceCommand({resourceArn, tags: tagMap(added)})),
    remove: (tagKeys) => logs.send(new UntagResourceCommand({resourceArn, tagKeys})),
  })
}

/** Without the `:*` that `Fn::GetAtt` has, as the tag API wants it. */
function arnOf(name: string, {region, accountId}: HandlerScope): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`
}

/** AWS::Logs::MetricFilter */
export const metricFilter: ResourceHandler = {
  async create(properties, scope) {
    const name = (properties['FilterName'] as string | undefined) ?? scope.generatedName(512)
    await putFilter(name, properties, scope)
    return {physicalId: name, attributes: {}}
  },

  async update(current, next, _previous, scope) {
    await putFilter(current.physicalId, next, scope)
    return current
  },

  async delete({physicalId}, properties, scope) {
    const logs = await scope.clients.logs()
    const logGroupName = properties['LogGroupName'] as string
    await unlessGone(() => logs.send(new DeleteMetricFilterCommand({logGroupName, filterName: physicalId})))
  },
}

async function putFilter(name: string, properties: Properties, scope: HandlerScope): Promise<void> {
  const logs = await scope.clients.logs()
  const {MetricTransformations, ...rest} = properties
  await logs.send(
    new PutMetricFilterCommand({
      ...lowerFirstKeys<PutMetricFilterCommandInput>(rest),
      filterName: name,
      metricTransformations: (MetricTransformations as Properties[]).map(toTransformation),
    }),
  )
}

/** The template lists dimensions as Key and Value, the API takes a map. */
function toTransformation({Dimensions, ...rest}: Properties): MetricTransformation {
  const dimensions = Dimensions as {Key: string; Value: string}[] | undefined
  return {
    ...lowerFirstKeys<MetricTransformation>(rest),
    ...(dimensions && {dimensions: tagMap(dimensions)}),
  }
}
