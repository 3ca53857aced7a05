import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {basename, dirname} from 'node:path'

import {configFolder} from '../testing/config-folder.fixture.js'
import {watchTree, type WatchRound} from './watch-tree.js'

const told = ({entries}: WatchRound) =>
  Object.fromEntries(entries.map(({source, state}) => [basename(dirname(source.file)), state]))

describe('watching a folder', () => {
  it('compiles again what an edit touches and nothing else, until it is cancelled', async () => {
    const {path, write} = await configFolder({
      '.git/HEAD': '',
      'lib/shared.libsonnet': '{n: 1}',
      'lib/unused.libsonnet': '{}',
      'configs/a/config.jsonnet': "import '../../lib/shared.libsonnet'",
      'configs/b/config.jsonnet': '{}',
    })
    const controller = new AbortController()
    const rounds = watchTree({directory: path('configs'), options: {}, signal: controller.signal})
    const next = async () => told((await rounds.next()).value as WatchRound)

    assert.deepEqual(await next(), {a: 'written', b: 'written'})

    await write({'lib/shared.libsonnet': '{n: 2}'})
    assert.deepEqual(await next(), {a: 'written'})
    assert.match(await readFile(path('configs/a/config.json'), 'utf8'), /"n": 2/)

    await write({'configs/b/config.jsonnet': '{'})
    assert.deepEqual(await next(), {b: 'failed'})

    await write({'configs/b/config.jsonnet': '{ }', 'lib/unused.libsonnet': '{a: 1}', 'configs/c/config.yaml': 'a: 1'})
    assert.deepEqual(await next(), {b: 'unchanged', c: 'written'})

    const last = rounds.next()
    controller.abort('SIGINT')
    await assert.rejects(last, {code: 'CANCELLED'})
  })
})
