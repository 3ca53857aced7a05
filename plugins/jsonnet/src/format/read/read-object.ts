import {isString} from '../../syntax/tokens.js'
import type {Field, Member, ObjectNode} from '../tree.js'
import {readExpression} from './read-expression.js'
import {readAssertion, readBind} from './read-greedy.js'
import {readList} from './read-list.js'
import {readSpecs} from './read-terminal.js'
import type {Reader} from './reader.js'

export function readObject(reader: Reader): ObjectNode {
  const open = reader.take()
  const members: Member[] = []
  while (!reader.isNext('"}"') && !reader.isNext('for')) {
    const member = readMember(reader)
    members.push({...member, comma: reader.takeIf('","')})
  }
  return {type: 'object', open, members, specs: readSpecs(reader, '"}"'), close: reader.take()}
}

function readMember(reader: Reader): Member {
  if (reader.isNext('local')) return {kind: 'local', keyword: reader.take(), bind: readBind(reader)}
  if (reader.isNext('assert')) return {kind: 'assert', ...readAssertion(reader)}
  return {
    kind: 'field',
    name: readName(reader),
    params: reader.isNext('"("') ? readList(reader) : undefined,
    operator: reader.take(),
    value: readExpression(reader),
  }
}

function readName(reader: Reader): Field['name'] {
  const {kind} = reader.peek()
  if (isString(kind)) return reader.takeString()
  if (kind === 'IDENTIFIER') return {type: 'leaf', lexeme: reader.take()}
  return {type: 'computed', open: reader.take(), inner: readExpression(reader), close: reader.take()}
}
