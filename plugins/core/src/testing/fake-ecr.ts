import type {Ecr, EcrImage, RegistryAuthorization} from '../context.js'

/** An ECR in memory. A repository exists from its first `put` on. */
export class FakeEcr implements Ecr {
  readonly repositories = new Map<string, EcrImage[]>()
  /** By digest. */
  readonly imageLabels = new Map<string, Readonly<Record<string, string>>>()
  /** Of images that are put from now on. */
  mediaType = 'application/vnd.docker.distribution.manifest.v2+json'

  /** What a push leaves. It may name the repository by its URI. */
  put(repository: string, tag: string, digest: string): void {
    const name = repository.replace(/^[^/]*[.:][^/]*\//, '')
    const image = {tag, digest, mediaType: this.mediaType, pushedAt: Date.now()}
    this.repositories.set(name, [image, ...(this.repositories.get(name) ?? []).filter((other) => other.tag !== tag)])
  }

  async find(repository: string, tags: readonly string[]): Promise<EcrImage[] | undefined> {
    return this.repositories.get(repository)?.filter(({tag}) => tags.includes(tag))
  }

  async list(repository: string): Promise<EcrImage[] | undefined> {
    return this.repositories.get(repository)
  }

  async labels(repository: string, digest: string): Promise<Readonly<Record<string, string>> | undefined> {
    const known = this.repositories.get(repository)?.some((image) => image.digest === digest)
    return known ? (this.imageLabels.get(digest) ?? {}) : undefined
  }

  async authorization(): Promise<RegistryAuthorization> {
    return {username: 'AWS', password: 'token', endpoint: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com'}
  }
}
