import {ServiceError} from '../../../server/service.js'
import type {Manifest} from './manifest.js'

export type TagMutability = 'MUTABLE' | 'IMMUTABLE' | 'MUTABLE_WITH_EXCLUSION' | 'IMMUTABLE_WITH_EXCLUSION'

/** One repository: its settings as the ECR API shows them, its images as the registry serves them. */
export interface Repository {
  readonly region: string
  readonly name: string
  readonly arn: string
  readonly uri: string
  readonly registryId: string
  readonly createdAt: Date
  readonly encryption: Readonly<Record<string, string>>
  tagMutability: TagMutability
  /** `{filterType: 'WILDCARD', filter: 'dev-*'}`: tags for which the other rule holds. */
  mutabilityExclusions: readonly {readonly filterType: string; readonly filter: string}[]
  scanOnPush: boolean
  tags: Record<string, string>
  policy?: string
  lifecycle?: {readonly text: string; readonly evaluatedAt: Date}
  readonly manifests: Map<string, Manifest>
  /** Image tag to manifest digest. */
  readonly tagged: Map<string, string>
}

export type RepositorySettings = Pick<
  Repository,
  'encryption' | 'tagMutability' | 'mutabilityExclusions' | 'scanOnPush' | 'tags'
>

export interface RepositoriesOptions {
  readonly accountId: string
  /** Its repositories have plain names in the registry; those of other regions are under `<region>/`. */
  readonly region: string
  /** `127.0.0.1:5466`, where repository URIs point. */
  readonly authority: string
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com` where dockerd knows that name for ours. */
  readonly ecrHost?: string
}

/** All repositories, in memory: like every other resource of the local AWS they are gone when it stops. */
export interface Repositories {
  list(region: string): Repository[]
  get(region: string, name: string): Repository
  /** By what a Docker client asks for. */
  at(host: string | undefined, path: string): Repository
  create(region: string, name: string, settings: RepositorySettings): Repository
  remove(repository: Repository): void
  clear(): void
}

/** What the layer store knows a repository by. */
export function layerOwner(repository: Repository): string {
  return `${repository.region}/${repository.name}`
}

export function createRepositories(options: RepositoriesOptions): Repositories {
  const byKey = new Map<string, Repository>()

  function get(region: string, name: string): Repository {
    // Who reads the name off the URI of another region's repository has its region before it.
    const found = byKey.get(`${region}/${name}`) ?? (name.startsWith(`${region}/`) ? byKey.get(name) : undefined)
    if (found) return found
    throw new ServiceError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${options.accountId}'`,
    )
  }

  return {
    get,
    list: (region) =>
      [...byKey.values()]
        .filter((repository) => repository.region === region)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),

    at(host, path) {
      const hostRegion = host && ecrRegion(host)
      if (hostRegion) return get(hostRegion, path)
      const [first = '', ...rest] = path.split('/')
      return byKey.has(path) && first !== options.region ? get(first, rest.join('/')) : get(options.region, path)
    },

    create(region, name, settings) {
      if (byKey.has(`${region}/${name}`))
        throw new ServiceError(
          'RepositoryAlreadyExistsException',
          `The repository with name '${name}' already exists in the registry with id '${options.accountId}'`,
        )
      const repository: Repository = {
        ...settings,
        region,
        name,
        arn: `arn:aws:ecr:${region}:${options.accountId}:repository/${name}`,
        uri: repositoryUri(options, region, name),
        registryId: options.accountId,
        createdAt: new Date(),
        manifests: new Map(),
        tagged: new Map(),
      }
      byKey.set(`${region}/${name}`, repository)
      return repository
    },

    remove: (repository) => void byKey.delete(`${repository.region}/${repository.name}`),
    clear: () => byKey.clear(),
  }
}

/** The region in an ECR host name, `undefined` for any other host. */
export function ecrRegion(host: string): string | undefined {
  return /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(host)?.[1]
}

function repositoryUri(options: RepositoriesOptions, region: string, name: string): string {
  if (options.ecrHost && ecrRegion(options.ecrHost) === region) return `${options.ecrHost}/${name}`
  return `${options.authority}/${region === options.region ? '' : `${region}/`}${name}`
}
