import type {ObjectCode} from '../compile/unit.js'
import type {Shape} from './shape.js'
import type {Env} from './thunk.js'
import type {Lazy} from './value.js'

/** One object literal, comprehension, or object made by a function: what `+` puts together. */
export interface Layer {
  readonly shape: Shape
  /** Null where the fields are in `values`. */
  readonly code: ObjectCode | null
  readonly env: Env | null
  /** Of a comprehension: the frame of each field's iteration. */
  readonly iterations: readonly Env[] | null
  /** Fields that depend on no object. */
  readonly values: Lazy[] | null
  /** Of a restriction: how many layers below it are seen through `shape` alone. */
  readonly span: number
}

/** A layer within an object, with what is known of its fields there. */
export interface Part {
  readonly layer: Layer
  frame: Env | null
  /** A field that is not evaluated yet is undefined. */
  readonly values: (Lazy | undefined)[]
}

export function partOf(layer: Layer): Part {
  return {layer, frame: null, values: layer.values ?? new Array<Lazy | undefined>(layer.shape.names.length)}
}
