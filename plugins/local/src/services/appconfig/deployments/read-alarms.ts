import {DescribeAlarmsCommand} from '@aws-sdk/client-cloudwatch'

import type {ServiceClients} from '../../cloudformation/clients.js'
import type {Alarms} from '../state/ports.js'

/** Alarms are those of moto's CloudWatch; where moto is not there, none goes off. */
export function readAlarms(clients: (region: string) => Pick<ServiceClients, 'cloudWatch'> | undefined): Alarms {
  return {
    async goneOff(arns, region) {
      const cloudWatch = await clients(region)?.cloudWatch()
      if (!cloudWatch) return []
      const AlarmNames = arns.map((arn) => arn.split(':').slice(6).join(':'))
      const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const
      const found = await cloudWatch.send(new DescribeAlarmsCommand({AlarmNames, AlarmTypes: [...AlarmTypes]}))
      return [...(found.MetricAlarms ?? []), ...(found.CompositeAlarms ?? [])]
        .filter(({StateValue, AlarmArn}) => StateValue === 'ALARM' && arns.includes(AlarmArn ?? ''))
        .map(({AlarmArn = ''}) => AlarmArn)
    },
  }
}
