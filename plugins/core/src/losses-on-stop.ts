import type {ServerDefinition} from './app.js'
import type {Stack} from './context.js'
import type {DataLoss} from './events.js'

/** What is gone when the server's task ends. `--yes` agrees to it: whoever stops it has said so. */
export function lossesOnStop({part, lostOnStop}: ServerDefinition, {parameters}: Stack): DataLoss[] {
  const what = lostOnStop?.(parameters)
  if (what === undefined) return []
  return [{part, logicalId: 'Service', resourceType: 'AWS::ECS::Service', grave: false, reason: `is stopped: ${what}`}]
}
