import assert from 'node:assert/strict'

import {toBytes} from '../../syntax/lexer.js'
import {readFodder} from './read-fodder.js'

/** What stands in the text, behind a token that ends in `column`, or at the head of a file; `token` follows. */
function read(text: string, column?: number, token = 'x') {
  const bytes = toBytes(text + token)
  const elements = readFodder({text: bytes, from: 0, to: bytes.length - 1 - token.length, column})
  return elements.map(({kind, blanks, indent, comment}) => [kind, blanks, indent, ...comment])
}

describe('what stands before a token', () => {
  it('is nothing where there are spaces alone', () => {
    assert.deepEqual(read('', 1), [])
    assert.deepEqual(read(' \t\r ', 1), [])
  })

  it('is a line end with its empty lines and its indentation', () => {
    assert.deepEqual(read('\n', 1), [['line', 0, 0]])
    assert.deepEqual(read(' \r\n \n\t  ', 1), [['line', 1, 10]])
  })

  it('is a comment at the end of a line, or lines of their own', () => {
    assert.deepEqual(read(' // a  \n\n  # b\n', 1), [
      ['line', 1, 2, '// a'],
      ['paragraph', 0, 0, '# b'],
    ])
    assert.deepEqual(read('// a\n'), [['paragraph', 0, 0, '// a']])
    assert.deepEqual(read('/*ü*/ /* b */\n// c\n', 1), [
      ['inline', 0, 0, '/*ü*/'],
      ['inline', 0, 0, '/* b */'],
      ['line', 0, 0],
      ['paragraph', 0, 0, '// c'],
    ])
  })

  it('takes the indentation of a comment from its lines, and no more', () => {
    assert.deepEqual(read('  /* a\n     b \n c\n\n    d */ ', 1), [
      ['line', 0, 0],
      ['paragraph', 0, 0, '/* a', '  b', 'c', '', ' d */'],
    ])
    assert.deepEqual(read('\n  /* a\n  */\n\n ', 1), [
      ['line', 0, 2],
      ['paragraph', 1, 1, '/* a', '*/'],
    ])
  })

  it('loses the empty lines at the end of a file, not the comments', () => {
    assert.deepEqual(read('\n\n', 1, ''), [])
    assert.deepEqual(read(' // a\n\n', 1, ''), [['line', 1, 0, '// a']])
    assert.deepEqual(read('\n// a', 1, ''), [
      ['line', 0, 0],
      ['paragraph', 0, 0, '// a'],
    ])
  })
})
