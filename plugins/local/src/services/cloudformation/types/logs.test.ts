import assert from 'node:assert/strict'

import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  type LogGroup,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs'

import {useLocalServices} from './local-services.test.fixture.js'

describe('CloudWatch Logs types', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const logs = () => services().scope().clients.logs()

  async function read(name: string): Promise<LogGroup | undefined> {
    const {logGroups} = await (await logs()).send(new DescribeLogGroupsCommand({logGroupNamePrefix: name}))
    return logGroups?.find(({logGroupName}) => logGroupName === name)
  }

  it('makes a log group with retention and tags, and an Arn as Fn::GetAtt gives it', async () => {
    const made = await services().make('AWS::Logs::LogGroup', {LogGroupName: '/ecs/made', RetentionInDays: '14'})

    const found = await read('/ecs/made')
    const {tags} = await (
      await logs()
    ).send(new ListTagsForResourceCommand({resourceArn: String(made.attributes['Arn']).replace(/:\*$/, '')}))
    assert.equal(found?.retentionInDays, 14)
    assert.equal(made.attributes['Arn'], 'arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/made:*')
    assert.deepEqual(tags, {'aws-stack:app': 'vast', 'aws:cloudformation:stack-name': 'vast-dev-test'})
  })

  it('names a log group by stack and logical id where the template does not', async () => {
    const made = await services().make('AWS::Logs::LogGroup', {})

    assert.match(made.physicalId, /^vast-dev-test-It-/)
  })

  it('changes retention in place, and keeps logs for ever when it goes', async () => {
    const made = await services().make('AWS::Logs::LogGroup', {LogGroupName: '/ecs/changed', RetentionInDays: 14})

    const longer = await made.update({LogGroupName: '/ecs/changed', RetentionInDays: 30})
    const thirty = await read('/ecs/changed')
    await longer.update({LogGroupName: '/ecs/changed'})

    assert.equal(thirty?.retentionInDays, 30)
    assert.equal((await read('/ecs/changed'))?.retentionInDays, undefined)
  })

  it('refuses a log group that exists, and leaves it alone', async () => {
    await services().make('AWS::Logs::LogGroup', {LogGroupName: '/ecs/there'})

    const second = services().make('AWS::Logs::LogGroup', {LogGroupName: '/ecs/there'})

    await assert.rejects(
      second,
      /"The specified log group already exists \(Service: CloudWatchLogs, .*HandlerErrorCode: AlreadyExists\)$/,
    )
    assert.ok(await read('/ecs/there'))
  })

  it('says which property it does not make', async () => {
    const made = services().make('AWS::Logs::LogGroup', {FieldIndexPolicies: [{Fields: ['level']}]})

    await assert.rejects(
      made,
      /"the local AWS does not make FieldIndexPolicies of AWS::Logs::LogGroup" .*InvalidRequest/,
    )
  })

  it('makes a metric filter with its dimensions, and changes it in place', async () => {
    const group = await services().make('AWS::Logs::LogGroup', {})
    const transformation = {
      MetricName: 'rate',
      MetricNamespace: 'VAST',
      MetricValue: '$.value',
      Unit: 'Count',
      Dimensions: [{Key: 'key', Value: '$.key'}],
    }
    const properties = {
      LogGroupName: group.physicalId,
      FilterName: 'rates',
      FilterPattern: '{ $.key = "*.rate" }',
      MetricTransformations: [transformation],
    }
    const made = await services().make('AWS::Logs::MetricFilter', properties)

    await made.update({...properties, MetricTransformations: [{...transformation, MetricName: 'rates'}]})

    const {metricFilters} = await (
      await logs()
    ).send(new DescribeMetricFiltersCommand({logGroupName: group.physicalId}))
    assert.equal(made.physicalId, 'rates')
    assert.equal(metricFilters?.length, 1)
    assert.equal(metricFilters[0]?.filterPattern, '{ $.key = "*.rate" }')
    assert.deepEqual(metricFilters[0]?.metricTransformations, [
      {
        metricName: 'rates',
        metricNamespace: 'VAST',
        metricValue: '$.value',
        unit: 'Count',
        dimensions: {key: '$.key'},
      },
    ])
  })

  it('deletes a metric filter whose log group is gone', async () => {
    const group = await services().make('AWS::Logs::LogGroup', {})
    const made = await services().make('AWS::Logs::MetricFilter', {
      LogGroupName: group.physicalId,
      FilterPattern: '',
      MetricTransformations: [{MetricName: 'rate', MetricNamespace: 'VAST', MetricValue: '1'}],
    })
    await group.delete()

    await assert.doesNotReject(made.delete())
  })
})
