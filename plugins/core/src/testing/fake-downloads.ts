import {StackError} from '../errors.js'
import type {Downloads} from '../ports/downloads.js'

/** Files by their URL, and a cache in memory. */
export class FakeDownloads implements Downloads {
  readonly files = new Map<string, Buffer>()
  readonly cache = new Map<string, Buffer>()
  readonly fetched: string[] = []

  async fetch(url: string): Promise<Buffer> {
    this.fetched.push(url)
    const file = this.files.get(url)
    if (!file) throw new StackError('DOWNLOAD_FAILED', `cannot download ${url}`, {blame: 'aws'})
    return file
  }

  async kept(name: string): Promise<Buffer | undefined> {
    return this.cache.get(name)
  }

  async keep(name: string, content: string | Uint8Array): Promise<void> {
    this.cache.set(name, Buffer.from(content))
  }
}
