import type {Item, List} from '../tree.js'
import {readExpression} from './read-expression.js'
import type {Reader} from './reader.js'

/** Reads arguments or parameters with their parentheses. A name alone is a value here. */
export function readList(reader: Reader): List {
  const open = reader.take()
  const items: Item[] = []
  while (!reader.isNext('")"')) items.push(readItem(reader))
  return {open, items, close: reader.take()}
}

function readItem(reader: Reader): Item {
  const next = reader.second()
  const isNamed = reader.isNext('IDENTIFIER') && next.kind === 'OPERATOR' && next.data === '='
  return {
    ...(isNamed && {name: reader.take(), equals: reader.take()}),
    value: readExpression(reader),
    comma: reader.takeIf('","'),
  }
}
