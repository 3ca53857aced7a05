import type {Span} from '../location.js'
import type {Binary, Node} from '../syntax/ast.js'
import type {Emitter} from './emitter.js'
import {compileStrict} from './expression.js'
import {BINARY_OPERATORS, Op, type Opcode} from './op.js'

const OPERATIONS: Readonly<Partial<Record<string, Opcode>>> = {
  '+': Op.ADD,
  '-': Op.SUBTRACT,
  '*': Op.MULTIPLY,
  '/': Op.DIVIDE,
  '<': Op.LESS,
  '>': Op.GREATER,
  '<=': Op.LESS_EQUAL,
  '>=': Op.GREATER_EQUAL,
  '==': Op.EQUAL,
  '!=': Op.NOT_EQUAL,
}

/** Writes an operator whose left side is on the stack. */
export function compileBinary(emitter: Emitter, {operator, left, right, begin, end}: Binary): void {
  const span = {begin, end}
  const own = OPERATIONS[operator]
  if (own !== undefined) {
    compileStrict(emitter, right)
    emitter.emitAt(span, own)
    if (own === Op.ADD) emitter.unit.operands.set(emitter.here, [placeOf(left), placeOf(right)])
    return
  }
  const skip = operator === '&&' ? emitter.jump(Op.AND) : operator === '||' ? emitter.jump(Op.OR) : undefined
  compileStrict(emitter, right)
  emitter.emitAt(span, Op.BINARY, BINARY_OPERATORS.indexOf(operator as '%'))
  if (skip !== undefined) emitter.land(skip)
}

/** Parentheses are no part of an operand's place. */
function placeOf(node: Node): Span {
  let inner = node
  while (inner.type === 'parens') inner = inner.inner
  const {begin, end} = inner
  return {begin, end}
}
