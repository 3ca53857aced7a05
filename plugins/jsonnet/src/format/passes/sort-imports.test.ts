import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('imports at the head', () => {
  it('are sorted by their path, each on a line', () => {
    assert.equal(
      format(`local b = import 'b', c = import 'Z'; local a = import 'a'; a`),
      `local c = import 'Z';\nlocal a = import 'a';\nlocal b = import 'b';\na\n`,
    )
  })

  it('take the comments on their line along', () => {
    assert.equal(
      format(`// head\nlocal b = import 'b'; // of b\nlocal a = import 'a'; // of a\n1`),
      `// head\nlocal a = import 'a';  // of a\nlocal b = import 'b';  // of b\n1\n`,
    )
  })

  it('are sorted between empty lines and comments', () => {
    assert.equal(
      format(`local d = import 'd';\nlocal c = import 'c';\n\nlocal b = import 'b';\n// x\nlocal a = import 'a';\n1`),
      `local c = import 'c';\nlocal d = import 'd';\n\nlocal b = import 'b';\n// x\nlocal a = import 'a';\n1\n`,
    )
  })

  it('stay in order where one name is defined twice, and where something else is defined', () => {
    const twice = `local a = import 'b';\nlocal a = import 'a';\na\n`
    const other = `local b = import 'b', c = 1; local a = import 'a';\na\n`
    const text = `local b = importstr 'b';\nlocal a = importstr 'a';\na\n`

    for (const source of [twice, other, text]) assert.equal(format(source), source)
  })

  it('are sorted by code points', () => {
    const source = `local a = import '😀';\nlocal b = import '\uffee';\n1\n`

    assert.equal(format(source), `local b = import '\uffee';\nlocal a = import '😀';\n1\n`)
  })
})
