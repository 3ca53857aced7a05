import {precedenceOf} from '../../syntax/parse-infix.js'
import type {Index, Node, Slice} from '../tree.js'
import {readExpression} from './read-expression.js'
import {readList} from './read-list.js'
import {readObject} from './read-object.js'
import type {Reader} from './reader.js'

/** Reads what follows an operand, as `parseInfix` does. */
export function readInfix(reader: Reader, operand: Node, precedence: number): Node {
  let left = operand
  for (;;) {
    const own = precedenceOf(reader.peek())
    if (own === undefined || own >= precedence) return left
    left = readNext(reader, left, own)
  }
}

function readNext(reader: Reader, left: Node, precedence: number): Node {
  switch (reader.peek().kind) {
    case '"["':
      return readBrackets(reader, left)
    case '"."':
      return {type: 'index', left, open: reader.take(true), key: reader.take(true)}
    case '"("':
      return {type: 'apply', left, list: readList(reader), tailstrict: reader.takeIf('tailstrict')}
    case '"{"':
      return {type: 'binary', left, right: readObject(reader)}
    default: {
      const isInSuper = reader.isNext('in') && reader.second().kind === 'super'
      if (isInSuper) return {type: 'in-super', left, in: reader.take(true), super: reader.take(true)}
      return {type: 'binary', left, operator: reader.take(), right: readExpression(reader, precedence)}
    }
  }
}

function readBrackets(reader: Reader, left: Node): Index | Slice {
  const open = reader.take(true)
  const isColon = () => reader.isOperator(':') || reader.isOperator('::')
  const part = () => (isColon() || reader.isNext('"]"') ? undefined : readExpression(reader))

  const from = part()
  if (from && reader.isNext('"]"')) return {type: 'index', left, open, key: {inner: from, close: reader.take(true)}}

  const isDouble = reader.isOperator('::')
  const colon = {...reader.take(true), text: ':'}
  const to = isDouble ? undefined : part()
  const stepColon = reader.isOperator(':') ? reader.take(true) : undefined
  const step = part()
  return {type: 'slice', left, open, from, colon, to, stepColon, step, close: reader.take(true)}
}
