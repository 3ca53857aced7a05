import assert from 'node:assert/strict'
import {mkdir, mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {findPlugins} from './find-plugins.js'
import {globalInstall, userProject} from './testing/user-project.fixture.js'

const nowhere = '/nowhere/aws-stack'

describe('findPlugins', () => {
  it('finds those that the project names, also as devDependencies, and no other package', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'find-plugins-'))
    const dependencies = {'@aws-stack/plugin-vast': '*', '@aws-stack/kit': '*', lodash: '*'}
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({dependencies, devDependencies: {'@aws-stack/local': '*'}}),
    )

    const found = findPlugins(folder, nowhere)

    assert.deepEqual(found, [
      {name: '@aws-stack/plugin-vast', root: folder, type: 'project'},
      {name: '@aws-stack/local', root: folder, type: 'project'},
    ])
  })

  it('finds them from a sub-folder, also past a package of the project that names none', async () => {
    const folder = await userProject({'@aws-stack/plugin-one': {}})
    await mkdir(join(folder, 'packages', 'site', 'src'), {recursive: true})
    await writeFile(join(folder, 'packages', 'site', 'package.json'), '{"name": "site"}')

    const found = findPlugins(join(folder, 'packages', 'site', 'src'), nowhere)

    assert.deepEqual(
      found.map(({name, root}) => [name, root]),
      [['@aws-stack/plugin-one', folder]],
    )
  })

  it("finds those beside a global CLI, after the project's own", async () => {
    const root = await globalInstall({'@aws-stack/plugin-one': {}, '@aws-stack/plugin-two': {}})
    const folder = await userProject({'@aws-stack/plugin-one': {}})

    const found = findPlugins(folder, root)

    assert.deepEqual(
      found.map(({name, type}) => [name, type]),
      [
        ['@aws-stack/plugin-one', 'project'],
        ['@aws-stack/plugin-two', 'global'],
      ],
    )
  })

  it('finds nothing in a package.json that is no JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'find-plugins-'))
    await writeFile(join(folder, 'package.json'), '{"dependencies": ')

    assert.deepEqual(findPlugins(folder, nowhere), [])
  })
})
