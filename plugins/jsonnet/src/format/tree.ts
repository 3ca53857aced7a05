import type {StringKind} from '../syntax/tokens.js'
import type {Fodder} from './fodder.js'

/** A token, and what stands before it. */
export interface Lexeme {
  fodder: Fodder
  /** As it is printed; of a string its content. */
  text: string
  /** What stands before it stays as it is written; so do dots, indices and names of imports. */
  isKept: boolean
}

/** A program as its tokens, for passes to change; nothing of the source but spaces is missing. */
export interface Program {
  body: Node
  /** What stands behind the last token. */
  readonly end: Lexeme
}

export type Node =
  | Apply
  | ArrayNode
  | Assert
  | Binary
  | Conditional
  | FunctionNode
  | InSuper
  | Index
  | Leaf
  | Local
  | ObjectNode
  | Parens
  | Prefix
  | Slice
  | StringNode
  | Unary

/** What begins with another expression. */
export type Chain = Apply | Binary | InSuper | Index | Slice

/** A name, a number or a keyword that stands for a value. */
export interface Leaf {
  readonly type: 'leaf'
  readonly lexeme: Lexeme
}

export interface StringNode {
  readonly type: 'string'
  kind: StringKind
  readonly lexeme: Lexeme
  /** Spaces that a text block has before its lines and its end. */
  readonly block?: {readonly indent: string; readonly end: string}
}

/** `error` and the imports. */
export interface Prefix {
  readonly type: 'prefix'
  readonly keyword: Lexeme
  readonly operand: Node
}

export interface Unary {
  readonly type: 'unary'
  readonly operator: Lexeme
  readonly operand: Node
}

/** Without an operator it is `left {…}`. */
export interface Binary {
  readonly type: 'binary'
  readonly left: Node
  operator?: Lexeme | undefined
  readonly right: Node
}

export interface InSuper {
  readonly type: 'in-super'
  readonly left: Node
  readonly in: Lexeme
  readonly super: Lexeme
}

/** `left.name` and `left[inner]`. */
export interface Index {
  readonly type: 'index'
  readonly left: Node
  /** The dot or the bracket. */
  readonly open: Lexeme
  key: Lexeme | {readonly inner: Node; readonly close: Lexeme}
}

export interface Slice {
  readonly type: 'slice'
  readonly left: Node
  readonly open: Lexeme
  readonly from?: Node | undefined
  readonly colon: Lexeme
  readonly to?: Node | undefined
  /** Missing where it is written `::`, also before a step. */
  stepColon?: Lexeme | undefined
  readonly step?: Node | undefined
  readonly close: Lexeme
}

export interface Apply {
  readonly type: 'apply'
  readonly left: Node
  readonly list: List
  readonly tailstrict?: Lexeme | undefined
}

/** Arguments or parameters. */
export interface List {
  readonly open: Lexeme
  readonly items: readonly Item[]
  readonly close: Lexeme
}

/** `value`, `name` or `name=value`. */
export interface Item {
  readonly name?: Lexeme | undefined
  readonly equals?: Lexeme | undefined
  readonly value?: Node | undefined
  readonly comma?: Lexeme | undefined
}

/** An array, or with `for` a comprehension. */
export interface ArrayNode {
  readonly type: 'array'
  readonly open: Lexeme
  readonly members: readonly Element[]
  readonly specs: readonly Spec[]
  readonly close: Lexeme
}

export interface Element {
  readonly value: Node
  comma?: Lexeme | undefined
}

/** An object, or with `for` a comprehension. */
export interface ObjectNode {
  readonly type: 'object'
  readonly open: Lexeme
  readonly members: readonly Member[]
  readonly specs: readonly Spec[]
  readonly close: Lexeme
}

export type Member = Field | ObjectLocal | ObjectAssert

export interface Field {
  readonly kind: 'field'
  name: Leaf | StringNode | Computed
  readonly params?: List | undefined
  readonly operator: Lexeme
  readonly value: Node
  comma?: Lexeme | undefined
}

/** `[inner]` as the name of a field. */
export interface Computed {
  readonly type: 'computed'
  readonly open: Lexeme
  readonly inner: Node
  readonly close: Lexeme
}

export interface ObjectLocal {
  readonly kind: 'local'
  readonly keyword: Lexeme
  readonly bind: Bind
  comma?: Lexeme | undefined
}

export interface ObjectAssert extends Assertion {
  readonly kind: 'assert'
  comma?: Lexeme | undefined
}

export interface Assertion {
  readonly keyword: Lexeme
  readonly condition: Node
  readonly colon?: Lexeme | undefined
  readonly message?: Node | undefined
}

export type Spec =
  | {readonly kind: 'for'; readonly keyword: Lexeme; readonly name: Lexeme; readonly in: Lexeme; readonly value: Node}
  | {readonly kind: 'if'; readonly keyword: Lexeme; readonly value: Node}

/** `name = value` and `name(params) = value`. */
export interface Bind {
  readonly name: Lexeme
  readonly params?: List | undefined
  readonly equals: Lexeme
  readonly value: Node
}

export interface Local {
  readonly type: 'local'
  readonly keyword: Lexeme
  readonly binds: readonly LocalBind[]
  readonly body: Node
}

export interface LocalBind extends Bind {
  /** A comma, or behind the last a semicolon. */
  readonly delimiter: Lexeme
}

export interface FunctionNode {
  readonly type: 'function'
  readonly keyword: Lexeme
  readonly list: List
  readonly body: Node
}

export interface Conditional {
  readonly type: 'conditional'
  readonly if: Lexeme
  readonly condition: Node
  readonly then: Lexeme
  readonly whenTrue: Node
  readonly else?: {readonly keyword: Lexeme; readonly value: Node} | undefined
}

export interface Assert extends Assertion {
  readonly type: 'assert'
  readonly semicolon: Lexeme
  readonly rest: Node
}

export interface Parens {
  readonly type: 'parens'
  readonly open: Lexeme
  inner: Node
  readonly close: Lexeme
}
