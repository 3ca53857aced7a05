import {Readable} from 'node:stream'
import {buffer} from 'node:stream/consumers'

import {StackError} from '../errors.js'
import type {ListedObject, Objects, ObjectVersion} from '../ports/objects.js'

/** An S3 in memory: the objects that a test puts into `objects`, by `bucket/key`. `failure` is thrown instead of an answer. */
export class FakeObjects implements Objects {
  readonly objects = new Map<string, Buffer>()
  /** By bucket; each is in eu-west-1 else. */
  readonly regions = new Map<string, string>()
  failure: Error | undefined

  async read(bucket: string, key: string): Promise<Readable> {
    if (this.failure !== undefined) throw this.failure
    const object = this.objects.get(`${bucket}/${key}`)
    if (object === undefined) throw new StackError('NOT_FOUND', `there is no object s3://${bucket}/${key}`)
    return Readable.from([object], {objectMode: false})
  }

  async size(bucket: string, key: string): Promise<number> {
    const {byteLength} = await buffer(await this.read(bucket, key))
    return byteLength
  }

  async region(bucket: string): Promise<string> {
    if (this.failure !== undefined) throw this.failure
    return this.regions.get(bucket) ?? 'eu-west-1'
  }

  async write(bucket: string, key: string, body: AsyncIterable<Buffer>): Promise<void> {
    const written = await buffer(body)
    if (this.failure !== undefined) throw this.failure
    this.objects.set(`${bucket}/${key}`, written)
  }

  async *list(bucket: string, prefix: string): AsyncGenerator<ListedObject> {
    for (const [key, {byteLength: size}] of this.#inside(bucket)) {
      if (key.startsWith(prefix)) yield {key, size, modifiedAt: 0}
    }
  }

  async *versions(bucket: string): AsyncGenerator<ObjectVersion[]> {
    const keys = this.#inside(bucket).map(([key]) => ({key, versionId: 'null'}))
    for (let at = 0; at < keys.length; at += 1000) yield keys.slice(at, at + 1000)
  }

  async delete(bucket: string, objects: readonly ObjectVersion[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure
    for (const {key} of objects) this.objects.delete(`${bucket}/${key}`)
  }

  #inside(bucket: string): [string, Buffer][] {
    const inside = [...this.objects].filter(([address]) => address.startsWith(`${bucket}/`))
    return inside.map(([address, body]): [string, Buffer] => [address.slice(bucket.length + 1), body]).toSorted()
  }
}
