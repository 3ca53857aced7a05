import {
  type CreateTableCommandInput,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  type SSESpecification,
  type StreamSpecification,
  type TableDescription,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {indexUpdates} from './dynamodb-indexes.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {pick} from './pick.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

const SAME = ['AttributeDefinitions', 'BillingMode', 'DeletionProtectionEnabled', 'OnDemandThroughput'] as const

/** AWS::DynamoDB::Table */
export const table: ResourceHandler = {
  async create(properties, scope) {
    const dynamoDB = await scope.clients.dynamoDB()
    const TableName = (properties['TableName'] as string | undefined) ?? scope.generatedName(255)
    await dynamoDB.send(
      new CreateTableCommand({
        ...pick<Omit<CreateTableCommandInput, 'TableName'>>(
          properties,
          ...SAME,
          'GlobalSecondaryIndexes',
          'KeySchema',
          'LocalSecondaryIndexes',
          'ProvisionedThroughput',
          'TableClass',
        ),
        ...(properties['StreamSpecification'] !== undefined && {StreamSpecification: streamOf(properties)}),
        ...(properties['SSESpecification'] !== undefined && {SSESpecification: encryptionOf(properties)}),
        TableName,
        Tags: tagsOf(properties, scope),
      }),
    )
    return finishOrUndo(
      async () => {
        await active(TableName, dynamoDB)
        await configure(TableName, properties, {}, dynamoDB)
        return made(await active(TableName, dynamoDB))
      },
      () => dynamoDB.send(new DeleteTableCommand({TableName})),
    )
  },

  async update(current, next, previous, scope) {
    const dynamoDB = await scope.clients.dynamoDB()
    const TableName = current.physicalId
    for (const change of changes(next, previous)) {
      await dynamoDB.send(new UpdateTableCommand({TableName, ...change}))
      await active(TableName, dynamoDB)
    }
    await configure(TableName, next, previous, dynamoDB)
    await retagTable(current.attributes['Arn'] as string, next, scope)
    return made(await active(TableName, dynamoDB))
  },

  async delete({physicalId: TableName}, _properties, scope) {
    const dynamoDB = await scope.clients.dynamoDB()
    await unlessGone(() => dynamoDB.send(new DeleteTableCommand({TableName})))
    await waitUntil(`table ${TableName} is not deleted`, async () => {
      const found = await unlessGone(() => dynamoDB.send(new DescribeTableCommand({TableName})))
      return found === undefined ? true : undefined
    })
  },
}

function made({TableName, TableArn, LatestStreamArn}: TableDescription): HandledResource {
  return {physicalId: TableName ?? '', attributes: {Arn: TableArn, StreamArn: LatestStreamArn}}
}

async function active(TableName: string, dynamoDB: DynamoDBClient): Promise<TableDescription> {
  return waitUntil(`table ${TableName} is not ACTIVE`, async () => {
    const {Table} = await dynamoDB.send(new DescribeTableCommand({TableName}))
    const indexes = Table?.GlobalSecondaryIndexes ?? []
    const settled = indexes.every(({IndexStatus = 'ACTIVE'}) => IndexStatus === 'ACTIVE')
    return Table?.TableStatus === 'ACTIVE' && settled ? Table : undefined
  })
}

type Change = Omit<UpdateTableCommandInput, 'TableName'>

/** "UpdateTable" in the DynamoDB API Reference: capacity, stream, encryption and each index by a call of its own. */
function changes(next: Properties, previous: Properties): Change[] {
  const found: Change[] = []
  if (hasChanged(next, previous, 'BillingMode', 'ProvisionedThroughput', 'OnDemandThroughput'))
    found.push({
      BillingMode: 'PROVISIONED',
      ...pick<Change>(next, 'BillingMode', 'ProvisionedThroughput', 'OnDemandThroughput'),
    })
  if (hasChanged(next, previous, 'DeletionProtectionEnabled'))
    found.push({DeletionProtectionEnabled: next['DeletionProtectionEnabled'] === true})
  if (hasChanged(next, previous, 'TableClass'))
    found.push({TableClass: 'STANDARD', ...pick<Change>(next, 'TableClass')})
  if (hasChanged(next, previous, 'SSESpecification')) found.push({SSESpecification: encryptionOf(next)})
  if (hasChanged(next, previous, 'StreamSpecification')) {
    // A stream that is on cannot be changed, only switched off and made anew.
    if (previous['StreamSpecification'] !== undefined) found.push({StreamSpecification: {StreamEnabled: false}})
    if (next['StreamSpecification'] !== undefined) found.push({StreamSpecification: streamOf(next)})
  }
  return [...found, ...indexUpdates(next, previous)]
}

function streamOf(properties: Properties): StreamSpecification {
  const {StreamViewType} = properties['StreamSpecification'] as StreamSpecification
  return {StreamEnabled: true, StreamViewType}
}

function encryptionOf(properties: Properties): SSESpecification {
  const {SSEEnabled = false, ...rest} = (properties['SSESpecification'] ?? {}) as SSESpecification & {
    SSEEnabled?: boolean
  }
  return {...rest, Enabled: SSEEnabled}
}

interface TimeToLive {
  readonly AttributeName?: string
  readonly Enabled: boolean
}

async function configure(
  TableName: string,
  next: Properties,
  previous: Properties,
  dynamoDB: DynamoDBClient,
): Promise<void> {
  if (hasChanged(next, previous, 'TimeToLiveSpecification')) {
    const [wanted, before] = [next, previous].map((one) => one['TimeToLiveSpecification'] as TimeToLive | undefined)
    const AttributeName = wanted?.AttributeName ?? before?.AttributeName
    const Enabled = wanted?.Enabled ?? false
    // DynamoDB refuses to switch off what is off.
    if (Enabled || before?.Enabled)
      await dynamoDB.send(new UpdateTimeToLiveCommand({TableName, TimeToLiveSpecification: {AttributeName, Enabled}}))
  }
  if (hasChanged(next, previous, 'PointInTimeRecoverySpecification')) {
    const wanted = next['PointInTimeRecoverySpecification'] as object | undefined
    const PointInTimeRecoverySpecification = {PointInTimeRecoveryEnabled: false, ...wanted}
    await dynamoDB.send(new UpdateContinuousBackupsCommand({TableName, PointInTimeRecoverySpecification}))
  }
}

async function retagTable(ResourceArn: string, next: Properties, scope: HandlerScope): Promise<void> {
  const dynamoDB = await scope.clients.dynamoDB()
  const {Tags} = await dynamoDB.send(new ListTagsOfResourceCommand({ResourceArn}))
  await retag({
    current: byKey(Tags),
    wanted: tagsOf(next, scope),
    add: (added) => dynamoDB.send(new TagResourceCommand({ResourceArn, Tags: added})),
    remove: (TagKeys) => dynamoDB.send(new UntagResourceCommand({ResourceArn, TagKeys})),
  })
}
