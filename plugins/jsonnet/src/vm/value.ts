import type {Builtin} from '../std/builtin.js'
import type {FunctionCode} from '../compile/unit.js'
import type {Env, Thunk} from './thunk.js'
import type {Obj} from './object.js'

/** Every value of the language. Arrays hold thunks until an element is needed, which is then stored in place. */
export type Value = null | boolean | number | string | Lazy[] | Obj | Func

/** A value, or one that is not computed yet. */
export type Lazy = Value | Thunk

export type Func = Closure | Builtin

/** A function of the program with the frame in which it was made. */
export class Closure {
  readonly code: FunctionCode
  readonly env: Env

  constructor(code: FunctionCode, env: Env) {
    this.code = code
    this.env = env
  }
}
