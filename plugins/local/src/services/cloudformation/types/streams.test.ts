import assert from 'node:assert/strict'

import {useLocalServices} from './local-services.test.fixture.js'

const KEYS = {
  AttributeDefinitions: [{AttributeName: 'PK', AttributeType: 'S'}],
  KeySchema: [{AttributeName: 'PK', KeyType: 'HASH'}],
}

describe('types of a pipeline', function () {
  this.timeout(90_000)
  const services = useLocalServices()

  it('make a stream, and bring it back to what the template says of shards, retention and key', async () => {
    const stream = await services().make('AWS::Kinesis::Stream', {ShardCount: 1, RetentionPeriodHours: 48})
    const {physicalId: name} = stream
    await services().aws(
      'kinesis',
      'update-shard-count',
      '--stream-name',
      name,
      ...['--target-shard-count', '2'],
      ...['--scaling-type', 'UNIFORM_SCALING'],
    )

    await stream.update({
      ShardCount: 1,
      RetentionPeriodHours: 24,
      StreamEncryption: {EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis'},
    })

    const {StreamDescriptionSummary: found} = await services().aws<{StreamDescriptionSummary: Record<string, unknown>}>(
      ...['kinesis', 'describe-stream-summary', '--stream-name', name],
    )
    assert.deepEqual(
      [found['OpenShardCount'], found['RetentionPeriodHours'], found['EncryptionType'], found['KeyId']],
      [1, 24, 'KMS', 'alias/aws/kinesis'],
    )
  })

  it('make a table with all that the template says of it, and change it in place', async () => {
    const table = await services().make('AWS::DynamoDB::Table', {
      ...KEYS,
      ProvisionedThroughput: {ReadCapacityUnits: 5, WriteCapacityUnits: 5},
      TimeToLiveSpecification: {AttributeName: 'ttl', Enabled: true},
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true},
      SSESpecification: {SSEEnabled: true, SSEType: 'KMS'},
    })
    const ask = <T>(command: string) => services().aws<T>('dynamodb', command, '--table-name', table.physicalId)

    const {TimeToLiveDescription} = await ask<{TimeToLiveDescription: object}>('describe-time-to-live')
    const {ContinuousBackupsDescription: backups} = await ask<{
      ContinuousBackupsDescription: {PointInTimeRecoveryDescription: {PointInTimeRecoveryStatus: string}}
    }>('describe-continuous-backups')
    const updated = await table.update({
      ...KEYS,
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: {StreamViewType: 'NEW_AND_OLD_IMAGES'},
    })
    const {Table} = await ask<{Table: {BillingModeSummary: {BillingMode: string}; LatestStreamArn: string}}>(
      'describe-table',
    )

    assert.deepEqual(TimeToLiveDescription, {TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl'})
    assert.equal(backups.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus, 'ENABLED')
    assert.equal(Table.BillingModeSummary.BillingMode, 'PAY_PER_REQUEST')
    assert.equal(updated.attributes['StreamArn'], Table.LatestStreamArn)
  })

  it('make an alarm of metric maths', async () => {
    const topic = await services().make('AWS::SNS::Topic', {})
    const metric = (name: string) => ({
      Metric: {Namespace: 'AWS/Kinesis', MetricName: name, Dimensions: [{Name: 'StreamName', Value: 'raw'}]},
      Period: 60,
      Stat: 'Sum',
    })
    const alarm = await services().make('AWS::CloudWatch::Alarm', {
      AlarmName: 'raw_upscale',
      AlarmActions: [topic.physicalId],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 5,
      DatapointsToAlarm: 5,
      Threshold: 0.7,
      TreatMissingData: 'ignore',
      Metrics: [
        {Id: 'm1', MetricStat: metric('IncomingRecords'), ReturnData: false},
        {Id: 'e1', Expression: 'FILL(m1,REPEAT)/(1000*60*1)', ReturnData: true},
      ],
    })

    const {MetricAlarms} = await services().aws<{
      MetricAlarms: {AlarmArn: string; Metrics: {Id: string; Expression?: string; ReturnData: boolean}[]}[]
    }>('cloudwatch', 'describe-alarms', '--alarm-names', 'raw_upscale')

    assert.equal(alarm.attributes['Arn'], MetricAlarms[0]?.AlarmArn)
    assert.deepEqual(
      MetricAlarms[0]?.Metrics.map(({Id, Expression, ReturnData}) => [Id, Expression, ReturnData]),
      [
        ['m1', undefined, false],
        ['e1', 'FILL(m1,REPEAT)/(1000*60*1)', true],
      ],
    )
  })

  it('make a key that rotates, and schedule its deletion', async () => {
    const Statement = [
      {Effect: 'Allow', Principal: {AWS: 'arn:aws:iam::123456789012:root'}, Action: 'kms:*', Resource: '*'},
    ]
    const key = await services().make('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {Version: '2012-10-17', Statement},
      PendingWindowInDays: 7,
    })
    const ask = <T>(command: string) => services().aws<T>('kms', command, '--key-id', key.physicalId)
    const rotation = await ask<{KeyRotationEnabled: boolean}>('get-key-rotation-status')

    await key.delete()

    const {KeyMetadata} = await ask<{KeyMetadata: {KeyState: string}}>('describe-key')
    assert.equal(rotation.KeyRotationEnabled, true)
    assert.equal(KeyMetadata.KeyState, 'PendingDeletion')
  })

  it('refuse what nothing here would keep', async () => {
    const made = services().make('AWS::Kinesis::Stream', {ShardCount: 1, MaxRecordSizeInKiB: 2048})

    await assert.rejects(made, /does not make MaxRecordSizeInKiB of AWS::Kinesis::Stream/)
  })
})
