import type {Span} from '../location.js'
import type {Obj} from './object.js'
import type {Env} from './thunk.js'
import type {Closure, Func, Lazy, Value} from './value.js'

/**
 * What a function that is not written in Jsonnet may ask for: a thunk's value, a call, a field, or what other steps return.
 * A value is answered with itself. So it nests as deep as the program does, and the JavaScript stack does not.
 */
export type Demand = Lazy | Call | FramedCall | FieldOf | RunAsserts | SubSteps

export type Steps = Generator<Demand, Value, Value>

export class Call {
  readonly func: Func
  readonly args: Lazy[]
  /** Names of the last arguments. */
  readonly names: readonly string[] | undefined

  constructor(func: Func, args: Lazy[], names?: readonly string[]) {
    this.func = func
    this.args = args
    this.names = names
  }
}

/** A call of a function of the program, with its frame. */
export class FramedCall {
  readonly closure: Closure
  readonly callee: Env
  readonly tailstrict: boolean

  constructor(closure: Closure, callee: Env, tailstrict: boolean) {
    this.closure = closure
    this.callee = callee
    this.tailstrict = tailstrict
  }
}

/** A field; the object's assertions run before. Of super, with the parts from `from` on, none run. */
export class FieldOf {
  readonly object: Obj
  readonly name: string
  readonly from: number

  constructor(object: Obj, name: string, from = 0) {
    this.object = object
    this.name = name
    this.from = from
  }
}

/** The object's assertions, where they have not run. */
export class RunAsserts {
  readonly object: Obj

  constructor(object: Obj) {
    this.object = object
  }
}

/** The result of other steps. */
export class SubSteps {
  readonly steps: Steps
  readonly walk: Walk | null

  constructor(steps: Steps, walk: Walk | null = null) {
    this.steps = steps
    this.walk = walk
  }
}

/** What a stack trace calls a place: one in a file, or that of an operand of the operator that asked. */
export interface Place {
  readonly file: string
  readonly span?: Span
  readonly operand?: 0 | 1
}

/** Steps that walk through nested values: a stack trace has a line for each level. */
export interface Walk {
  /** Where the walk is. */
  readonly place: Place | undefined
  /** The values around it, the outermost first: where each is. */
  readonly levels: readonly {
    readonly place: Place | undefined
    readonly inside: Obj | Lazy[]
    readonly names: readonly string[] | undefined
    readonly at: number
  }[]
}

/** Rounds of a loop over values that are there already, between two looks at the budget. */
const ROUNDS = 16

/** For such loops: whether it is time to yield anything, so that the budget is looked at. */
export class Pace {
  private rounds = 0

  isDue(): boolean {
    return (this.rounds = (this.rounds + 1) % ROUNDS) === 0
  }
}
