import type {Importer} from './import/importer.js'
import type {Span} from './location.js'
import type {JsonValue} from './vm/json-value.js'
import type {Budget} from './vm/budget.js'

/** Where a value was written: the expression of its field or element, in the program or in what it imports. */
export interface Origin {
  readonly file: string
  readonly span: Span
}

/** A function that programs get by `std.native`. */
export interface NativeFunction {
  readonly params: readonly string[]
  call(...args: JsonValue[]): JsonValue
}

export interface Options extends Budget {
  /** Finds imported files; without it nothing can be imported. */
  readonly importer?: Importer
  /** External variables, and those whose values are code. */
  readonly extVars?: Readonly<Record<string, string>>
  readonly extCode?: Readonly<Record<string, string>>
  /** Arguments of a file whose value is a function. */
  readonly tlaVars?: Readonly<Record<string, string>>
  readonly tlaCode?: Readonly<Record<string, string>>
  readonly native?: Readonly<Record<string, NativeFunction>>
  /** Calls that may be under way; 500 without. */
  readonly maxStack?: number
  /** Takes the lines of `std.trace`. */
  readonly trace?: (line: string) => void
}
