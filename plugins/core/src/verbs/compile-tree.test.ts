import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {readdir, readFile, stat} from 'node:fs/promises'

import {configFolder} from '../testing/config-folder.fixture.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {compileTree} from './compile-tree.js'

/** Debian's package: nothing of ours is in it. */
const DEBIAN = '/usr/bin/jsonnet'

const FILES = {
  'lib/base.libsonnet': "{n: 0.1, e: [], o: {}, t: 'é\\u2028', list: [1, 1e21, -0]}",
  'configs/a/config.jsonnet': "(import '../../lib/base.libsonnet') {own: $.n + 0.2}",
  'configs/deep/b/config.jsonnet': 'std.prune({a: null, b: {c: []}, d: std.toString({x: 1.1})})',
  '.git/HEAD': '',
}

describe('compiling a folder', () => {
  it('writes beside each source the bytes that jsonnet prints', async function () {
    if (!existsSync(DEBIAN)) return this.skip()
    const {path} = await configFolder(FILES)

    const {written} = await compileTree({directory: path('configs'), options: {}})

    assert.deepEqual(written, [path('configs/a/config.json'), path('configs/deep/b/config.json')])
    for (const file of written) {
      const source = file.replace(/json$/, 'jsonnet')
      assert.equal(await readFile(file, 'utf8'), spawnSync(DEBIAN, [source], {encoding: 'utf8'}).stdout)
    }
  })

  it('leaves a file that has the bytes already untouched', async () => {
    const {path} = await configFolder(FILES)
    const input = {directory: path('configs'), options: {}}
    await compileTree(input)
    const before = await stat(path('configs/a/config.json'))

    const again = await compileTree(input)

    assert.deepEqual([again.written.length, again.unchanged.length], [0, 2])
    assert.equal((await stat(path('configs/a/config.json'))).ino, before.ino)
  })

  it('writes the same tree elsewhere, and does not take it for sources the next time', async () => {
    const {path} = await configFolder({
      ...FILES,
      'configs/plain/config.json': '{"a":1}\n',
      'configs/y/config.yaml': 'b: 1\na: 2',
    })
    const input = {directory: path('configs'), out: path('configs/out'), options: {}}

    const {written} = await compileTree(input)
    const again = await compileTree(input)

    assert.equal(written.length, 4)
    assert.equal(await readFile(path('configs/out/plain/config.json'), 'utf8'), '{"a":1}\n')
    assert.equal(await readFile(path('configs/out/y/config.json'), 'utf8'), '{\n   "b": 1,\n   "a": 2\n}\n')
    assert.deepEqual([again.written.length, again.unchanged.length], [0, 4])
    assert.ok(!existsSync(path('configs/a/config.json')))
  })

  it('names each that fails with what Jsonnet says, and has written the others and nothing by halves', async () => {
    const {path} = await configFolder({
      ...FILES,
      'configs/bad/config.jsonnet': '{a: nope}',
      'configs/bad/config.json': 'of yesterday',
      'configs/worse/config.jsonnet': "{a: error 'late', b: 1}",
    })

    const {code, message, details} = await errorOf(compileTree({directory: path('configs'), options: {}}))

    assert.equal(code, 'CONFIG_INVALID')
    assert.match(message, /^2 of 4 configurations do not compile\n/)
    assert.match(message, /bad\/config\.jsonnet:1:5-9: Unknown variable: nope/)
    assert.match(message, /worse\/config\.jsonnet: RUNTIME ERROR: late/)
    assert.equal((details['written'] as string[]).length, 2)
    assert.equal(await readFile(path('configs/bad/config.json'), 'utf8'), 'of yesterday')
    assert.deepEqual(await readdir(path('configs/worse')), ['config.jsonnet'])
  })

  it('compiles two of one name: only profiles have to have one each', async () => {
    const {path} = await configFolder({'one/a/config.jsonnet': '1', 'two/a/config.jsonnet': '2'})

    assert.equal((await compileTree({directory: path(''), options: {}})).written.length, 2)
  })

  it('compiles every *.jsonnet where all are asked for', async () => {
    const {path} = await configFolder({'a/config.jsonnet': '1', 'a/b.jsonnet': '2'})

    const {written} = await compileTree({directory: path(''), all: true, options: {}})

    assert.deepEqual(written, [path('a/b.json'), path('a/config.json')])
  })

  it('says which file cannot be written', async () => {
    const {path} = await configFolder({'a/config.jsonnet': '1', out: 'a file'})

    await assert.rejects(compileTree({directory: path(''), out: path('out'), options: {}}), {
      code: 'TARGET_NOT_WRITABLE',
    })
  })

  it('stops between two files when it is cancelled', async () => {
    const {path} = await configFolder({'a/config.jsonnet': '1'})

    const {code} = await errorOf(compileTree({directory: path(''), options: {}, signal: AbortSignal.abort('SIGINT')}))

    assert.equal(code, 'CANCELLED')
    assert.deepEqual(await readdir(path('a')), ['config.jsonnet'])
  })
})
