/** What is kept on EFS. */
export interface FileSystems {
  /** By id. `undefined`: there is no such file system. */
  describe(id: string, signal?: AbortSignal): Promise<FileSystem | undefined>
}

export interface FileSystem {
  readonly id: string
  /** Bytes that are billed, as EFS last measured them; it says when, within a few hours. */
  readonly size: number
  /** Epoch ms. */
  readonly measuredAt?: number
}
