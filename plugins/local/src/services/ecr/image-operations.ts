import {ServiceError} from '../../server/service.js'
import {findManifest, listWith, putManifest, removeManifest, tagsOf} from '../registry/store/images.js'
import {isDigest} from '../registry/store/layer-store.js'
import {type Manifest, parseManifest} from '../registry/store/manifest.js'
import type {Repository} from '../registry/store/repositories.js'
import {type EcrCall, epochSeconds, type ImageId, invalidParameter, type RepositoryInput} from './ecr-operation.js'
import {page, type PageInput} from './page.js'
import {named} from './repository-operations.js'

interface ImagesInput extends RepositoryInput {
  readonly imageIds: readonly ImageId[]
}

interface TagFilter {
  readonly filter?: {readonly tagStatus?: 'TAGGED' | 'UNTAGGED' | 'ANY'}
}

interface Failure {
  readonly imageId: ImageId
  readonly failureCode: string
  readonly failureReason: string
}

export async function putImage({
  input,
  region,
  store,
}: EcrCall<
  RepositoryInput &
    ImageId & {
      readonly imageManifest: string
      readonly imageManifestMediaType?: string
    }
>): Promise<object> {
  const repository = store.repositories.get(region, input.repositoryName)
  const manifest = parseManifest(Buffer.from(input.imageManifest), input.imageManifestMediaType)
  if (!manifest) throw invalidParameter('ImageManifest', 'Invalid image manifest provided')
  if (input.imageDigest && input.imageDigest !== manifest.digest)
    throw new ServiceError(
      'ImageDigestDoesNotMatchException',
      `Provided digest '${input.imageDigest}' does not match the digest '${manifest.digest}' of the image`,
    )
  const {imageTag} = input
  if (imageTag ? repository.tagged.get(imageTag) === manifest.digest : repository.manifests.has(manifest.digest))
    throw new ServiceError(
      'ImageAlreadyExistsException',
      `Image with digest '${manifest.digest}' and tag '${imageTag ?? null}' already exists in the repository with name '${repository.name}' in registry with id '${repository.registryId}'`,
    )

  await putManifest(repository, store.layers, manifest, imageTag)
  return {image: shownImage(repository, manifest, imageTag)}
}

export function batchGetImage({
  input,
  region,
  store,
}: EcrCall<ImagesInput & {readonly acceptedMediaTypes?: readonly string[]}>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  const {images, failures} = lookUp(repository, input.imageIds)
  const isAccepted = ({mediaType}: Manifest) => input.acceptedMediaTypes?.includes(mediaType) ?? true

  return {
    images: images
      .filter(({manifest}) => isAccepted(manifest))
      .map(({id, manifest}) => shownImage(repository, manifest, id.imageTag)),
    failures: [...failures, ...images.filter(({manifest}) => !isAccepted(manifest)).map(({id}) => imageNotFound(id))],
  }
}

export function listImages({input, region, store}: EcrCall<RepositoryInput & PageInput & TagFilter>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  const all = filtered(repository, input).flatMap(({digest}): ImageId[] => {
    const tags = tagsOf(repository, digest)
    return tags.length === 0 ? [{imageDigest: digest}] : tags.map((imageTag) => ({imageDigest: digest, imageTag}))
  })
  const {items, next} = page(all, input)
  return {imageIds: items, ...next}
}

export function describeImages({
  input,
  region,
  store,
}: EcrCall<RepositoryInput & PageInput & TagFilter & {readonly imageIds?: readonly ImageId[]}>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  const asked = input.imageIds?.map((id) => requireImage(repository, id))
  const {items, next} = page([...new Set(asked ?? filtered(repository, input))], input)
  return {imageDetails: items.map((manifest) => shownDetails(repository, manifest)), ...next}
}

/** A tag takes the tag away, and the image with its last one; a digest takes the image and all its tags. */
export function batchDeleteImage({input, region, store}: EcrCall<ImagesInput>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  const {images, failures} = lookUp(repository, input.imageIds)
  const imageIds: ImageId[] = []

  for (const {id, manifest} of images) {
    const tags = tagsOf(repository, manifest.digest)
    const isLast = !id.imageTag || (tags.length === 1 && tags[0] === id.imageTag)
    const list = isLast && listWith(repository, manifest.digest)
    if (list) {
      const failureReason = `Requested image referenced by manifest list: [${list.digest}]`
      failures.push({imageId: id, failureCode: 'ImageReferencedByManifestList', failureReason})
      continue
    }
    if (isLast) removeManifest(repository, manifest.digest)
    else if (id.imageTag) repository.tagged.delete(id.imageTag)
    const removed = id.imageTag ? [id.imageTag] : tags
    if (removed.length === 0) imageIds.push({imageDigest: manifest.digest})
    for (const imageTag of removed) imageIds.push({imageDigest: manifest.digest, imageTag})
  }
  return {imageIds, failures}
}

function lookUp(
  repository: Repository,
  ids: readonly ImageId[],
): {
  images: {id: ImageId; manifest: Manifest}[]
  failures: Failure[]
} {
  const images: {id: ImageId; manifest: Manifest}[] = []
  const failures: Failure[] = []
  for (const id of ids) {
    const found = findImage(repository, id)
    if ('failureCode' in found) failures.push(found)
    else images.push({id, manifest: found})
  }
  return {images, failures}
}

function findImage(repository: Repository, id: ImageId): Manifest | Failure {
  const {imageDigest, imageTag} = id
  if (!imageDigest && !imageTag)
    return {
      imageId: id,
      failureCode: 'MissingDigestAndTag',
      failureReason: 'Invalid request parameters: both tag and digest cannot be null',
    }
  if (imageDigest && !isDigest(imageDigest))
    return {
      imageId: id,
      failureCode: 'InvalidImageDigest',
      failureReason:
        "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    }
  const manifest = findManifest(repository, imageTag ?? imageDigest ?? '')
  if (!manifest) return imageNotFound(id)
  if (imageDigest && manifest.digest !== imageDigest)
    return {
      imageId: id,
      failureCode: 'ImageTagDoesNotMatchDigest',
      failureReason: 'The provided tag does not match the provided digest',
    }
  return manifest
}

function imageNotFound(imageId: ImageId): Failure {
  return {imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found'}
}

function requireImage(repository: Repository, id: ImageId): Manifest {
  const found = findImage(repository, id)
  if (!('failureCode' in found)) return found
  throw new ServiceError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${id.imageDigest ?? null}', imageTag:'${id.imageTag ?? null}'} does not exist within the repository with name '${repository.name}' in the registry with id '${repository.registryId}'`,
  )
}

function filtered(repository: Repository, {filter}: TagFilter): Manifest[] {
  const wanted = filter?.tagStatus ?? 'ANY'
  return [...repository.manifests.values()].filter(
    ({digest}) => wanted === 'ANY' || tagsOf(repository, digest).length > 0 === (wanted === 'TAGGED'),
  )
}

function shownImage(
  repository: Repository,
  {digest, bytes, mediaType}: Manifest,
  imageTag: string | undefined,
): object {
  return {
    ...named(repository),
    imageId: {imageDigest: digest, ...(imageTag && {imageTag})},
    imageManifest: bytes.toString('utf8'),
    imageManifestMediaType: mediaType,
  }
}

function shownDetails(repository: Repository, manifest: Manifest): object {
  const imageTags = tagsOf(repository, manifest.digest)
  return {
    ...named(repository),
    imageDigest: manifest.digest,
    ...(imageTags.length > 0 && {imageTags}),
    imageSizeInBytes: manifest.references.reduce((sum, {size}) => sum + size, 0),
    imagePushedAt: epochSeconds(manifest.pushedAt),
    imageManifestMediaType: manifest.mediaType,
    ...(manifest.artifactMediaType && {artifactMediaType: manifest.artifactMediaType}),
  }
}
