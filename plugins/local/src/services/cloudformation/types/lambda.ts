import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  type UpdateFunctionCodeCommandInput,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {HandlerFailure} from './handler-failure.js'
import {hasChanged} from './has-changed.js'
import {pick} from './pick.js'
import {retag, tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::Lambda::Function from an image or from S3. */
export const lambdaFunction: ResourceHandler = {
  async create(properties, scope) {
    const lambda = await scope.clients.lambda()
    const name = (properties['FunctionName'] as string | undefined) ?? scope.generatedName(64)
    await lambda.send(
      new CreateFunctionCommand({
        ...configuration(properties),
        ...pick<CreateFunctionCommandInput>(properties, 'Architectures', 'PackageType'),
        Code: code(properties),
        FunctionName: name,
        Role: properties['Role'] as string,
        Tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return finishOrUndo(
      async () => {
        const made = await settled(name, scope)
        await setConcurrency(name, properties, {}, scope)
        return made
      },
      () => lambda.send(new DeleteFunctionCommand({FunctionName: name})),
    )
  },

  async update({physicalId: FunctionName, attributes}, next, previous, scope) {
    const lambda = await scope.clients.lambda()
    // Lambda takes one change at a time: each has to settle before the next.
    if (hasChanged(next, previous, 'Code', 'Architectures')) {
      const Architectures = (next['Architectures'] ?? ['x86_64']) as UpdateFunctionCodeCommandInput['Architectures']
      await lambda.send(new UpdateFunctionCodeCommand({...code(next), Architectures, FunctionName}))
      await settled(FunctionName, scope)
    }
    if (hasChanged(next, previous, ...CONFIGURATION)) {
      const removed = CONFIGURATION.filter((name) => name in previous && !(name in next))
      const reset = Object.fromEntries(removed.map((name) => [name, WITHOUT_PROPERTY[name]]))
      await lambda.send(new UpdateFunctionConfigurationCommand({...configuration({...reset, ...next}), FunctionName}))
      await settled(FunctionName, scope)
    }
    await setConcurrency(FunctionName, next, previous, scope)
    await retagFunction(attributes['Arn'] as string, next, scope)
    return settled(FunctionName, scope)
  },

  async delete({physicalId}, _properties, scope) {
    const lambda = await scope.clients.lambda()
    await unlessGone(() => lambda.send(new DeleteFunctionCommand({FunctionName: physicalId})))
  },
}

const CONFIGURATION = [
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FileSystemConfigs',
  'Handler',
  'ImageConfig',
  'KmsKeyArn',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'Role',
  'Runtime',
  'SnapStart',
  'Timeout',
  'TracingConfig',
  'VpcConfig',
]

/** Lambda keeps what it is not sent: a property taken out of the template goes back to Lambda's default. */
const WITHOUT_PROPERTY: Properties = {
  DeadLetterConfig: {TargetArn: ''},
  Description: '',
  Environment: {Variables: {}},
  EphemeralStorage: {Size: 512},
  FileSystemConfigs: [],
  ImageConfig: {},
  KmsKeyArn: '',
  Layers: [],
  LoggingConfig: {LogFormat: 'Text'},
  MemorySize: 128,
  SnapStart: {ApplyOn: 'None'},
  Timeout: 3,
  TracingConfig: {Mode: 'PassThrough'},
  VpcConfig: {SubnetIds: [], SecurityGroupIds: []},
}

function configuration(properties: Properties): Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName'> {
  const {KmsKeyArn, ...rest} = Object.fromEntries(
    CONFIGURATION.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
  )
  return {...rest, ...(KmsKeyArn !== undefined && {KMSKeyArn: KmsKeyArn as string})}
}

function code(properties: Properties) {
  const {ImageUri, S3Bucket, S3Key, S3ObjectVersion, ZipFile} = properties['Code'] as Record<string, string | undefined>
  if (ZipFile !== undefined) {
    throw new HandlerFailure(
      'InvalidRequest',
      'the local AWS takes a function from an image or from S3, not from ZipFile',
    )
  }
  return {ImageUri, S3Bucket, S3Key, S3ObjectVersion}
}

/** Waits for the function to be active and its last update to be through. */
async function settled(name: string, scope: HandlerScope): Promise<HandledResource> {
  const lambda = await scope.clients.lambda()
  const found = await waitUntil(`function ${name} is not active`, async () => {
    const {Configuration: it} = await lambda.send(new GetFunctionCommand({FunctionName: name}))
    if (it?.State === 'Failed' || it?.LastUpdateStatus === 'Failed') {
      const reason = it.StateReason ?? it.LastUpdateStatusReason ?? 'no reason given'
      throw new HandlerFailure('NotStabilized', `function ${name} failed: ${reason}`)
    }
    return it?.State === 'Active' && it.LastUpdateStatus !== 'InProgress' ? it : undefined
  })
  const {ApplyOn = 'None', OptimizationStatus = 'Off'} = found.SnapStart ?? {}

  return {
    physicalId: name,
    attributes: {
      Arn: found.FunctionArn,
      SnapStartResponse: {ApplyOn, OptimizationStatus},
      'SnapStartResponse.ApplyOn': ApplyOn,
      'SnapStartResponse.OptimizationStatus': OptimizationStatus,
    },
  }
}

async function setConcurrency(
  name: string,
  next: Properties,
  previous: Properties,
  scope: HandlerScope,
): Promise<void> {
  if (!hasChanged(next, previous, 'ReservedConcurrentExecutions')) return
  const lambda = await scope.clients.lambda()
  const reserved = next['ReservedConcurrentExecutions'] as number | undefined
  await (reserved === undefined
    ? lambda.send(new DeleteFunctionConcurrencyCommand({FunctionName: name}))
    : lambda.send(new PutFunctionConcurrencyCommand({FunctionName: name, ReservedConcurrentExecutions: reserved})))
}

async function retagFunction(arn: string, next: Properties, scope: HandlerScope): Promise<void> {
  const lambda = await scope.clients.lambda()
  const {Tags = {}} = await lambda.send(new ListTagsCommand({Resource: arn}))
  await retag({
    current: Tags,
    wanted: tagsOf(next, scope),
    add: (added) => lambda.send(new TagResourceCommand({Resource: arn, Tags: tagMap(added)})),
    remove: (TagKeys) => lambda.send(new UntagResourceCommand({Resource: arn, TagKeys})),
  })
}
