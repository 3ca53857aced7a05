import type {Readable} from 'node:stream'

/** What lies in S3. */
export interface Objects {
  /**
   * The object's bytes, read no faster than they are taken; where the connection breaks it goes on at the same byte of the same version.
   * Throws `NOT_FOUND`; whoever stops before the end destroys the stream.
   */
  read(bucket: string, key: string, signal?: AbortSignal): Promise<Readable>
  /** Bytes. Throws `NOT_FOUND`. */
  size(bucket: string, key: string): Promise<number>
  /** Of a bucket, wherever it is. Throws `NOT_FOUND`. */
  region(bucket: string): Promise<string>
  /** Writes what comes, however much, in parts that are held one at a time; there is no object, or the earlier one, until all of it has come. */
  write(bucket: string, key: string, body: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<void>
  /** All whose key begins with `prefix`, in the order of their keys, page by page. Throws `NOT_FOUND`. */
  list(bucket: string, prefix: string): AsyncIterable<ListedObject>
  /** Every version and delete marker, in pages of at most 1000. Throws `NOT_FOUND`. */
  versions(bucket: string): AsyncIterable<readonly ObjectVersion[]>
  /** At most 1000 at once; what is not there is no error. */
  delete(bucket: string, objects: readonly ObjectVersion[]): Promise<void>
}

export interface ListedObject {
  readonly key: string
  /** Bytes. */
  readonly size: number
  /** Epoch ms. */
  readonly modifiedAt: number
}

export interface ObjectVersion {
  readonly key: string
  /** Without it the object is deleted; where the bucket keeps versions, hidden. */
  readonly versionId?: string
}
