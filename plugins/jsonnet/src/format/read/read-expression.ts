import {ANY} from '../../syntax/parser.js'
import type {Node} from '../tree.js'
import {readGreedy} from './read-greedy.js'
import {readInfix} from './read-infix.js'
import {readTerminal} from './read-terminal.js'
import type {Reader} from './reader.js'

/** Reads operators that bind stronger than `precedence`. Neither here nor below is anything checked: the parser did. */
export function readExpression(reader: Reader, precedence = ANY): Node {
  return readGreedy(reader) ?? readInfix(reader, readTerminal(reader), precedence)
}
