import assert from 'node:assert/strict'
import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {inTemporaryFolder} from '../testing/temporary-folder.test.fixture.js'
import {withLock} from './start-lock.js'

const {signal} = new AbortController()

describe('the lock of a folder', () => {
  it('lets one work at a time', async () => {
    await inTemporaryFolder(async (folder) => {
      let inside = 0
      let most = 0
      const work = async () => {
        inside += 1
        most = Math.max(most, inside)
        await new Promise((resolve) => setTimeout(resolve, 5))
        inside -= 1
      }

      await Promise.all([withLock(folder, signal, work), withLock(folder, signal, work)])

      assert.equal(most, 1)
    })
  })

  it('is free again after a failure, and after its holder died', async () => {
    await inTemporaryFolder(async (folder) => {
      await assert.rejects(
        withLock(folder, signal, async () => Promise.reject(new Error('no'))),
        /no/,
      )
      await writeFile(join(folder, 'lock'), '999999999')

      const held = await withLock(folder, signal, () => readFile(join(folder, 'lock'), 'utf8'))

      assert.equal(held, String(process.pid))
    })
  })

  it('is not waited for after the signal', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'lock'), String(process.pid))

      await assert.rejects(
        withLock(folder, AbortSignal.abort(), async () => undefined),
        {name: 'AbortError'},
      )
    })
  })
})
