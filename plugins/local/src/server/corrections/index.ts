import type {Correction} from '../front.js'
import {eventsPutTargets} from './events-put-targets.js'
import {logsPutMetricFilter} from './logs-put-metric-filter.js'

/** Where moto 5.2.1 forgets or garbles what a deploy and its readers need: by service and operation, measured first. */
export const corrections: Readonly<Record<string, Correction>> = {
  'events.PutTargets': eventsPutTargets,
  'logs.PutMetricFilter': logsPutMetricFilter,
}
