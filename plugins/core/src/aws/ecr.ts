import type {ECR, Image, ImageDetail} from '@aws-sdk/client-ecr'

import type {Ecr, EcrImage, RegistryAuthorization} from '../context.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {MANIFEST_TYPES} from './manifest-types.js'
import {awsCode} from './aws-error.js'
import {createService, type Service} from './create-service.js'
import {labelsOf} from './image-labels.js'

export function createEcr(access: AwsAccess): Ecr {
  const ecr = createService('ECR', access, async (config) => new (await import('@aws-sdk/client-ecr')).ECR(config))
  let authorization: Promise<RegistryAuthorization> | undefined
  return {
    find: (repository, tags) => unlessMissing(findImages(ecr, repository, tags)),
    list: (repository) => unlessMissing(listImages(ecr, repository)),
    labels: (repository, digest) => unlessMissing(labelsOf(ecr, repository, digest)),
    authorization() {
      authorization ??= authorize(ecr).catch((error: unknown) => {
        authorization = undefined
        throw error
      })
      return authorization
    },
  }
}

async function findImages(ecr: Service<ECR>, repository: string, tags: readonly string[]): Promise<EcrImage[]> {
  if (tags.length === 0) return []
  const {images = []} = await ecr.call('BatchGetImage', (client, options) =>
    client.batchGetImage(
      {
        repositoryName: repository,
        imageIds: tags.map((imageTag) => ({imageTag})),
        acceptedMediaTypes: MANIFEST_TYPES,
      },
      options,
    ),
  )
  return images.flatMap(toFoundImage)
}

function toFoundImage({imageId, imageManifestMediaType, imageManifest = '{}'}: Image): EcrImage[] {
  if (!imageId?.imageTag || !imageId.imageDigest) return []
  const {mediaType = ''} = JSON.parse(imageManifest) as {mediaType?: string}
  return [{tag: imageId.imageTag, digest: imageId.imageDigest, mediaType: imageManifestMediaType ?? mediaType}]
}

/** Newest first; an image with two tags is listed twice, one without a tag not at all. */
async function listImages(ecr: Service<ECR>, repository: string): Promise<EcrImage[]> {
  const details: ImageDetail[] = []
  let nextToken: string | undefined
  do {
    const page = await ecr.call('DescribeImages', (client, options) =>
      client.describeImages({repositoryName: repository, filter: {tagStatus: 'TAGGED'}, nextToken}, options),
    )
    details.push(...(page.imageDetails ?? []))
    nextToken = page.nextToken
  } while (nextToken)
  return details.flatMap(toListedImages).sort((one, other) => (other.pushedAt ?? 0) - (one.pushedAt ?? 0))
}

function toListedImages(detail: ImageDetail): EcrImage[] {
  return (detail.imageTags ?? []).map((tag) => ({
    tag,
    digest: detail.imageDigest ?? '',
    mediaType: detail.imageManifestMediaType ?? '',
    ...(detail.imagePushedAt && {pushedAt: detail.imagePushedAt.getTime()}),
    ...(detail.imageSizeInBytes !== undefined && {size: detail.imageSizeInBytes}),
  }))
}

async function unlessMissing<T>(images: Promise<T>): Promise<T | undefined> {
  try {
    return await images
  } catch (error) {
    if (awsCode(error) === 'RepositoryNotFoundException') return undefined
    throw error
  }
}

async function authorize(ecr: Service<ECR>): Promise<RegistryAuthorization> {
  const output = await ecr.call('GetAuthorizationToken', (client, options) => client.getAuthorizationToken({}, options))
  const {authorizationToken, proxyEndpoint} = output.authorizationData?.[0] ?? {}
  const token = answered(authorizationToken, 'ECR', 'GetAuthorizationToken')
  const [username = '', ...password] = Buffer.from(token, 'base64').toString().split(':')
  const secret = password.join(':')
  ecr.access.secrets.add(secret)
  return {username, password: secret, endpoint: answered(proxyEndpoint, 'ECR', 'GetAuthorizationToken')}
}
