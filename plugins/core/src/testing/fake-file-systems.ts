import type {FileSystem, FileSystems} from '../ports/file-systems.js'

/** An EFS in memory: the file systems that a test puts into `fileSystems`, by id. `failure` is thrown instead of an answer. */
export class FakeFileSystems implements FileSystems {
  readonly fileSystems = new Map<string, FileSystem>()
  failure: Error | undefined

  async describe(id: string): Promise<FileSystem | undefined> {
    if (this.failure) throw this.failure
    return this.fileSystems.get(id)
  }
}
