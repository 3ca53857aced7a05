import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {pick} from './pick.js'
import {byKey, retag, type Tag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

const SAME = [
  'ActionsEnabled',
  'AlarmActions',
  'AlarmDescription',
  'ComparisonOperator',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluateLowSampleCountPercentile',
  'EvaluationPeriods',
  'ExtendedStatistic',
  'InsufficientDataActions',
  'MetricName',
  'Metrics',
  'Namespace',
  'OKActions',
  'Period',
  'Statistic',
  'Threshold',
  'ThresholdMetricId',
  'TreatMissingData',
  'Unit',
] as const

/** AWS::CloudWatch::Alarm of one metric or of metric maths. Nothing evaluates it here. */
export const alarm: ResourceHandler = {
  async create(properties, scope) {
    const AlarmName = (properties['AlarmName'] as string | undefined) ?? scope.generatedName(255)
    await put(AlarmName, properties, scope, tagsOf(properties, scope))
    const cloudWatch = await scope.clients.cloudWatch()
    const {MetricAlarms: [found] = []} = await cloudWatch.send(new DescribeAlarmsCommand({AlarmNames: [AlarmName]}))
    return {physicalId: AlarmName, attributes: {Arn: found?.AlarmArn}}
  },

  async update(current, next, _previous, scope) {
    await put(current.physicalId, next, scope)
    const cloudWatch = await scope.clients.cloudWatch()
    const ResourceARN = current.attributes['Arn'] as string
    const {Tags} = await cloudWatch.send(new ListTagsForResourceCommand({ResourceARN}))
    await retag({
      current: byKey(Tags),
      wanted: tagsOf(next, scope),
      add: (added) => cloudWatch.send(new TagResourceCommand({ResourceARN, Tags: added})),
      remove: (TagKeys) => cloudWatch.send(new UntagResourceCommand({ResourceARN, TagKeys})),
    })
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const cloudWatch = await scope.clients.cloudWatch()
    await unlessGone(() => cloudWatch.send(new DeleteAlarmsCommand({AlarmNames: [physicalId]})))
  },
}

async function put(AlarmName: string, properties: Properties, scope: HandlerScope, Tags?: Tag[]): Promise<void> {
  const cloudWatch = await scope.clients.cloudWatch()
  const input = pick<Omit<PutMetricAlarmCommandInput, 'AlarmName'>>(properties, ...SAME)
  await cloudWatch.send(new PutMetricAlarmCommand({...input, AlarmName, ...(Tags && {Tags})}))
}
