import assert from 'node:assert/strict'
import {symlink} from 'node:fs/promises'

import {configFolder} from '../testing/config-folder.fixture.js'
import {findConfigs} from './find-configs.js'

describe('configurations in a folder', () => {
  it('are named by their folders, wherever these are, and sorted', async () => {
    const {path} = await configFolder({
      'pipeline/sink/config.jsonnet': '{}',
      'processor/config.yaml': '{}',
      'flags/config.json': '{}',
      'processor/other.jsonnet': '{}',
      'lib.libsonnet': '{}',
    })

    assert.deepEqual(await findConfigs(path(''), {}), [
      {profile: 'flags', file: path('flags/config.json'), format: 'json'},
      {profile: 'processor', file: path('processor/config.yaml'), format: 'yaml'},
      {profile: 'sink', file: path('pipeline/sink/config.jsonnet'), format: 'jsonnet'},
    ])
  })

  it('take the JSON beside a source for what was made of it', async () => {
    const {path} = await configFolder({'a/config.jsonnet': '{}', 'a/config.json': '{}'})

    assert.deepEqual(
      (await findConfigs(path(''), {})).map(({file}) => file),
      [path('a/config.jsonnet')],
    )
  })

  it('are every *.jsonnet where all are asked for, others by their own names', async () => {
    const {path} = await configFolder({'a/config.jsonnet': '{}', 'a/b.jsonnet': '{}', 'a/c.json': '{}'})

    assert.deepEqual(
      (await findConfigs(path(''), {all: true})).map(({profile}) => profile),
      ['a', 'b'],
    )
  })

  it('are not in hidden folders, in node_modules, or behind links to folders', async () => {
    const {path} = await configFolder({
      'a/config.jsonnet': '{}',
      '.git/x/config.jsonnet': '{}',
      'node_modules/y/config.jsonnet': '{}',
    })
    await symlink(path('a'), path('link'))

    assert.equal((await findConfigs(path(''), {})).length, 1)
  })

  it('are refused where two would be one profile', async () => {
    const {path} = await configFolder({
      'one/a/config.jsonnet': '{}',
      'two/a/config.jsonnet': '{}',
      'b/config.yaml': '',
      'b/config.jsonnet': '',
    })

    await assert.rejects(findConfigs(path(''), {}), ({code, message, details}: never) => {
      assert.equal(code, 'CONFIG_INVALID')
      assert.match(message, /one\/a\/config\.jsonnet, .*two\/a\/config\.jsonnet/)
      assert.deepEqual(Object.keys(details), ['profiles'])
      return true
    })
  })

  it('are not found where there is no folder', async () => {
    const {path} = await configFolder()

    await assert.rejects(findConfigs(path('none'), {}), {
      code: 'SOURCE_NOT_READABLE',
      message: /there is no such folder/,
    })
  })
})
