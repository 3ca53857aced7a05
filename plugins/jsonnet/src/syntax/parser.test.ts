import assert from 'node:assert/strict'

import {SourceFault} from '../errors.js'
import {formatLocation} from '../location.js'
import {lex} from './lexer.js'
import {parse} from './parser.js'

const fault = (source: string): string => {
  try {
    parse(source)
    return ''
  } catch (error) {
    if (error instanceof SourceFault) return `${formatLocation('', error.span)}: ${error.message}`
    throw error
  }
}

describe('the lexer', () => {
  it('counts columns in bytes, and lines through comments, strings and blocks', () => {
    const tokens = lex(`/* a\n b */ 'ü' x # c\n"\n" y |||\n   z\n|||\n@'it''s' end`)

    assert.deepEqual(
      tokens.map(({kind, data, begin, end}) => `${kind} ${data} ${formatLocation('', {begin, end})}`),
      [
        'STRING_SINGLE Ã¼ 2:7-11',
        'IDENTIFIER x 2:12',
        'STRING_DOUBLE \n (3:1)-(4:2)',
        'IDENTIFIER y 4:3',
        'STRING_BLOCK z\n (4:5)-(6:4)',
        "VERBATIM_STRING_SINGLE it's 7:1-9",
        'IDENTIFIER end 7:10-13',
        'end of file  7:13',
      ],
    )
  })

  it('ends operators where the next operand begins', () => {
    assert.deepEqual(
      lex('a==-1 !~x [::-1] +:: $').map(({kind, data}) => data || kind),
      ['a', '==', '-', '1', '!', '~', 'x', '"["', '::', '-', '1', '"]"', '+::', '"$"', 'end of file'],
    )
  })

  it('takes separators between digits alone', () => {
    assert.equal(lex('1_000.2_5e1_0')[0]?.data, '1000.25e10')
    for (const source of ['1__0', '1_', '0_1', '1.', '1e', '1e+', '1._5'])
      assert.match(fault(source), /couldn't lex number/)
  })
})

describe('the parser', () => {
  it('binds operators as the language says', () => {
    const shape = (source: string): unknown => {
      const show = (node: ReturnType<typeof parse>): unknown => {
        if (node.type === 'binary') return [show(node.left), node.operator, show(node.right)]
        return node.type === 'unary' ? [node.operator, show(node.operand)] : node.type === 'var' ? node.name : node.type
      }
      return show(parse(source))
    }

    assert.deepEqual(shape('a + b * c - d'), [['a', '+', ['b', '*', 'c']], '-', 'd'])
    assert.deepEqual(shape('a || b && c == d | e ^ f & g'), [
      'a',
      '||',
      ['b', '&&', [['c', '==', 'd'], '|', ['e', '^', ['f', '&', 'g']]]],
    ])
    assert.deepEqual(shape('-a.b < !c(d) << e'), [['-', 'index'], '<', [['!', 'apply'], '<<', 'e']])
  })

  it('says where and what is wrong', () => {
    const wrong: Readonly<Record<string, string>> = {
      '{a: 1, a: 2}': '1:8: duplicate field: a',
      'local a = 1, a = 2; a': '1:14: duplicate local var: a',
      'f(a=1, 2)': '1:8: Positional argument after a named argument is not allowed',
      '[1 2]': '1:4: expected a comma before next array element.',
      '{[a]:: b for c in d}': '1:10-13: object comprehensions cannot have hidden fields.',
      'import "a" + "b"': '1:8-17: computed imports are not allowed.',
      "'\\q'": "1:1-5: Unknown escape sequence in string literal: 'q'",
      'if a then b else': '1:17: unexpected end of file.',
      'a b': '1:3: did not expect: (IDENTIFIER, "b")',
      '/* a': '1:1: multi-line comment has no terminating */.',
    }

    for (const [source, message] of Object.entries(wrong)) assert.equal(fault(source), message, source)
  })
})
