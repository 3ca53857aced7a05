import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {Compiler} from './compiler.js'

describe('Compiler', () => {
  let folder = ''
  const path = (name: string) => join(folder, name)
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(path(name), text)
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jsonnet-'))
    mkdirSync(path('lib'))
    write({
      'a.jsonnet': "{v: (import 'lib/x.libsonnet').v, t: importstr 'lib/text'}",
      'b.jsonnet': "{v: import 'y.libsonnet'}",
      'c.jsonnet': '1',
      'lib/x.libsonnet': "{v: import 'z.libsonnet'}",
      'lib/z.libsonnet': '1',
      'lib/y.libsonnet': '2',
      'lib/text': 'text',
    })
  })

  it('compiles only what has changed, or imports what has', () => {
    const lines: string[] = []
    const compiler = new Compiler({jpath: [path('lib')], trace: (line) => lines.push(line)})
    write({'lib/z.libsonnet': "std.trace('z', 1)"})
    const files = ['a', 'b', 'c'].map((name) => path(`${name}.jsonnet`))
    const first = files.map((file) => compiler.compile(file))

    assert.deepEqual(compiler.stale(), [])
    assert.deepEqual(
      files.map((file) => compiler.compile(file)),
      first,
    )
    assert.equal(lines.length, 1)

    write({'lib/z.libsonnet': '5'})
    assert.deepEqual(compiler.stale(), [path('a.jsonnet')])
    assert.deepEqual(JSON.parse(compiler.compile(path('a.jsonnet'))), {v: 5, t: 'text'})
  })

  it('knows what an edit touches', () => {
    const compiler = new Compiler({jpath: [path('lib')]})
    for (const name of ['a', 'b', 'c']) compiler.compile(path(`${name}.jsonnet`))

    assert.deepEqual(compiler.touchedBy([path('lib/z.libsonnet')]), [path('a.jsonnet')])
    assert.deepEqual(compiler.touchedBy([path('lib/text'), path('c.jsonnet')]), [path('a.jsonnet'), path('c.jsonnet')])
    assert.deepEqual(compiler.touchedBy([path('lib/other')]), [])
  })

  it('knows what a file touches that is new: imports that find it first, and those that had found none', () => {
    const compiler = new Compiler({jpath: [path('lib')]})
    write({'d.jsonnet': "import 'none.libsonnet'"})
    for (const name of ['a', 'b']) compiler.compile(path(`${name}.jsonnet`))
    assert.throws(() => compiler.compile(path('d.jsonnet')))

    assert.deepEqual(compiler.touchedBy([path('y.libsonnet')]), [path('b.jsonnet')])
    assert.deepEqual(compiler.touchedBy([path('lib/none.libsonnet')]), [path('d.jsonnet')])
    assert.deepEqual(compiler.touchedBy([path('z.libsonnet')]), [])
  })

  it('sees a file that is now found earlier, and one that is mended', () => {
    const compiler = new Compiler({jpath: [path('lib')]})
    compiler.compile(path('b.jsonnet'))

    write({'y.libsonnet': "import 'none.libsonnet'"})
    assert.deepEqual(compiler.stale(), [path('b.jsonnet')])
    assert.throws(() => compiler.compile(path('b.jsonnet')), /couldn't open import "none\.libsonnet"/)
    assert.deepEqual(compiler.stale(), [path('b.jsonnet')])

    write({'none.libsonnet': '3'})
    assert.deepEqual(JSON.parse(compiler.compile(path('b.jsonnet'))), {v: 3})
  })

  it('knows what there is to watch', () => {
    const compiler = new Compiler({jpath: [path('lib')]})
    compiler.compile(path('c.jsonnet'))
    assert.deepEqual(compiler.files(), [path('c.jsonnet')])

    compiler.compile(path('b.jsonnet'))
    assert.deepEqual(
      new Set(compiler.files()),
      new Set([...['c.jsonnet', 'b.jsonnet', 'y.libsonnet', 'lib/y.libsonnet'].map(path)]),
    )
  })
})
