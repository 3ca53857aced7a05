import assert from 'node:assert/strict'

import {configFolder} from '../testing/config-folder.fixture.js'
import {sample} from '../testing/sample-app.fixture.js'
import {compileApp} from './compile-app.js'

async function compile(files: Readonly<Record<string, string>> | undefined) {
  const {app, settings} = await sample()
  const folder = await configFolder(files)
  const configs = {
    part: 'registry',
    environmentOutput: (name: string) => name,
    directory: () => (files ? folder.path('') : undefined),
    sources: () => ({extStr: {stage: settings.stage}}),
    environments: () => ['prod'],
    profiles: () => ({}),
  }
  return compileApp({...app, configs}, settings)
}

describe('the configurations of an app', () => {
  it('are compiled as its definition says', async () => {
    const compiled = await compile({'b/config.jsonnet': "{stage: std.extVar('stage')}", 'a/config.yaml': 'x: 1'})

    assert.deepEqual(
      compiled.map(({profile, content, contentType}) => [profile, content, contentType]),
      [
        ['a', '{"x":1}', 'application/json'],
        ['b', '{"stage":"dev"}', 'application/json'],
      ],
    )
  })

  it('are none where the app has no folder of them', async () => {
    assert.deepEqual(await compile(undefined), [])
    const {app, settings} = await sample()
    assert.deepEqual(await compileApp(app, settings), [])
  })

  it('are refused together when any does not compile', async () => {
    await assert.rejects(compile({'a/config.jsonnet': '{', 'b/config.jsonnet': '{}', 'c/config.jsonnet': '['}), {
      code: 'CONFIG_INVALID',
      message: /^2 of 3 configurations do not compile\n.*a\/config[^]*c\/config/,
    })
  })
})
