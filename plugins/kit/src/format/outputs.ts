import type {OutputsResult} from '@aws-stack/core'

import {table} from './table.js'

export function formatOutputs({outputs}: OutputsResult): string {
  if (outputs.length === 0) return 'there are no outputs'
  return table(outputs.map(({part, name, value}) => [part, name, value])).join('\n')
}
