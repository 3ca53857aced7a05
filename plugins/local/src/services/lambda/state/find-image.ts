import {registryCredentials} from '../../../containers/registry-credentials.js'
import type {FindImage, LambdaOptions} from './world.js'

/** What Lambda finds wrong with an image. The code is that of `StateReasonCode` and `LastUpdateStatusReasonCode`. */
export class ImageProblem extends Error {
  readonly code: 'ImageAccessDenied' | 'ImageDeleted' | 'InvalidImage'

  constructor(code: ImageProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}

const ONE_PLATFORM = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
]
const SEVERAL_PLATFORMS = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
]

/** Looks an image up in the region's own ECR, which alone Lambda takes images from (AWS Lambda Developer Guide, "Create a Lambda function using a container image"). */
export function findInEcr({clients}: Pick<LambdaOptions, 'clients'>): FindImage {
  return async (uri, region) => {
    const {BatchGetImageCommand} = await import('@aws-sdk/client-ecr')
    const [, repositoryName, imageTag, imageDigest] =
      /^[^/]+\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(uri) ?? []
    if (!repositoryName || !(await registryCredentials(uri, clients(region))))
      throw new ImageProblem('InvalidImage', `Source image ${uri} is not valid. Provide a valid source image.`)

    const ecr = await clients(region).ecr()
    const imageIds = [imageDigest ? {imageDigest} : {imageTag: imageTag ?? 'latest'}]
    const acceptedMediaTypes = [...ONE_PLATFORM, ...SEVERAL_PLATFORMS]
    const {images = []} = await ecr
      .send(new BatchGetImageCommand({repositoryName, imageIds, acceptedMediaTypes}))
      .catch((error: Error) => refused(error, uri))
    const {imageId, imageManifest = '{}', imageManifestMediaType} = images[0] ?? {}
    if (!imageId?.imageDigest) throw missing(uri)
    const {mediaType = imageManifestMediaType} = JSON.parse(imageManifest) as {mediaType?: string}
    if (SEVERAL_PLATFORMS.includes(mediaType ?? ''))
      throw new ImageProblem(
        'InvalidImage',
        `The image manifest, config or layer media type for the source image ${uri} is not supported.`,
      )
    return `${uri.replace(/@.*$/, '').replace(/:[^:/]+$/, '')}@${imageId.imageDigest}`
  }
}

function refused({name, message}: Error, uri: string): never {
  if (name === 'RepositoryNotFoundException') throw missing(uri)
  throw new ImageProblem(
    'ImageAccessDenied',
    `Lambda does not have permission to access the ECR image. Check the ECR permissions. (${name}: ${message})`,
  )
}

function missing(uri: string): ImageProblem {
  return new ImageProblem('ImageDeleted', `Source image ${uri} does not exist. Provide a valid source image.`)
}
