import {createReadStream} from 'node:fs'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'

import type {Pack} from 'tar-stream'

import type {ContextEntry} from './list-context.js'
import {notReadable} from './not-readable.js'

type TarHeader = Parameters<Pack['entry']>[0]

/** After 1980, so that `zip` in a RUN step can hold it. */
const MTIME = new Date(Date.UTC(2000, 0, 1))

/** A tar of the entries, made while it is read: same entries, same bytes. Fails with `CONTEXT_NOT_READABLE`. */
export function packContext(entries: readonly ContextEntry[]): Readable {
  return Readable.from(tarOf(entries), {objectMode: false})
}

async function* tarOf(entries: readonly ContextEntry[]): AsyncGenerator<Uint8Array> {
  const {pack} = await import('tar-stream')
  const tar = pack()
  let failure: unknown
  const sent = send(entries, tar).catch((error: unknown) => {
    failure = error
    tar.destroy()
  })
  try {
    yield* tar as AsyncIterable<Uint8Array>
  } catch (error) {
    await sent
    throw failure ?? error
  } finally {
    tar.destroy()
  }
}

async function send(entries: readonly ContextEntry[], tar: Pack): Promise<void> {
  for (const entry of entries) await sendEntry(entry, tar)
  tar.finalize()
}

async function sendEntry(entry: ContextEntry, tar: Pack): Promise<void> {
  const header = {name: entry.path, mode: entry.mode, uid: 0, gid: 0, mtime: MTIME}
  switch (entry.type) {
    case 'file':
      return sendFile(entry, {...header, type: 'file', size: entry.size}, tar)
    case 'bytes':
      return void tar.entry({...header, type: 'file', size: entry.bytes.length}, entry.bytes)
    case 'directory':
      return void tar.entry({...header, type: 'directory'})
    case 'symlink':
      return void tar.entry({...header, type: 'symlink', linkname: entry.target})
  }
}

async function sendFile({source}: ContextEntry & {type: 'file'}, header: TarHeader, tar: Pack): Promise<void> {
  const file = createReadStream(source)
  try {
    await pipeline(file, tar.entry(header))
  } catch {
    // A file that is not as long as the listing said breaks the tar, not the file's own stream.
    throw notReadable('the file', source, file.errored ?? new Error('it changed while it was read'))
  }
}
