import assert from 'node:assert/strict'

import {finished, userProject} from '../testing/user-project.fixture.js'

describe('version', () => {
  it('names the CLI, Node and each plugin with where it was found', async () => {
    const cwd = await userProject({'@aws-stack/plugin-one': {'one:hello': ''}})

    const [text, json] = await Promise.all([finished(['version'], {cwd}), finished(['version', '--json'], {cwd})])

    const versions = JSON.parse(json.stdout) as {cli: string; node: string; plugins: {name: string; from: string}[]}
    assert.match(text.stdout, /^aws-stack +\d+\.\d+\.\d+\nnode +v\d.*\n@aws-stack\/plugin-one +1\.0\.0/)
    assert.equal(versions.node, process.version)
    assert.deepEqual(
      versions.plugins.map(({name}) => name),
      ['@aws-stack/plugin-one'],
    )
    assert.ok(versions.plugins[0]?.from.startsWith(cwd))
  })
})
