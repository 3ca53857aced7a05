import {createHash, type Hash, randomUUID} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {mkdir, open, readdir, rename, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Readable} from 'node:stream'

/** A layer that is on its way: appended to in order, hashed as it comes. */
export interface Upload {
  readonly id: string
  readonly repository: string
  readonly file: string
  readonly hash: Hash
  size: number
}

/**
 * Layers on disk, by content. A layer belongs to the repositories that it was pushed to or mounted in: a link per repository, as a
 * registry gives nobody a layer that they did not push. Layers and links outlive the server, so that the next push is short.
 */
export interface LayerStore {
  begin(repository: string): Promise<Upload>
  upload(repository: string, id: string): Upload | undefined
  append(upload: Upload, bytes: AsyncIterable<Buffer>): Promise<void>
  /** `undefined`: the content is not that of `digest`; the upload stays open. */
  finish(upload: Upload, digest: string): Promise<string | undefined>
  cancel(upload: Upload): Promise<void>
  /** Bytes of a layer of this repository, `undefined` where it has none of that digest. */
  size(repository: string, digest: string): Promise<number | undefined>
  read(digest: string, range?: {start: number; end: number}): Readable
  link(repository: string, digest: string): Promise<void>
  /** `false`: there was no such layer. */
  unlink(repository: string, digest: string): Promise<boolean>
  unlinkAll(repository: string): Promise<void>
  clear(): Promise<void>
}

/** Opens the folder; what no repository refers to and what was never finished is removed. */
export async function openLayerStore(folder: string): Promise<LayerStore> {
  const uploads = new Map<string, Upload>()
  const blobFile = (digest: string) => join(folder, 'blobs', hex(digest))
  const linkFolder = (repository: string) =>
    join(folder, 'layers', createHash('sha256').update(repository).digest('hex'))

  async function prepare(): Promise<void> {
    for (const name of ['blobs', 'layers', 'uploads']) await mkdir(join(folder, name), {recursive: true})
  }

  async function size(repository: string, digest: string): Promise<number | undefined> {
    if (!isDigest(digest)) return undefined
    const linked = await sizeOf(join(linkFolder(repository), hex(digest)))
    return linked === undefined ? undefined : sizeOf(blobFile(digest))
  }

  async function link(repository: string, digest: string): Promise<void> {
    await mkdir(linkFolder(repository), {recursive: true})
    await writeFile(join(linkFolder(repository), hex(digest)), '')
  }

  await rm(join(folder, 'uploads'), {recursive: true, force: true})
  await prepare()
  await removeUnlinked(folder)

  return {
    size,
    link,

    async begin(repository) {
      const id = randomUUID()
      const upload = {id, repository, file: join(folder, 'uploads', id), hash: createHash('sha256'), size: 0}
      await writeFile(upload.file, '')
      uploads.set(id, upload)
      return upload
    },

    upload(repository, id) {
      const upload = uploads.get(id)
      return upload?.repository === repository ? upload : undefined
    },

    async append(upload, bytes) {
      const file = await open(upload.file, 'a')
      try {
        for await (const chunk of bytes) {
          await file.writeFile(chunk)
          upload.hash.update(chunk)
          upload.size += chunk.length
        }
      } finally {
        await file.close()
      }
    },

    async finish(upload, digest) {
      if (`sha256:${upload.hash.copy().digest('hex')}` !== digest) return undefined
      uploads.delete(upload.id)
      await rename(upload.file, blobFile(digest))
      await link(upload.repository, digest)
      return digest
    },

    async cancel(upload) {
      uploads.delete(upload.id)
      await rm(upload.file, {force: true})
    },

    read: (digest, range) => createReadStream(blobFile(digest), range),

    async unlink(repository, digest) {
      if ((await size(repository, digest)) === undefined) return false
      await rm(join(linkFolder(repository), hex(digest)), {force: true})
      return true
    },

    unlinkAll: (repository) => rm(linkFolder(repository), {recursive: true, force: true}),

    async clear() {
      uploads.clear()
      await rm(folder, {recursive: true, force: true})
      await prepare()
    },
  }
}

/** The only algorithm that ECR and Docker use. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}

async function removeUnlinked(folder: string): Promise<void> {
  const linked = new Set<string>()
  for (const repository of await readdir(join(folder, 'layers')))
    for (const name of await readdir(join(folder, 'layers', repository))) linked.add(name)
  for (const name of await readdir(join(folder, 'blobs')))
    if (!linked.has(name)) await rm(join(folder, 'blobs', name), {force: true})
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function hex(digest: string): string {
  return digest.slice('sha256:'.length)
}
