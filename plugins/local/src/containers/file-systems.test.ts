import assert from 'node:assert/strict'
import {chmod, mkdir, stat} from 'node:fs/promises'
import {join} from 'node:path'

import type {AccessPointDescription} from '@aws-sdk/client-efs'

import type {ServiceClients} from '../services/cloudformation/clients.js'
import {inTemporaryFolder} from '../testing/temporary-folder.test.fixture.js'
import {fileSystemFolder, fileSystemRoot} from './file-systems.js'

/** EFS with one access point. */
function efsWith(RootDirectory: AccessPointDescription['RootDirectory']): ServiceClients {
  const AccessPoints = [{FileSystemId: 'fs-1', RootDirectory}]
  const client = {send: () => Promise.resolve({AccessPoints})}
  return {efs: () => Promise.resolve(client)} as unknown as ServiceClients
}

const none = efsWith(undefined)
const CreationInfo = {OwnerUid: 1000, OwnerGid: 1000, Permissions: '750'}
const isRoot = process.getuid?.() === 0

async function modeOf(folder: string): Promise<number> {
  return (await stat(folder)).mode & 0o777
}

describe('the folder of a file system', () => {
  it('has its root directory from the start', async () => {
    await inTemporaryFolder(async (folder) => {
      const root = await fileSystemFolder({fileSystemId: 'fs-1'}, folder, none)

      assert.equal(root, join(fileSystemRoot(folder, 'fs-1'), '/'))
      assert.ok((await stat(root)).isDirectory())
    })
  })

  it('gets the owner and permissions of an access point when the directory is made, and not again', async () => {
    await inTemporaryFolder(async (folder) => {
      const efs = efsWith({Path: '/vast', CreationInfo})

      const made = await fileSystemFolder({accessPointId: 'fsap-1'}, folder, efs)
      const first = await modeOf(made)
      await chmod(made, 0o700)
      const again = await fileSystemFolder({accessPointId: 'fsap-1'}, folder, efs)

      assert.deepEqual([first, await modeOf(again)], [isRoot ? 0o750 : 0o777, 0o700])
      assert.equal((await stat(made)).uid, isRoot ? 1000 : process.getuid?.())
    })
  })

  it('is not made where a directory is missing and nothing says whose it is', async () => {
    await inTemporaryFolder(async (folder) => {
      const missing = /mounting fs-1:\/vast failed, reason given by server: No such file or directory$/
      const efs = efsWith({Path: '/vast'})
      const [byPath, byPoint] = [{fileSystemId: 'fs-1', rootDirectory: '/vast'}, {accessPointId: 'fsap-1'}]

      await assert.rejects(fileSystemFolder(byPath, folder, none), {message: missing})
      await assert.rejects(fileSystemFolder(byPoint, folder, efs), {message: missing})

      await mkdir(join(fileSystemRoot(folder, 'fs-1'), 'vast'))
      assert.equal(await fileSystemFolder(byPath, folder, none), await fileSystemFolder(byPoint, folder, efs))
    })
  })
})
