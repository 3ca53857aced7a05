import {randomUUID} from 'node:crypto'
import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'

import {cancelled, StackError} from '../errors.js'
import type {Downloads} from '../ports/downloads.js'

/** Without a folder nothing is kept. */
export function createDownloads(folder: string | undefined): Downloads {
  return {
    fetch: fetchWhole,

    async kept(name) {
      return folder === undefined ? undefined : readFile(join(folder, name)).catch(() => undefined)
    },

    async keep(name, content) {
      if (folder === undefined) return
      const file = join(folder, name)
      const unfinished = `${file}.${randomUUID()}`
      try {
        await mkdir(dirname(file), {recursive: true})
        await writeFile(unfinished, content)
        await rename(unfinished, file)
      } catch {
        // A folder that cannot be written costs the next run a download.
        await rm(unfinished, {force: true}).catch(() => {})
      }
    },
  }
}

async function fetchWhole(url: string, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  // The rest of the URL is a signature.
  const {origin, pathname} = new URL(url)
  const failed = (why: string, cause?: unknown) =>
    new StackError('DOWNLOAD_FAILED', `cannot download ${origin}${pathname}: ${why}`, {blame: 'aws', cause})
  try {
    const response = await fetch(url, {signal})
    if (!response.ok) throw failed(`the server answers ${response.status}`)
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > maxBytes) throw failed(`it is larger than the ${maxBytes} bytes that it should have`)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    if (signal.aborted) throw cancelled(signal, {cause: error})
    if (StackError.is(error)) throw error
    throw failed(reasonOf(error), error)
  }
}

/** `fetch` says "fetch failed", and its cause why. */
function reasonOf(error: unknown): string {
  const {message, cause} = error as Error & {cause?: {message?: string; code?: string}}
  return cause?.message || cause?.code || message
}
