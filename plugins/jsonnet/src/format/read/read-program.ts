import {SourceFault, staticError} from '../../errors.js'
import {lex, toBytes} from '../../syntax/lexer.js'
import {checkSyntax} from '../../syntax/parser.js'
import type {Program} from '../tree.js'
import {readExpression} from './read-expression.js'
import {Reader} from './reader.js'

/** Reads a source with its comments. Throws the JsonnetError that the compiler has for it, unless that is about more than syntax. */
export function readProgram(source: string, filename: string): Program {
  try {
    const tokens = lex(source)
    checkSyntax(tokens)
    const reader = new Reader(toBytes(source), tokens)
    return {body: readExpression(reader), end: reader.take()}
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error
    throw staticError([{file: filename, span: error.span, message: error.message}])
  }
}
