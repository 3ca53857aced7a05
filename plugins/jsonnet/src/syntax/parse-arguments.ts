import {SourceFault} from '../errors.js'
import type {Argument, Parameter} from './ast.js'
import {ANY, parseExpression} from './parser.js'
import type {TokenStream} from './token-stream.js'
import type {Token} from './tokens.js'

/** The arguments up to the closing parenthesis, and that token. */
export function parseArguments(stream: TokenStream, element: string, depth: number): {args: Argument[]; close: Token} {
  const args: Argument[] = []
  let comma = true
  for (;;) {
    if (stream.isNext('")"')) return {args, close: stream.pop()}
    if (!comma) throw new SourceFault(`expected a comma before next ${element}.`, stream.peek())
    let name: string | undefined
    if (stream.isNext('IDENTIFIER')) {
      const second = stream.second()
      if (second.kind === 'OPERATOR' && second.data === '=') {
        name = stream.pop().data
        stream.pop()
      }
    }
    const value = parseExpression(stream, ANY, depth + 1)
    args.push(name === undefined ? {value} : {name, value})
    comma = stream.isNext('","')
    if (comma) stream.pop()
  }
}

/** The parameters up to the closing parenthesis. */
export function parseParameters(stream: TokenStream, element: string, depth: number): Parameter[] {
  return parseArguments(stream, element, depth).args.map(({name, value}) => {
    const {begin, end} = value
    if (name !== undefined) return {name, value, begin, end}
    if (value.type !== 'var') throw new SourceFault('could not parse parameter here.', value)
    return {name: value.name, begin, end}
  })
}
