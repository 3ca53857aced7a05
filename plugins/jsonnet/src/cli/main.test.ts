import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {main} from './main.js'

function jsonnet(argv: readonly string[], environment = {}, stdin = '') {
  const [out, err]: [string[], string[]] = [[], []]
  const code = main(argv, {
    environment,
    stdin: () => stdin,
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  })
  return {code, out: out.join(''), err: err.join('')}
}

describe('the command jsonnet', () => {
  it('prints a file, code or the standard input', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'jsonnet-')), 'a.jsonnet')
    writeFileSync(file, '{a: std.thisFile}')

    assert.equal(jsonnet([file]).out, `{\n   "a": ${JSON.stringify(file)}\n}\n`)
    assert.equal(jsonnet(['-e', '1 + 1']).out, '2\n')
    assert.equal(jsonnet(['-'], {}, 'std.thisFile').out, '"<stdin>"\n')
    assert.equal(jsonnet(['-Se', "'text'", '--no-trailing-newline']).out, 'text')
  })

  it('takes variables from the arguments, the environment and files', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'jsonnet-')), "it's")
    writeFileSync(file, '[1]')
    const code = "function(x, y) [std.extVar(v) for v in ['a', 'b', 'c', 'd', 'e']] + [x, y]"
    const variables = [
      '-V',
      'a=1',
      '-V',
      'b',
      '--ext-code',
      'c=1+1',
      '--ext-str-file',
      `d=${file}`,
      '--ext-code-file',
      `e=${file}`,
    ]

    const {out, err} = jsonnet([...variables, '-A', 'x=2', '--tla-code', 'y={z: 1}', '-e', code], {b: 'from outside'})

    assert.equal(err, '')
    assert.deepEqual(JSON.parse(out), ['1', 'from outside', 2, '[1]', [1], '2', {z: 1}])
  })

  it('prints streams, and files that keep their time where they stay the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jsonnet-'))
    assert.equal(jsonnet(['-y', '-e', '[1, {}]']).out, '---\n1\n---\n{ }\n...\n')

    const first = jsonnet(['-m', folder, '-e', '{b: 1, a: [2]}'])
    utimesSync(join(folder, 'a'), 1, 1)
    const second = jsonnet(['-m', `${folder}/`, '-e', '{b: 3, a: [2]}'])

    assert.deepEqual([first.out, second.out], Array(2).fill(`${folder}/a\n${folder}/b\n`))
    assert.equal(readFileSync(join(folder, 'b'), 'utf8'), '3\n')
    assert.equal(statSync(join(folder, 'a')).mtimeMs, 1000)
  })

  it('fails with the message alone, on the error output', () => {
    assert.deepEqual(jsonnet(['-t', '1', '-e', "local f(x) = error 'x'; f(f(1))"]), {
      code: 1,
      out: '',
      err: 'RUNTIME ERROR: x\n\t...\n\t<cmdline>:1:25-32\t\n',
    })
    assert.deepEqual(jsonnet(['nope.jsonnet']), {
      code: 1,
      out: '',
      err: 'Opening input file: nope.jsonnet: No such file or directory\n',
    })
    assert.equal(jsonnet(['--nope']).err, 'ERROR: unrecognized argument: --nope\n')
    assert.equal(jsonnet(['-V', 'x', '-e', '1']).err, 'ERROR: environment variable x was undefined.\n')
    assert.match(jsonnet([]).err, /^ERROR: must give filename\n\nUsage: jsonnet/)
    assert.equal(jsonnet(['-s', '1.5', '-e', '1']).err, 'ERROR: invalid integer "1.5"\n\n')
  })

  it('says which file or document is no string', () => {
    const wrong = (place: string) =>
      `RUNTIME ERROR: expected string result, got: number\n${place}\n\tDuring manifestation\t\n`

    assert.equal(jsonnet(['-S', '-m', '.', '-e', '{b: 1}']).err, wrong('\t<cmdline>:1:5\tobject <anonymous>'))
    assert.equal(jsonnet(['-Sye', 'local x = 1; [x + 1]']).err, wrong('\t<cmdline>:1:15-20\tthunk <array_element>'))
  })

  it('takes the last variable of a name, be it text or code', () => {
    const [text, code] = [
      ['-V', 'x=1'],
      ['--ext-code', 'x=2'],
    ]
    const argument = ['-A', '__proto__=1', '-e', 'function(__proto__) [__proto__, std.extVar("x")]']

    assert.deepEqual(JSON.parse(jsonnet([...text, ...code, ...argument]).out), ['1', 2])
    assert.deepEqual(JSON.parse(jsonnet([...code, ...text, ...argument]).out), ['1', '1'])
  })

  it('makes the folders of what it writes where it is told to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jsonnet-'))
    const argv = ['-m', join(folder, 'a'), '-o', join(folder, 'b', 'list'), '-e', "{'x/y': 1}"]

    assert.equal(jsonnet(argv).err, `Opening output file: ${folder}/a/x/y: No such file or directory\n`)
    assert.equal(jsonnet(['-c', ...argv]).err, '')

    assert.equal(readFileSync(join(folder, 'a', 'x', 'y'), 'utf8'), '1\n')
    assert.equal(readFileSync(join(folder, 'b', 'list'), 'utf8'), `${folder}/a/x/y\n`)
  })

  it('writes files by field where it is told to print a stream too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jsonnet-'))

    assert.equal(jsonnet(['-y', '-m', folder, '-e', '{a: 1}']).out, `${folder}/a\n`)
  })
})
