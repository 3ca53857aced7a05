import assert from 'node:assert/strict'

import {JsonnetError} from '../errors.js'
import {evaluate} from '../evaluate.js'
import {format} from './format.js'

/** The error's message. */
function fault(act: () => unknown): string {
  try {
    act()
    return ''
  } catch (error) {
    if (error instanceof JsonnetError) return error.message
    throw error
  }
}

describe('format', () => {
  it('prints a program as jsonnetfmt does', () => {
    const source = `#!/usr/bin/env jsonnet
local b = import "b.libsonnet"; local a = import 'a.libsonnet';


# Workers.



{"name":"it's", replicas :1+ 2 , labels+: {
  app : a["app"], tier: b.tier }, f(x,y = 2)::[x,y]}
`

    assert.equal(
      format(source),
      `#!/usr/bin/env jsonnet
local a = import 'a.libsonnet';
local b = import 'b.libsonnet';


// Workers.


{ name: "it's", replicas: 1 + 2, labels+: {
  app: a.app,
  tier: b.tier,
}, f(x, y=2):: [x, y] }
`,
    )
  })

  it('prints in other styles', () => {
    const source = `local b = import 'b'; local a = import 'a'; // c\n\n\n\n{"x":\n[1,a['y']]}`

    const formatted = format(source, {
      indent: 4,
      maxBlankLines: 1,
      stringStyle: 'double',
      commentStyle: 'hash',
      prettyFieldNames: false,
      padArrays: true,
      padObjects: false,
      sortImports: false,
    })

    assert.equal(formatted, `local b = import "b"; local a = import "a";  # c\n\n{"x":\n    [ 1, a["y"] ]}\n`)
  })

  it('leaves what it is told to leave', () => {
    const source = `{\n   a: "x",  # c\n\n\n\n\n     b: 'y',\n}\n`

    const formatted = format(source, {indent: 0, maxBlankLines: 0, stringStyle: 'leave', commentStyle: 'leave'})

    assert.equal(formatted, source)
  })

  it('refuses a faulty source by the message of the compiler', () => {
    for (const source of ['{a: 1, a: 2}', "'\\q'", '(', '', 'a b', '/* a', '{a: 1 b: 2}', '|||\n a']) {
      const own = fault(() => format(source, {filename: 'a.jsonnet'}))

      assert.match(own, /^STATIC ERROR: a\.jsonnet:\d/)
      assert.equal(
        own,
        fault(() => evaluate(source, {filename: 'a.jsonnet'})),
      )
    }
  })

  it('reads what is newer than the oldest releases', () => {
    assert.equal(format('importbin "a"'), "importbin 'a'\n")
    assert.equal(format('1_000.2_5'), '1000.25\n')
    assert.equal(format('|||-\n    a\n   |||'), '|||-\n  a\n|||\n')
  })

  it('takes no stack for what is long, and refuses what is deep', () => {
    const [long, deep] = [30_000, 100_000]
    const repeated = ['+ 1', '.a', '()', '{}', "['a']", '[1:]', ' in super'].map((link) => `a${link.repeat(long)}`)
    const names = Array.from({length: long}, (_, at) => `a${at}=import 'x${long - at}'`)
    const listed = [`[\n${'1,'.repeat(long)}]`, `f(${'x,'.repeat(long)})`, `[1 ${'for x in y '.repeat(long)}]`]
    const commented = ['// c\n', '/* c */', '/* c\n */', '1 + // c\n'].map((comment) => `${comment.repeat(long)}1`)

    for (const source of [...repeated, ...listed, ...commented, `local ${names.join()};1`]) {
      assert.ok(format(source).length > long, source.slice(0, 20))
    }
    for (const mark of ['(', '[', '-', '{a:', 'f(', 'if a then ', 'local a = 1; ']) {
      assert.match(
        fault(() => format(`${mark.repeat(deep)}1`)),
        /Exceeded maximum parse depth limit/,
      )
    }
    assert.match(
      fault(() => format(`${'('.repeat(deep)}1${')'.repeat(deep)}`)),
      /Exceeded maximum parse depth limit/,
    )
  }).timeout(30_000)
})
