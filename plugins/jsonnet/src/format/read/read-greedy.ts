import type {Assertion, Bind, Conditional, Local, LocalBind, Node} from '../tree.js'
import {readExpression} from './read-expression.js'
import {readList} from './read-list.js'
import type {Reader} from './reader.js'

/** Reads what takes all that follows it; undefined where nothing of that kind begins. */
export function readGreedy(reader: Reader): Node | undefined {
  switch (reader.peek().kind) {
    case 'assert': {
      const assertion = readAssertion(reader)
      return {type: 'assert', ...assertion, semicolon: reader.take(), rest: readExpression(reader)}
    }
    case 'error':
      return {type: 'prefix', keyword: reader.take(), operand: readExpression(reader)}
    case 'if':
      return readConditional(reader)
    case 'function':
      return {type: 'function', keyword: reader.take(), list: readList(reader), body: readExpression(reader)}
    case 'import':
    case 'importstr':
    case 'importbin':
      return {type: 'prefix', keyword: reader.take(), operand: reader.takeString(true)}
    case 'local':
      return readLocal(reader)
    default:
      return undefined
  }
}

export function readAssertion(reader: Reader): Assertion {
  const keyword = reader.take()
  const condition = readExpression(reader)
  if (!reader.isOperator(':')) return {keyword, condition}
  return {keyword, condition, colon: reader.take(), message: readExpression(reader)}
}

export function readBind(reader: Reader): Bind {
  const name = reader.take()
  const params = reader.isNext('"("') ? readList(reader) : undefined
  return {name, params, equals: reader.take(), value: readExpression(reader)}
}

function readConditional(reader: Reader): Conditional {
  return {
    type: 'conditional',
    if: reader.take(),
    condition: readExpression(reader),
    then: reader.take(),
    whenTrue: readExpression(reader),
    else: reader.isNext('else') ? {keyword: reader.take(), value: readExpression(reader)} : undefined,
  }
}

function readLocal(reader: Reader): Local {
  const keyword = reader.take()
  const binds: LocalBind[] = []
  do {
    binds.push({...readBind(reader), delimiter: reader.take()})
  } while (binds.at(-1)!.delimiter.text === ',')
  return {type: 'local', keyword, binds, body: readExpression(reader)}
}
