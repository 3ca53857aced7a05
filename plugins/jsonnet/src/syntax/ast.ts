import type {Position, Span} from '../location.js'
import type {StringKind} from './tokens.js'

/** The program as written: nothing is desugared, parentheses are kept. */
export type Node =
  | Apply
  | ApplyBrace
  | ArrayLiteral
  | ArrayComprehension
  | Assert
  | Binary
  | Conditional
  | Dollar
  | ErrorExpression
  | FunctionLiteral
  | Import
  | InSuper
  | Index
  | Literal
  | Local
  | ObjectLiteral
  | ObjectComprehension
  | Parens
  | Self
  | Slice
  | StringLiteral
  | SuperIndex
  | Unary
  | Var

interface Base extends Span {
  readonly begin: Position
  readonly end: Position
}

export interface Argument {
  readonly name?: string
  readonly value: Node
}

export interface Apply extends Base {
  readonly type: 'apply'
  readonly target: Node
  readonly args: readonly Argument[]
  readonly tailstrict: boolean
}

/** `left {…}`. */
export interface ApplyBrace extends Base {
  readonly type: 'apply-brace'
  readonly left: Node
  readonly right: Node
}

export interface ArrayLiteral extends Base {
  readonly type: 'array'
  readonly elements: readonly Node[]
}

export type ComprehensionSpec =
  {readonly kind: 'for'; readonly name: string; readonly value: Node} | {readonly kind: 'if'; readonly value: Node}

export interface ArrayComprehension extends Base {
  readonly type: 'array-comprehension'
  readonly body: Node
  readonly specs: readonly ComprehensionSpec[]
}

export interface Assert extends Base {
  readonly type: 'assert'
  readonly condition: Node
  readonly message?: Node
  readonly rest: Node
}

export type BinaryOperator =
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<<'
  | '>>'
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | '=='
  | '!='
  | '&'
  | '^'
  | '|'
  | '&&'
  | '||'

export interface Binary extends Base {
  readonly type: 'binary'
  readonly operator: BinaryOperator
  readonly left: Node
  readonly right: Node
}

export interface Conditional extends Base {
  readonly type: 'conditional'
  readonly condition: Node
  readonly then: Node
  readonly otherwise?: Node
}

export interface Dollar extends Base {
  readonly type: 'dollar'
}

export interface ErrorExpression extends Base {
  readonly type: 'error'
  readonly value: Node
}

export interface Parameter extends Span {
  readonly name: string
  readonly value?: Node
}

export interface FunctionLiteral extends Base {
  readonly type: 'function'
  readonly parameters: readonly Parameter[]
  readonly body: Node
}

export interface Import extends Base {
  readonly type: 'import'
  readonly as: 'import' | 'importstr' | 'importbin'
  readonly path: string
}

export interface InSuper extends Base {
  readonly type: 'in-super'
  readonly element: Node
}

/** `target.name` and `target[index]`. */
export interface Index extends Base {
  readonly type: 'index'
  readonly target: Node
  readonly index: Node | string
}

export interface Slice extends Base {
  readonly type: 'slice'
  readonly target: Node
  readonly from?: Node
  readonly to?: Node
  readonly step?: Node
}

export interface Literal extends Base {
  readonly type: 'literal'
  readonly value: null | boolean | number
}

export interface StringLiteral extends Base {
  readonly type: 'string'
  readonly kind: StringKind
  readonly value: string
}

export interface Bind extends Span {
  readonly name: string
  readonly body: Node
}

export interface Local extends Base {
  readonly type: 'local'
  readonly binds: readonly Bind[]
  readonly body: Node
}

export type Visibility = ':' | '::' | ':::'

export interface Field {
  readonly name: Node | string
  readonly visibility: Visibility
  readonly plus: boolean
  readonly body: Node
}

export interface ObjectAssert {
  readonly condition: Node
  readonly message?: Node
}

export interface ObjectBody {
  readonly locals: readonly Bind[]
  readonly fields: readonly Field[]
  readonly asserts: readonly ObjectAssert[]
}

export interface ObjectLiteral extends Base, ObjectBody {
  readonly type: 'object'
}

export interface ObjectComprehension extends Base {
  readonly type: 'object-comprehension'
  readonly locals: readonly Bind[]
  readonly field: Field
  readonly specs: readonly ComprehensionSpec[]
}

export interface Parens extends Base {
  readonly type: 'parens'
  readonly inner: Node
}

export interface Self extends Base {
  readonly type: 'self'
}

export interface SuperIndex extends Base {
  readonly type: 'super-index'
  readonly index: Node | string
}

export interface Unary extends Base {
  readonly type: 'unary'
  readonly operator: '!' | '~' | '+' | '-'
  readonly operand: Node
}

export interface Var extends Base {
  readonly type: 'var'
  readonly name: string
}
