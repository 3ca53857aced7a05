import {UNARY} from '../../syntax/parse-terminal.js'
import {isString, type TokenKind} from '../../syntax/tokens.js'
import type {ArrayNode, Element, Node, Spec} from '../tree.js'
import {readExpression} from './read-expression.js'
import {readObject} from './read-object.js'
import type {Reader} from './reader.js'

/** Reads a literal, a name, an array, an object, an expression in parentheses, or one behind an operator. */
export function readTerminal(reader: Reader): Node {
  const {kind} = reader.peek()
  switch (kind) {
    case 'OPERATOR':
      return {type: 'unary', operator: reader.take(), operand: readExpression(reader, UNARY)}
    case '"{"':
      return readObject(reader)
    case '"["':
      return readArray(reader)
    case '"("':
      return {type: 'parens', open: reader.take(), inner: readExpression(reader), close: reader.take()}
    default:
      return isString(kind) ? reader.takeString() : {type: 'leaf', lexeme: reader.take()}
  }
}

function readArray(reader: Reader): ArrayNode {
  const open = reader.take()
  const members: Element[] = []
  while (!reader.isNext('"]"') && !reader.isNext('for')) {
    members.push({value: readExpression(reader), comma: reader.takeIf('","')})
  }
  return {type: 'array', open, members, specs: readSpecs(reader, '"]"'), close: reader.take()}
}

/** Reads `for x in xs if c …` up to the closing token; nothing where that is next. */
export function readSpecs(reader: Reader, closing: TokenKind): Spec[] {
  const specs: Spec[] = []
  while (!reader.isNext(closing)) {
    specs.push(
      reader.isNext('for')
        ? {
            kind: 'for',
            keyword: reader.take(),
            name: reader.take(),
            in: reader.take(),
            value: readExpression(reader),
          }
        : {kind: 'if', keyword: reader.take(), value: readExpression(reader)},
    )
  }
  return specs
}
