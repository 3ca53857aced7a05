import type {Span} from '../location.js'
import type {Value} from '../vm/value.js'
import type {SourceFile} from './source-file.js'

/**
 * What a frame holds. The first element of every frame is the frame around it.
 * Of an object the next three are itself, the number of its part and the number of the field; then come variables.
 */
export interface Layout {
  readonly kind: 'code' | 'object'
  size: number
}

/** A variable that a piece of code uses, for the names in stack traces. */
export interface VariableUse {
  readonly name: string
  readonly hops: number
  readonly slot: number
}

/** Code that is evaluated as a whole: a file, a body, or an expression that waits in a thunk. */
export class Unit {
  readonly code: number[] = []
  readonly constants: unknown[] = []
  readonly file: SourceFile
  readonly span: Span
  /** Where instructions that may fail are in the source: the instruction at `failing[i]` is at `spans[i]`. */
  readonly failing: number[] = []
  readonly spans: Span[] = []
  /** Code of arguments that are evaluated in place: a trace has one more line for the call. */
  readonly calls: {from: number; to: number; span: Span}[] = []
  /** Where the operands of a `+` are that is before a `pc`. */
  readonly operands = new Map<number, readonly [Span, Span]>()
  readonly variables: VariableUse[] = []
  /** The value where nothing is to be evaluated. */
  constant: Value | undefined

  constructor(file: SourceFile, span: Span) {
    this.file = file
    this.span = span
  }

  /** The place of the instruction that `pc` has just left. */
  spanAt(pc: number): Span {
    let low = 0
    let high = this.failing.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.failing[middle]! < pc) low = middle + 1
      else high = middle
    }
    return this.spans[low - 1] ?? this.span
  }

  operandAt(pc: number, operand: 0 | 1): Span | undefined {
    return this.operands.get(pc)?.[operand]
  }
}

export interface FunctionCode {
  readonly names: readonly string[]
  /** One for each parameter; a parameter without default has none. */
  readonly defaults: readonly (Unit | undefined)[]
  readonly layout: Layout
  readonly body: Unit
}

export type FieldVisibility = 0 | 1 | 2
export const INHERITED = 0
export const HIDDEN = 1
export const VISIBLE = 2

export interface ObjectCode {
  readonly visibility: readonly FieldVisibility[]
  readonly bodies: readonly Unit[]
  readonly locals: readonly {readonly slot: number; readonly name: string; readonly unit: Unit}[]
  readonly asserts: readonly Unit[]
  readonly layout: Layout
  /** Where computed names have left fields out: the numbers in the source of those that are there. */
  readonly kept?: readonly number[]
}
