import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {compile} from '../evaluate.js'

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'jsonnet-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), {recursive: true})
    writeFileSync(join(folder, path), content)
  }
  return folder
}

describe('imports', () => {
  it('are found beside the file, then in the library folders, the last first', () => {
    const folder = folderWith({
      'main.jsonnet': "[import 'lib/a.libsonnet', import 'b.libsonnet', importstr 'text', importbin 'bytes']",
      'lib/a.libsonnet': "import 'c.libsonnet'",
      'lib/c.libsonnet': "'beside'",
      'one/b.libsonnet': "'one'",
      'two/b.libsonnet': "'two'",
      text: 'ü\n',
      bytes: Uint8Array.of(0, 255),
    })

    const printed = compile(join(folder, 'main.jsonnet'), {jpath: [join(folder, 'one'), join(folder, 'two')]})

    assert.deepEqual(JSON.parse(printed), ['beside', 'two', 'ü\n', [0, 255]])
  })

  it('are evaluated once', () => {
    const folder = folderWith({
      'main.jsonnet': "(import 'a.jsonnet') + (import './a.jsonnet') + (import 'a.jsonnet')",
      'a.jsonnet': "std.trace('a', 1)",
    })
    const lines: string[] = []

    assert.equal(compile(join(folder, 'main.jsonnet'), {trace: (line) => lines.push(line)}), '3')

    assert.equal(lines.length, 2) // two paths
  })

  it('stay within the allowed folders, links or not', () => {
    const folder = folderWith({
      'in/main.jsonnet': "import 'link.jsonnet'",
      'out.jsonnet': '1',
      'in/up.jsonnet': "import '../out.jsonnet'",
    })
    symlinkSync(join(folder, 'out.jsonnet'), join(folder, 'in', 'link.jsonnet'))
    const options = {roots: [join(folder, 'in')]}

    assert.throws(() => compile(join(folder, 'in', 'main.jsonnet'), options), /is outside of the allowed folders/)
    assert.throws(() => compile(join(folder, 'in', 'up.jsonnet'), options), /is outside of the allowed folders/)
  })

  it('are files', () => {
    const folder = folderWith({'main.jsonnet': "import 'lib'", 'lib/a.libsonnet': '1'})

    assert.throws(
      () => compile(join(folder, 'main.jsonnet')),
      /couldn't open import "lib": attempted to import a directory/,
    )
  })

  it('that have faults are all named, that of the program first', () => {
    const folder = folderWith({
      'main.jsonnet': "[import 'good.jsonnet', import 'a.jsonnet']",
      'good.jsonnet': "{b: import 'b.jsonnet', none: import 'none'}",
      'a.jsonnet': '1 +',
      'b.jsonnet': '{x: y}',
    })

    assert.throws(() => compile(join(folder, 'main.jsonnet')), {
      message:
        `STATIC ERROR: ${folder}/b.jsonnet:1:5: Unknown variable: y\n` +
        `STATIC ERROR: ${folder}/a.jsonnet:1:4: unexpected end of file.`,
    })
  })

  it('that are not there say so', () => {
    const folder = folderWith({'main.jsonnet': "\nimport 'nope'"})

    assert.throws(() => compile(join(folder, 'main.jsonnet'), {filename: 'main.jsonnet'}), {
      message: `RUNTIME ERROR: couldn't open import "nope": no match locally or in the Jsonnet library paths.\n\tmain.jsonnet:2:1-14\t`,
    })
  })
})
