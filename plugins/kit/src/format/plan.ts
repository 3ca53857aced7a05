import type {PlanResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatLosses} from './losses.js'
import {formatSection} from './plan-section.js'
import {formatPlanSections} from './plan-sections.js'
import {formatPlanSummary} from './plan-summary.js'

/** What a deploy would do: images, then stack by stack and resource by resource, configurations, what would be lost, and the sum. */
export function formatPlan(plan: PlanResult): string {
  const {app, stage, region, losses} = plan
  return [
    paint.title(`${app}, stage ${stage}, ${region}`),
    ...formatPlanSections(plan).flatMap(formatSection),
    ...(losses.length > 0 ? ['', ...formatLosses(losses)] : []),
    '',
    formatPlanSummary(plan),
  ].join('\n')
}
