import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {main} from './main.js'

function jsonnetfmt(argv: readonly string[], stdin = '') {
  const [out, err]: [string[], string[]] = [[], []]
  const code = main(argv, {
    environment: {},
    stdin: () => stdin,
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  })
  return {code, out: out.join(''), err: err.join('')}
}

/** Files of a new folder. */
function files(...contents: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'jsonnetfmt-'))
  return contents.map((content, at) => {
    const file = join(folder, `${at}.jsonnet`)
    writeFileSync(file, content)
    return file
  })
}

describe('the command jsonnetfmt', () => {
  it('prints a file, code or the standard input', () => {
    const [file] = files('{a:1}')

    assert.deepEqual(jsonnetfmt([file!]), {code: 0, out: '{ a: 1 }\n', err: ''})
    assert.equal(jsonnetfmt(['-e', '{b:1}']).out, '{ b: 1 }\n')
    assert.equal(jsonnetfmt(['-'], '{c:1}').out, '{ c: 1 }\n')
    assert.equal(jsonnetfmt(['-e', '--', '-1+2']).out, '-1 + 2\n')
  })

  it('writes to another file', () => {
    const [from, to] = files('{a:1}', '')

    const {code, out} = jsonnetfmt(['-o', to!, from!])

    assert.deepEqual([code, out, readFileSync(to!, 'utf8')], [0, '', '{ a: 1 }\n'])
  })

  it('changes files in place, lists those, and leaves the others alone', () => {
    const [dirty, clean] = files('{a:1}', '{ a: 1 }\n')
    utimesSync(clean!, 1, 1)

    const {code, out} = jsonnetfmt(['-i', dirty!, clean!])

    assert.deepEqual([code, out], [0, `${dirty}\n`])
    assert.equal(readFileSync(dirty!, 'utf8'), '{ a: 1 }\n')
    assert.equal(statSync(clean!).mtimeMs, 1000)
  })

  it('tests files, lists those that are not clean, and changes nothing', () => {
    const [dirty, clean, other] = files('{a:1}', '{ a: 1 }\n', '[ ]')

    assert.deepEqual(jsonnetfmt(['--test', dirty!, clean!, other!]), {code: 2, out: `${dirty}\n${other}\n`, err: ''})
    assert.deepEqual(jsonnetfmt(['--test', clean!]), {code: 0, out: '', err: ''})
    assert.deepEqual(jsonnetfmt(['--test', '-'], '[ ]'), {code: 2, out: '', err: ''})
    assert.equal(readFileSync(dirty!, 'utf8'), '{a:1}')
  })

  it('takes every style', () => {
    const source = `local b = import 'b'; local a = import 'a';\n\n\n{x: [1, # c\na['y']]}`
    const styles = '-n 4 --max-blank-lines 1 --string-style d --comment-style h --pad-arrays --no-pad-objects'
    const off = '--no-pretty-field-names --no-sort-imports'

    const {out} = jsonnetfmt([...`${styles} ${off}`.split(' '), '-e', source])

    assert.equal(out, `local b = import "b"; local a = import "a";\n\n{x: [\n    1,  # c\n    a["y"],\n]}\n`)
  })

  it('fails with the message alone, on the error output', () => {
    const failing: Readonly<Record<string, string>> = {
      '-e (': 'STATIC ERROR: <cmdline>:1:2: unexpected end of file.\n',
      '-': 'STATIC ERROR: <stdin>:1:1: unexpected end of file.\n',
      'nope.jsonnet': 'Opening input file: nope.jsonnet: No such file or directory\n',
      '--nope': 'ERROR: unrecognized argument: --nope\n',
      '-n': 'Expected another commandline argument.\n',
      '-n x': 'ERROR: invalid integer "x"\n\n',
      '-n -1': 'ERROR: invalid --indent value: -1\n',
      '--string-style q': 'ERROR: invalid --string-style value: q\n',
      'a b': 'ERROR: only one filename is allowed\n\n',
      '-i -': 'ERROR: cannot use --in-place with stdin\n',
      '-ie 1': 'ERROR: cannot use --in-place with --exec\n',
    }

    for (const [argv, err] of Object.entries(failing)) {
      assert.deepEqual(jsonnetfmt(argv.split(' ')), {code: 1, out: '', err}, argv)
    }
    assert.match(jsonnetfmt([]).err, /^ERROR: must give filename\n\nUsage: jsonnetfmt/)
  })

  it('shows its help and its version', () => {
    assert.match(jsonnetfmt(['-h']).out, /^Usage: jsonnetfmt/)
    assert.match(jsonnetfmt(['-v']).out, /^Jsonnet reformatter v/)
  })
})
