import assert from 'node:assert/strict'
import {mkdtemp, readdir, readFile, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PassThrough} from 'node:stream'
import {text} from 'node:stream/consumers'

import {StackError} from '../errors.js'
import {FakeObjects} from '../testing/fake-objects.js'
import {RecordingHost} from '../testing/recording-host.js'
import {openTarget} from './open-target.js'
import {receiveData} from './receive-data.js'
import type {RunProgram} from './run-in-server.js'
import {fakePrograms} from './sample-store.fixture.js'

const cut: RunProgram = async ({stdout}) => {
  stdout?.write(Buffer.from('half'))
  throw new StackError('SESSION_LOST', 'cut')
}

describe('an export', () => {
  let folder: string
  let stdout: PassThrough
  let ctx: {host: RecordingHost; objects: FakeObjects; signal: AbortSignal}
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-'))
    stdout = new PassThrough()
    ctx = {host: new RecordingHost(), objects: new FakeObjects(), signal: new AbortController().signal}
  })

  const receive = async (name: string, run: RunProgram, untold = false) => {
    const target = await openTarget(name, stdout, ctx, ctx.signal)
    return receiveData({words: [], run, target, name, untold}, ctx)
  }

  it('streams to standard output and leaves it open', async () => {
    const {bytes} = await receive('-', fakePrograms({says: '{}\n'}).run)
    stdout.end('more')

    assert.equal(bytes, 3)
    assert.equal(await text(stdout), '{}\nmore')
  })

  it('to a file is there when it is whole, alone, and replaces an earlier one', async () => {
    const file = join(folder, 'out.json')
    await writeFile(file, 'earlier')

    await receive(file, fakePrograms({says: '{}\n'}).run)

    assert.deepEqual(await readdir(folder), ['out.json'])
    assert.equal(await readFile(file, 'utf8'), '{}\n')
  })

  it('replaces what a link points to, not the link', async () => {
    await writeFile(join(folder, 'real'), 'earlier')
    await symlink('real', join(folder, 'link'))

    await receive(join(folder, 'link'), fakePrograms({says: 'new'}).run)

    assert.equal(await readFile(join(folder, 'real'), 'utf8'), 'new')
  })

  it('that is cut leaves no file that looks whole, and the earlier one as it was', async () => {
    const file = join(folder, 'out.json')
    await writeFile(file, 'earlier')

    await assert.rejects(receive(file, cut), {code: 'SESSION_LOST'})

    assert.deepEqual(await readdir(folder), ['out.json'])
    assert.equal(await readFile(file, 'utf8'), 'earlier')
  })

  it('that is cut leaves no object', async () => {
    await assert.rejects(receive('s3://bucket/out', cut), {code: 'SESSION_LOST'})

    assert.equal(ctx.objects.objects.size, 0)
  })

  it('that the program refuses leaves nothing, and has its exit code', async () => {
    const {exitCode} = await receive(join(folder, 'out'), fakePrograms({says: 'x', exitCode: 4}).run)
    await receive('s3://bucket/out', fakePrograms({says: 'x', exitCode: 4}).run)

    assert.equal(exitCode, 4)
    assert.deepEqual([await readdir(folder), ctx.objects.objects.size], [[], 0])
  })

  it('goes into an object', async () => {
    await receive('s3://bucket/folder/out', fakePrograms({says: '{}\n'}).run)

    assert.equal(ctx.objects.objects.get('bucket/folder/out')?.toString(), '{}\n')
  })

  it('says that the bucket is not there, whatever the server still says', async () => {
    ctx.objects.failure = new StackError('NOT_FOUND', 'there is no bucket bucket')

    await assert.rejects(receive('s3://bucket/out', fakePrograms({says: 'x'}).run), {code: 'NOT_FOUND'})
  })

  it('is not begun where it cannot be written', async () => {
    await assert.rejects(receive(folder, cut), {code: 'TARGET_NOT_WRITABLE', message: /it is a folder/})
    await assert.rejects(receive(join(folder, 'none', 'out'), cut), {code: 'TARGET_NOT_WRITABLE', message: /ENOENT/})
  })

  it('ends what runs in the server where the disk is full', async function () {
    if (process.platform !== 'linux') return this.skip()
    const endless: RunProgram = ({stdout, signal}) =>
      new Promise((_resolve, reject) => {
        stdout?.write(Buffer.alloc(1024))
        signal.addEventListener('abort', () => reject(new StackError('CANCELLED', 'cancelled')), {once: true})
      })

    await assert.rejects(receive('/dev/full', endless), {code: 'TARGET_NOT_WRITABLE', message: /ENOSPC/})
  })

  it('tells how far it is, unless nobody is to be told', async () => {
    await receive('-', fakePrograms({says: 'abc'}).run, true)
    assert.equal(ctx.host.events.length, 0)

    await receive('-', fakePrograms({says: 'abc'}).run)
    assert.deepEqual(
      ctx.host.of('transfer.progress').map(({transfer}) => [transfer.bytes, transfer.done]),
      [
        [3, false],
        [3, true],
      ],
    )
  })
})
