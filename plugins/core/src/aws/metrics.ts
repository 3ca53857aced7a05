import type {Metrics, StreamTraffic} from '../ports/metrics.js'
import type {AwsAccess} from './access.js'
import {createService} from './create-service.js'

const TRAFFIC: Readonly<Record<keyof StreamTraffic, string>> = {
  inRecords: 'IncomingRecords',
  inBytes: 'IncomingBytes',
  outRecords: 'GetRecords.Records',
  outBytes: 'GetRecords.Bytes',
  throttledWrites: 'WriteProvisionedThroughputExceeded',
}

/** DescribeAlarms takes no more names (Amazon CloudWatch API Reference). */
const MOST_ALARMS = 100

export function createMetrics(access: AwsAccess): Metrics {
  const cloudWatch = createService('CloudWatch', access, async (config) => {
    const {CloudWatch} = await import('@aws-sdk/client-cloudwatch')
    return new CloudWatch(config)
  })
  return {
    async traffic(stream, minutes) {
      const EndTime = new Date()
      const Dimensions = [{Name: 'StreamName', Value: stream}]
      const request = {
        EndTime,
        StartTime: new Date(EndTime.getTime() - minutes * 60_000),
        MetricDataQueries: Object.entries(TRAFFIC).map(([key, MetricName]) => ({
          Id: key,
          MetricStat: {Metric: {Namespace: 'AWS/Kinesis', MetricName, Dimensions}, Period: 60, Stat: 'Sum'},
        })),
      }
      const {MetricDataResults = []} = await cloudWatch.call('GetMetricData', (client, options) =>
        client.getMetricData(request, options),
      )
      const sumOf = (key: string) =>
        (MetricDataResults.find(({Id}) => Id === key)?.Values ?? []).reduce((sum, value) => sum + value, 0)
      return Object.fromEntries(Object.keys(TRAFFIC).map((key) => [key, sumOf(key)])) as Record<
        keyof StreamTraffic,
        number
      >
    },
    async alarms(names) {
      const request = {AlarmNames: names.slice(0, MOST_ALARMS)}
      const {MetricAlarms = []} = await cloudWatch.call('DescribeAlarms', (client, options) =>
        client.describeAlarms(request, options),
      )
      return MetricAlarms.map(({AlarmName: name = '', StateValue: state = '', StateUpdatedTimestamp}) => ({
        name,
        state,
        ...(StateUpdatedTimestamp && {since: StateUpdatedTimestamp.getTime()}),
      }))
    },
  }
}
