import assert from 'node:assert/strict'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'
import {copyInto} from './file-systems.js'

describe('the copy of a file system', () => {
  it('has what the file system has, and ends where the job does', async () => {
    await inTemporaryFolder(async (folder) => {
      const [source, target] = [join(folder, 'source'), join(folder, 'target')]
      await mkdir(source)
      await writeFile(join(source, 'events'), 'one')

      await copyInto(source, target, new AbortController().signal)

      assert.equal(await readFile(join(target, 'events'), 'utf8'), 'one')
      await assert.rejects(copyInto(source, target, AbortSignal.abort()), {name: 'AbortError'})
      await assert.rejects(copyInto(join(folder, 'none'), target, new AbortController().signal), /No such file/)
    })
  })
})
