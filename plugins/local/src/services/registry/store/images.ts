import {ServiceError} from '../../../server/service.js'
import type {LayerStore} from './layer-store.js'
import type {Manifest} from './manifest.js'
import {layerOwner, type Repository} from './repositories.js'

/** Takes a manifest in, under `tag` if there is one, by the rules of ECR: its parts must be there, an immutable tag stays where it is. */
export async function putManifest(
  repository: Repository,
  layers: LayerStore,
  manifest: Manifest,
  tag: string | undefined,
): Promise<void> {
  if (tag && repository.tagged.has(tag) && isImmutable(repository, tag))
    throw new ServiceError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the repository is immutable.`,
    )
  await requireReferences(repository, layers, manifest)
  if (!repository.manifests.has(manifest.digest)) repository.manifests.set(manifest.digest, manifest)
  if (tag) repository.tagged.set(tag, manifest.digest)
}

/** By digest or by tag; `undefined` where there is none. */
export function findManifest(repository: Repository, reference: string): Manifest | undefined {
  return repository.manifests.get(repository.tagged.get(reference) ?? reference)
}

/** The tags of one image, sorted. */
export function tagsOf(repository: Repository, digest: string): string[] {
  return [...repository.tagged].flatMap(([tag, tagged]) => (tagged === digest ? [tag] : [])).sort()
}

/** Removes an image and all its tags. */
export function removeManifest(repository: Repository, digest: string): void {
  for (const tag of tagsOf(repository, digest)) repository.tagged.delete(tag)
  repository.manifests.delete(digest)
}

/** The list that needs this image, if one does: ECR then refuses to delete it. */
export function listWith(repository: Repository, digest: string): Manifest | undefined {
  return [...repository.manifests.values()].find(
    (manifest) => manifest.isList && manifest.references.some((part) => part.digest === digest),
  )
}

async function requireReferences(repository: Repository, layers: LayerStore, manifest: Manifest): Promise<void> {
  const missing: string[] = []
  for (const {digest} of manifest.references) {
    const found = manifest.isList
      ? repository.manifests.has(digest)
      : (await layers.size(layerOwner(repository), digest)) !== undefined
    if (!found) missing.push(digest)
  }
  if (missing.length === 0) return

  const [code, what] = manifest.isList
    ? ['ReferencedImagesNotFoundException', 'Images']
    : ['LayersNotFoundException', 'Layers']
  throw new MissingReferences(
    code ?? '',
    `${what} with digests '[${missing.join(', ')}]' required for pushing image into repository with name '${repository.name}' in the registry with id '${repository.registryId}' do not exist`,
    missing,
  )
}

/** Carries the digests, as a registry names each. */
export class MissingReferences extends ServiceError {
  readonly digests: readonly string[]

  constructor(code: string, message: string, digests: readonly string[]) {
    super(code, message)
    this.digests = digests
  }
}

function isImmutable(repository: Repository, tag: string): boolean {
  const excluded = repository.mutabilityExclusions.some(({filter}) => wildcard(filter).test(tag))
  switch (repository.tagMutability) {
    case 'MUTABLE':
      return false
    case 'IMMUTABLE':
      return true
    case 'MUTABLE_WITH_EXCLUSION':
      return excluded
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !excluded
  }
}

function wildcard(filter: string): RegExp {
  return new RegExp(`^${filter.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
}
