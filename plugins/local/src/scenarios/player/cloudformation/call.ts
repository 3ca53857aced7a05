import type {Input} from '../../../services/cloudformation/protocol/read-input.js'
import type {Result} from '../../../services/cloudformation/protocol/write-xml.js'
import type {Stage} from '../stage.js'

export interface Call {
  readonly stage: Stage
  readonly input: Input
}

/** Operations without a result (`DeleteStack`) answer with `undefined`. */
export type Operation = (call: Call) => Result | undefined
