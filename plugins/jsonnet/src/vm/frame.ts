import type {Unit} from '../compile/unit.js'
import type {Demand, Steps, Walk} from './demand.js'
import type {Part} from './layer.js'
import type {Obj} from './object.js'
import type {Env, Thunk} from './thunk.js'
import type {Closure, Lazy} from './value.js'
import type {Builtin} from '../std/builtin.js'

/** The body of a function. */
export const CALL = 0
/** A thunk: its value is kept in it. */
export const THUNK = 1
/** A field: its value is kept in the part. */
export const FIELD = 2
/** Assertions of an object, one after the other. */
export const ASSERTS = 3
/** Steps of a function that is not written in Jsonnet. */
export const STEPS = 4
/** Arguments of such a function. */
export const ARGUMENTS = 5
/** Arguments of a tailstrict call. */
export const TAIL_ARGUMENTS = 6
/** Where the loop was entered. */
export const ENTRY = 7

export type FrameKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** What is under way: how to go on in the code that asked, and where the result goes. Used again and again. */
export class Frame {
  kind: FrameKind = ENTRY
  /** The code that asked; null where steps did. */
  unit: Unit | null = null
  pc = 0
  env: Env | null = null
  /** A tailstrict call: the call that ends it takes its frame. */
  tail = false
  index = 0
  closure: Closure | null = null
  builtin: Builtin | null = null
  thunk: Thunk | null = null
  part: Part | null = null
  object: Obj | null = null
  steps: Steps | null = null
  walk: Walk | null = null
  args: Lazy[] | null = null
  /** What is asked again when assertions have run; null where code goes on. */
  next: Demand | null = null
  /** The frame of a call whose arguments are being evaluated. */
  callee: Env | null = null
}
