import {ServiceError} from '../../server/service.js'
import {isDigest, type Upload} from '../registry/store/layer-store.js'
import {layerOwner, type Repository} from '../registry/store/repositories.js'
import {type EcrCall, type EcrStore, type RepositoryInput} from './ecr-operation.js'
import {named} from './repository-operations.js'

/** What ECR asks for: parts of 10 MiB. */
const PART_SIZE = 10 * 1024 * 1024

interface UploadInput extends RepositoryInput {
  readonly uploadId: string
}

interface LayersInput extends RepositoryInput {
  readonly layerDigests: readonly string[]
}

export async function batchCheckLayerAvailability({input, region, store}: EcrCall<LayersInput>): Promise<object> {
  const owner = layerOwner(store.repositories.get(region, input.repositoryName))
  const layers: object[] = []
  const failures: object[] = []
  for (const layerDigest of input.layerDigests) {
    const layerSize = await store.layers.size(owner, layerDigest)
    if (!isDigest(layerDigest))
      failures.push({layerDigest, failureCode: 'InvalidLayerDigest', failureReason: 'The layer digest is not valid'})
    else if (layerSize === undefined) layers.push({layerDigest, layerAvailability: 'UNAVAILABLE'})
    else layers.push({layerDigest, layerAvailability: 'AVAILABLE', layerSize})
  }
  return {layers, failures}
}

/** The address carries a token of its own: it is fetched without credentials. */
export async function getDownloadUrlForLayer({
  input,
  region,
  store,
}: EcrCall<RepositoryInput & {readonly layerDigest: string}>): Promise<object> {
  const repository = store.repositories.get(region, input.repositoryName)
  const {layerDigest} = input
  if ((await store.layers.size(layerOwner(repository), layerDigest)) === undefined)
    throw new ServiceError(
      'LayersNotFoundException',
      `Layers with digests '[${layerDigest}]' not found in repository with name '${repository.name}' in the registry with id '${repository.registryId}'`,
    )
  const path = repository.uri.slice(repository.uri.indexOf('/') + 1)
  const {password} = store.tokens.issue()
  return {layerDigest, downloadUrl: `${store.registryUrl(region)}/v2/${path}/blobs/${layerDigest}?token=${password}`}
}

export async function initiateLayerUpload({input, region, store}: EcrCall<RepositoryInput>): Promise<object> {
  const upload = await store.layers.begin(layerOwner(store.repositories.get(region, input.repositoryName)))
  store.uploads.set(upload.id, upload)
  return {uploadId: upload.id, partSize: PART_SIZE}
}

export async function uploadLayerPart({
  input,
  region,
  store,
}: EcrCall<
  UploadInput & {readonly partFirstByte: number; readonly partLastByte: number; readonly layerPartBlob: string}
>): Promise<object> {
  const repository = store.repositories.get(region, input.repositoryName)
  const upload = requireUpload(store, repository, input.uploadId)
  const part = Buffer.from(input.layerPartBlob, 'base64')
  if (input.partFirstByte !== upload.size || input.partLastByte !== upload.size + part.length - 1)
    throw new ServiceError(
      'InvalidLayerPartException',
      `The part that starts at byte ${input.partFirstByte} is not the next one: ${upload.size} bytes were received`,
    )
  await store.layers.append(upload, oneChunk(part))
  return {...named(repository), uploadId: upload.id, lastByteReceived: upload.size - 1}
}

export async function completeLayerUpload({input, region, store}: EcrCall<UploadInput & LayersInput>): Promise<object> {
  const repository = store.repositories.get(region, input.repositoryName)
  const upload = requireUpload(store, repository, input.uploadId)
  const [digest = ''] = input.layerDigests
  if (upload.size === 0) throw new ServiceError('EmptyUploadException', 'The upload does not contain any layer parts')
  if ((await store.layers.size(layerOwner(repository), digest)) !== undefined)
    throw new ServiceError('LayerAlreadyExistsException', `Layer with digest '${digest}' already exists`)
  if (!(await store.layers.finish(upload, digest)))
    throw new ServiceError('InvalidLayerException', `The uploaded bytes do not have the digest '${digest}'`)
  store.uploads.delete(upload.id)
  return {...named(repository), uploadId: upload.id, layerDigest: digest}
}

function requireUpload(store: EcrStore, repository: Repository, id: string): Upload {
  const upload = store.uploads.get(id)
  if (upload?.repository === layerOwner(repository)) return upload
  throw new ServiceError(
    'UploadNotFoundException',
    `The upload with id '${id}' does not exist in the repository with name '${repository.name}' in the registry with id '${repository.registryId}'`,
  )
}

async function* oneChunk(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes
}
