import type {Input} from '../protocol/read-input.js'
import type {Result} from '../protocol/write-xml.js'
import type {World} from '../world.js'

/** One call of the API. */
export interface Call {
  readonly world: World
  readonly region: string
  readonly accountId: string
  readonly input: Input
}

/** Operations without a result (`DeleteStack`) answer with `undefined`. */
export type Operation = (call: Call) => Promise<Result | undefined> | Result | undefined
