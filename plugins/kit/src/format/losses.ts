import type {DataLoss} from '@aws-stack/core'

import {paint} from '../paint.js'
import {table} from './table.js'

/** What would be gone for good; what cannot be made again stands out. */
export function formatLosses(losses: readonly DataLoss[]): string[] {
  const rows = losses.map(({part, logicalId, resourceType, physicalId = '', grave, reason}) => [
    grave ? paint.danger('!') : paint.changed('-'),
    `${part}/${logicalId}`,
    resourceType,
    physicalId,
    grave ? paint.danger(reason) : reason,
  ])
  return [paint.danger('would be lost for good'), ...table(rows, 2)]
}
