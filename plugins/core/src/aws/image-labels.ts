import type {ECR} from '@aws-sdk/client-ecr'

import {cancelled, StackError} from '../errors.js'
import {answered} from './answered.js'
import type {Service} from './create-service.js'
import {MANIFEST_TYPES} from './manifest-types.js'

type Labels = Readonly<Record<string, string>>

const PATIENCE_MS = 30_000

/** Labels stand in the image's config, a blob that ECR hands out like a layer. */
export async function labelsOf(ecr: Service<ECR>, repository: string, digest: string): Promise<Labels | undefined> {
  const config = await configDigest(ecr, repository, digest)
  if (config === undefined) return undefined
  const {downloadUrl} = await ecr.call('GetDownloadUrlForLayer', (client, options) =>
    client.getDownloadUrlForLayer({repositoryName: repository, layerDigest: config}, options),
  )
  return download(answered(downloadUrl, 'ECR', 'GetDownloadUrlForLayer'), repository, ecr.access.signal)
}

/** `undefined`: there is no such image, or it is an index, which has no config. */
async function configDigest(ecr: Service<ECR>, repository: string, digest: string): Promise<string | undefined> {
  const {images: [image] = []} = await ecr.call('BatchGetImage', (client, options) =>
    client.batchGetImage(
      {repositoryName: repository, imageIds: [{imageDigest: digest}], acceptedMediaTypes: MANIFEST_TYPES},
      options,
    ),
  )
  const manifest = JSON.parse(image?.imageManifest ?? '{}') as {config?: {digest?: string}}
  return manifest.config?.digest
}

/** The URL holds its own permission: it is in no message. */
async function download(url: string, repository: string, signal: AbortSignal): Promise<Labels> {
  const failed = (why: string, cause?: unknown) =>
    new StackError('AWS_FAILED', `ECR gave no config of an image in ${repository}: ${why}`, {blame: 'aws', cause})
  try {
    const answer = await fetch(url, {signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])})
    if (!answer.ok) throw failed(`HTTP ${answer.status}`)
    const config = (await answer.json()) as {config?: {Labels?: Labels | null}}
    return config.config?.Labels ?? {}
  } catch (error) {
    if (signal.aborted) throw cancelled(signal)
    throw StackError.is(error) ? error : failed('it could not be downloaded', error)
  }
}
