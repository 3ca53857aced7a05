import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {readFile, readdir} from 'node:fs/promises'
import {join} from 'node:path'

import {skip} from './fixtures/local-aws.js'
import {finished, project, root} from './fixtures/project.js'

const OWN = join(root, 'node_modules', '.bin', 'jsonnet')
const DEBIAN = '/usr/bin/jsonnet'

const FILES = {
  'main.jsonnet': "(import 'lib.libsonnet') + {file: std.thisFile, [std.extVar('name')]: 'ü\\u001b'}",
  'lib.libsonnet': '{n: 1e3, list:: [self.n]}',
  text: '$& \n',
}

/** Succeeds, and what is printed differs with each. */
const PRINTED: readonly (readonly string[])[] = [
  ['--ext-str', 'name=a', 'main.jsonnet'],
  ['-V', 'name=a', '-V', 'name=b', 'main.jsonnet'],
  ['--ext-code', 'name="c" + 1', '--', 'main.jsonnet'],
  ['--ext-str-file', 'name=text', '-s', '20', 'main.jsonnet'],
  ['--ext-code-file', 'name=code.jsonnet', '-J', 'lib', 'main.jsonnet'],
  ['-V', 'FROM_OUTSIDE', '-e', "std.extVar('FROM_OUTSIDE')"],
  ['-e', '--', '-1'],
  ['-Se', "'text\\u001b[1m'"],
  ['-y', '-e', '[1, {}, []]'],
  ['-A', 'a=-x', '--tla-code', 'b={c: 1}', '-e', 'function(a, b) b {a: a}'],
  ['--tla-str-file', 'a=text', '--tla-code-file', 'b=code.jsonnet', '-e', 'function(a, b) [a, b]'],
  ['-m', '.', '-e', "{'a.json': 1, 'b.json': {}}"],
  ['-m', '.', '-o', 'list', '-e', "{'a.json': 1}"],
  ['-o', 'out.json', '-e', '{a: 1}'],
  ['--gc-min-objects', '5', '--gc-growth-trigger', '2', '-e', '1'],
  ['-t', '5', 'lib.libsonnet'],
]

/** Succeeds with options that Debian's release does not have. */
const NEWER: readonly (readonly string[])[] = [
  ['--minify', '-e', '{a: [1, 2]}'],
  ['--canonical', '-e', '{a: [1e3, 0.1]}'],
  ['--yaml', '-e', '{a: [1, 2]}'],
  ['--no-trailing-newline', '-e', '{}'],
  ['-m', 'new/folder', '-c', '-e', '{a: 1}'],
]

const FAILS: readonly (readonly string[])[] = [
  ['-e', '{a: 1 +}'],
  ['-t', '4', '-e', 'local f(n) = if n == 0 then error "x" else 1 + f(n - 1); f(100)'],
  ['-e', 'import "none"'],
  ['--tla-code', 'x=1 +', '-e', 'function(x) x'],
]

describe('aws-stack jsonnet', function () {
  this.timeout(120_000)

  for (const [title, cases] of [
    ['prints and writes what jsonnet does', PRINTED],
    ['has the options that are newer too', NEWER],
  ] as const) {
    it(title, async () => {
      for (const argv of cases) {
        const [ours, own] = await Promise.all([run('aws-stack', argv), run(OWN, argv)])

        assert.deepEqual(ours, own, argv.join(' '))
        assert.equal(ours.code, 0, argv.join(' '))
      }
    })
  }

  it("prints and writes what Debian's jsonnet does, as the package's own does", async function () {
    if (!existsSync(DEBIAN)) skip(this, `${DEBIAN} is not there`)

    for (const argv of PRINTED) {
      assert.deepEqual(await run(OWN, argv), await run(DEBIAN, argv), argv.join(' '))
    }
  })

  it('fails with the message of jsonnet, the lines and 2', async () => {
    for (const argv of FAILS) {
      const [ours, own] = await Promise.all([run('aws-stack', argv), run(OWN, argv)])

      assert.deepEqual([ours.code, ours.stdout, own.code], [2, '', 1])
      assert.ok(ours.stderr.startsWith(`Error: ${own.stderr.trimEnd()}`), ours.stderr)
      assert.match(ours.stderr, /\n {2}code {2}JSONNET_FAILED\n/)
    }
    const {stderr} = await run('aws-stack', ['-e', 'local x = 1;\n[x, y]'])
    assert.match(stderr, /\n\n {2}<cmdline>:2:5:\n {4}\[x, y\]\n {8}\^\n$/)
  })

  it('reads standard input, and shows its lines', async () => {
    const user = await project(FILES)
    const cli = join(user.folder, 'node_modules', '.bin', 'aws-stack')
    const from = (input: string) => finished(process.execPath, [cli, 'jsonnet', '-'], {cwd: user.folder, input})

    assert.equal((await from("(import 'lib.libsonnet').list")).stdout, '[\n   1000\n]\n')
    assert.match((await from('1 + nope')).stderr, / {2}<stdin>:1:5-9:\n {4}1 \+ nope\n {8}\^\^\^\^\n/)
  })

  it('takes options from the environment, and folders of JSONNET_PATH', async () => {
    const user = await project(FILES)
    await user.write('text.jsonnet', "import 'code'")
    const environment = {
      AWS_STACK_JSONNET_EXEC: 'true',
      AWS_STACK_JSONNET_EXT_STR: 'x=1',
      AWS_STACK_JSONNET_MINIFY: '1',
      JSONNET_PATH: `nowhere:${user.folder}`,
    }

    const {stdout} = await user.cli(['jsonnet', "[std.extVar('x'), importstr 'text']"], environment)

    assert.equal(stdout, '["1","$& \\n"]\n')
  })

  it('is one document with --json, whether it succeeds or fails', async () => {
    const user = await project({...FILES, 'wrong.jsonnet': "import 'worse.jsonnet'", 'worse.jsonnet': '\n{a: 1'})
    const json = async (...argv: string[]) => {
      const {code, stdout, stderr} = await user.cli(['jsonnet', '--json', ...argv])
      return {code, stderr, document: JSON.parse(stdout) as {error?: {code: string; details: Details}}}
    }

    const [done, wrong, failed, usage, none] = await Promise.all([
      json('-m', '.', '-o', 'list', '-e', '{f: std.trace("seen", 1)}'),
      json('wrong.jsonnet'),
      json('-e', 'local f(x) = error "no"; f(1)'),
      json('-s', '0', '-e', '1'),
      json('none.jsonnet'),
    ])

    assert.deepEqual(done, {
      code: 0,
      stderr: 'TRACE: <cmdline>:1 seen\n',
      document: {output: '', files: ['./f', 'list']},
    })
    assert.deepEqual(
      [wrong, failed, usage, none].map(({code, stderr}) => [code, stderr]),
      Array(4).fill([2, '']),
    )
    assert.deepEqual(
      [wrong, failed, usage, none].map(({document}) => document.error?.code),
      ['JSONNET_FAILED', 'JSONNET_FAILED', 'USAGE', 'SOURCE_NOT_READABLE'],
    )
    const end = {line: 2, column: 6, endLine: 2, endColumn: 7}
    assert.deepEqual(
      wrong.document.error?.details.diagnostics.map(({message: _, ...place}) => place),
      [{file: 'worse.jsonnet', ...end}],
    )
    assert.deepEqual(failed.document.error?.details.trace, [
      {file: '<cmdline>', line: 1, column: 14, endLine: 1, endColumn: 24, name: 'function <f>'},
      {file: '<cmdline>', line: 1, column: 26, endLine: 1, endColumn: 30},
    ])
  })
})

interface Details {
  readonly diagnostics: readonly {readonly message: string}[]
  readonly trace: readonly unknown[]
}

/** One run in a project of its own, with all that it wrote there. */
async function run(program: string, argv: readonly string[]) {
  const user = await project(FILES)
  await user.write('code.jsonnet', "'code' + 1")
  const before = new Set(await readdir(user.folder))
  const environment = {FROM_OUTSIDE: 'from outside'}

  const {code, stdout, stderr} =
    program === 'aws-stack'
      ? await user.cli(['jsonnet', ...argv], environment)
      : await finished(program, argv, {cwd: user.folder, environment})

  const written = (await readdir(user.folder, {recursive: true, withFileTypes: true}))
    .filter((entry) => entry.isFile() && !before.has(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  const files = await Promise.all(
    written.toSorted().map(async (file) => [file.slice(user.folder.length), await readFile(file, 'utf8')]),
  )
  return {code, stdout, stderr, files}
}
