import assert from 'node:assert/strict'

import {configFolder, type ConfigFolder} from '../testing/config-folder.fixture.js'
import {compileConfigs} from './compile-configs.js'
import type {ConfigSourceOptions} from './config-source.js'
import {findConfigs} from './find-configs.js'

async function compile({path}: ConfigFolder, options: ConfigSourceOptions = {}, directory = '') {
  const {compiled, failed} = await compileConfigs(await findConfigs(path(directory), {}), options)
  return {
    compiled: Object.fromEntries(compiled.map(({profile, content}) => [profile, content])),
    failed: Object.fromEntries(failed.map(({source, message}) => [source.profile, message])),
  }
}

describe('compiled configurations', () => {
  it('are what the uploader would send, of Jsonnet, YAML and JSON alike', async () => {
    const folder = await configFolder({
      'jsonnet/config.jsonnet': "{b: 1 / 3, a: 'é'}",
      'yaml/config.yaml': 'b: 12345678901234567890\n10: yes\na: [0x10, 1.50, ~]\n',
      'json/config.json': '{"b": 1.50, "a": [ ]}',
    })

    assert.deepEqual(await compile(folder), {
      compiled: {
        jsonnet: String.raw`{"a":"\u00e9","b":0.3333333333333333}`,
        yaml: '{"b":12345678901234567890,"10":"yes","a":[16,1.5,null]}',
        json: '{"b":1.5,"a":[]}',
      },
      failed: {},
    })
  })

  it('are all that compile, and the others are named with what is wrong', async () => {
    const folder = await configFolder({
      'good/config.jsonnet': '{}',
      'broken/config.jsonnet': '{a: }',
      'failing/config.jsonnet': "error 'no'",
      'yaml/config.yaml': 'a: [',
      'json/config.json': '{"a": 1,}',
      'nan/config.yaml': 'a: .nan',
    })

    const {compiled, failed} = await compile(folder)

    assert.deepEqual(compiled, {good: '{}'})
    assert.match(failed['broken'] ?? '', /^STATIC ERROR: .*broken\/config\.jsonnet:1:5: /)
    assert.match(failed['failing'] ?? '', /^RUNTIME ERROR: no\n/)
    assert.match(failed['json'] ?? '', /line 1, column 9/)
    assert.match(failed['nan'] ?? '', /JSON has nothing for NaN/)
    assert.deepEqual(Object.keys(failed).sort(), ['broken', 'failing', 'json', 'nan', 'yaml'])
  })

  it('get external variables, and the library of v2 from a file', async () => {
    const folder = await configFolder({
      'lib/sub.libsonnet': "{tf(name): {type: name}, text: importstr 'text.txt'}",
      'lib/text.txt': 'from beside the library',
      'a/config.jsonnet':
        "local sub = std.extVar('sub'); {t: sub.tf(std.extVar('name')), n: std.extVar('n'), x: sub.text}",
    })
    const options = {extStr: {name: 'x'}, extCode: {n: '1 + 1'}, extCodeFile: {sub: folder.path('lib/sub.libsonnet')}}

    const {compiled} = await compile(folder, {...options, root: folder.path('')})

    assert.deepEqual(JSON.parse(compiled['a'] ?? ''), {n: 2, t: {type: 'x'}, x: 'from beside the library'})
  })

  it('import from the project around them and from folders that are named, and from nowhere else', async () => {
    const folder = await configFolder({
      'project/.git/HEAD': '',
      'project/lib/a.libsonnet': '1',
      'project/configs/inside/config.jsonnet': "import '../../lib/a.libsonnet'",
      'project/configs/outside/config.jsonnet': "import '../../../other/b.libsonnet'",
      'project/configs/named/config.jsonnet': "import 'b.libsonnet'",
      'other/b.libsonnet': '2',
    })

    const alone = await compile(folder, {}, 'project/configs')
    const withPath = await compile(folder, {importPaths: [folder.path('other')]}, 'project/configs')

    assert.deepEqual(alone.compiled, {inside: '1'})
    assert.match(alone.failed['outside'] ?? '', /is outside of the allowed folders/)
    assert.deepEqual(withPath.compiled, {inside: '1', named: '2', outside: '2'})
  })

  it('need the folders and files that imports are to come from', async () => {
    const folder = await configFolder({'a/config.jsonnet': '{}'})

    await assert.rejects(compile(folder, {importPaths: ['no/such']}), {
      code: 'SOURCE_NOT_READABLE',
      message: /no\/such/,
    })
  })
})
