import assert from 'node:assert/strict'
import {chmod, symlink, truncate, unlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {buffer} from 'node:stream/consumers'

import {extract, type Header} from 'tar-stream'

import {packContext} from './build-context.js'
import {listContext} from './list-context.js'
import {folderOf} from './real-engine.fixture.test.js'

async function entriesOf(context: string) {
  const inputs = {context, dockerfile: join(context, 'Dockerfile'), platform: 'linux/amd64', buildArgs: {}}
  return (await listContext(inputs)).entries
}

async function unpack(tar: Readable): Promise<(Header & {text: string})[]> {
  const found: (Header & {text: string})[] = []
  for await (const entry of tar.pipe(extract())) {
    found.push({...entry.header, text: (await buffer(Readable.from(entry))).toString()})
  }
  return found
}

describe('packContext', () => {
  it('packs content, modes, links and empty folders, for root and without the time', async () => {
    const context = await folderOf({
      Dockerfile: 'FROM a:1',
      'run.sh': 'echo',
      'empty/': '',
      [`${'l'.repeat(150)}/x`]: 'long',
    })
    await chmod(join(context, 'run.sh'), 0o755)
    await symlink('run.sh', join(context, 'link'))

    const entries = await unpack(packContext(await entriesOf(context)))

    assert.deepEqual(
      entries.map(({name, type, mode, linkname, text}) => [name, type, mode?.toString(8), linkname ?? '', text]),
      [
        ['Dockerfile', 'file', '644', '', 'FROM a:1'],
        ['empty', 'directory', '755', '', ''],
        ['link', 'symlink', '777', 'run.sh', ''],
        ['l'.repeat(150), 'directory', '755', '', ''],
        [`${'l'.repeat(150)}/x`, 'file', '644', '', 'long'],
        ['run.sh', 'file', '755', '', 'echo'],
      ],
    )
    assert.ok(entries.every(({uid, gid}) => uid === 0 && gid === 0))
    assert.equal(new Set(entries.map(({mtime}) => mtime?.getTime())).size, 1)
  })

  it('makes the same bytes of the same files in another folder', async () => {
    const files = {Dockerfile: 'FROM a:1', 'b/c': 'x', a: 'y'}

    const [one, other] = await Promise.all(
      [1, 2].map(async () => buffer(packContext(await entriesOf(await folderOf(files))))),
    )

    assert.deepEqual(one, other)
  })

  it('reads a large file only as fast as the tar is read', async () => {
    const context = await folderOf({Dockerfile: '', large: ''})
    await truncate(join(context, 'large'), 1024 ** 3)
    const before = process.memoryUsage.rss()
    const tar = packContext(await entriesOf(context))

    let read = 0
    for await (const chunk of tar as AsyncIterable<Buffer>) {
      read += chunk.length
      if (read > 256 * 1024 ** 2) break
    }

    assert.ok(process.memoryUsage.rss() - before < 200 * 1024 ** 2)
    assert.ok(tar.destroyed)
  })

  it('fails with the name of a file that has gone since', async () => {
    const context = await folderOf({Dockerfile: '', gone: 'x', later: 'y'})
    const entries = await entriesOf(context)
    await unlink(join(context, 'gone'))

    await assert.rejects(buffer(packContext(entries)), {
      code: 'CONTEXT_NOT_READABLE',
      message: `cannot read the file ${context}/gone: it does not exist`,
    })
  })

  for (const [change, text] of [
    ['grown', 'more than before'],
    ['shrunk', ''],
  ] as const) {
    it(`fails with the name of a file that has ${change} since`, async () => {
      const context = await folderOf({Dockerfile: '', file: 'before'})
      const entries = await entriesOf(context)
      await writeFile(join(context, 'file'), text)

      await assert.rejects(buffer(packContext(entries)), {
        code: 'CONTEXT_NOT_READABLE',
        message: `cannot read the file ${context}/file: it changed while it was read`,
      })
    })
  }
})
