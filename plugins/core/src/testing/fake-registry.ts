import type {StackError} from '../errors.js'
import type {Registry} from '../ports/registry.js'
import type {ImageReference} from '../registry/image-reference.js'

/** Registries in memory: every image that is put, by the name that a Dockerfile gives it. */
export class FakeRegistry implements Registry {
  /** `tenzir/vast:latest` to its digest. */
  readonly images = new Map<string, string>()
  /** By digest, where it is an index. */
  readonly indexes = new Map<string, readonly string[]>()
  /** The names whose digest was asked for. */
  readonly asked: string[] = []
  /** Thrown in place of every answer about tags. */
  failure: StackError | undefined

  async digest({text}: ImageReference): Promise<string | undefined> {
    this.asked.push(text)
    if (this.failure) throw this.failure
    return this.images.get(text)
  }

  async platforms(_image: ImageReference, digest: string): Promise<string[] | undefined> {
    if (this.failure) throw this.failure
    const platforms = this.indexes.get(digest)
    return platforms && [...platforms]
  }

  async tags({name}: ImageReference): Promise<string[]> {
    if (this.failure) throw this.failure
    return [...this.images.keys()].flatMap((key) => (key.startsWith(`${name}:`) ? [key.slice(name.length + 1)] : []))
  }
}
