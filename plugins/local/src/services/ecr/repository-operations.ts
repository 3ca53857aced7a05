import {ServiceError} from '../../server/service.js'
import {layerOwner, type Repository, type TagMutability} from '../registry/store/repositories.js'
import {type EcrCall, epochSeconds, invalidParameter, type RepositoryInput} from './ecr-operation.js'
import {page, type PageInput} from './page.js'

type Exclusions = Repository['mutabilityExclusions']

interface CreateInput extends RepositoryInput {
  readonly tags?: readonly {readonly Key: string; readonly Value?: string}[]
  readonly imageTagMutability?: TagMutability
  readonly imageTagMutabilityExclusionFilters?: Exclusions
  readonly imageScanningConfiguration?: {readonly scanOnPush?: boolean}
  readonly encryptionConfiguration?: Record<string, string>
}

const NAME = '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'

export function createRepository({input, region, store}: EcrCall<CreateInput>): object {
  const name = input.repositoryName ?? ''
  if (!new RegExp(`^${NAME}$`).test(name) || name.length < 2 || name.length > 256)
    throw invalidParameter('repositoryName', `must satisfy regular expression '${NAME}'`)

  const repository = store.repositories.create(region, name, {
    encryption: input.encryptionConfiguration ?? {encryptionType: 'AES256'},
    tagMutability: input.imageTagMutability ?? 'MUTABLE',
    mutabilityExclusions: input.imageTagMutabilityExclusionFilters ?? [],
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    tags: Object.fromEntries((input.tags ?? []).map(({Key, Value}) => [Key, Value ?? ''])),
  })
  return {repository: shown(repository)}
}

export function describeRepositories({
  input,
  region,
  store,
}: EcrCall<PageInput & {readonly repositoryNames?: readonly string[]}>): object {
  const named = input.repositoryNames?.map((name) => store.repositories.get(region, name))
  const {items, next} = page(named ?? store.repositories.list(region), input)
  return {repositories: items.map(shown), ...next}
}

export async function deleteRepository({
  input,
  region,
  store,
}: EcrCall<RepositoryInput & {readonly force?: boolean}>): Promise<object> {
  const repository = store.repositories.get(region, input.repositoryName)
  if (repository.manifests.size > 0 && !input.force)
    throw new ServiceError(
      'RepositoryNotEmptyException',
      `The repository with name '${repository.name}' in registry with id '${repository.registryId}' cannot be deleted because it still contains images`,
    )
  store.repositories.remove(repository)
  await store.layers.unlinkAll(layerOwner(repository))
  return {repository: shown(repository)}
}

export function putImageTagMutability({
  input,
  region,
  store,
}: EcrCall<
  RepositoryInput & {
    readonly imageTagMutability: TagMutability
    readonly imageTagMutabilityExclusionFilters?: Exclusions
  }
>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  repository.tagMutability = input.imageTagMutability
  repository.mutabilityExclusions = input.imageTagMutabilityExclusionFilters ?? []
  return {...named(repository), ...mutability(repository)}
}

export function putImageScanningConfiguration({
  input,
  region,
  store,
}: EcrCall<RepositoryInput & {readonly imageScanningConfiguration: {readonly scanOnPush?: boolean}}>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  repository.scanOnPush = input.imageScanningConfiguration.scanOnPush ?? false
  return {...named(repository), imageScanningConfiguration: {scanOnPush: repository.scanOnPush}}
}

/** What every answer about a repository begins with. */
export function named({registryId, name}: Repository): {registryId: string; repositoryName: string} {
  return {registryId, repositoryName: name}
}

function shown(repository: Repository): object {
  return {
    ...named(repository),
    repositoryArn: repository.arn,
    repositoryUri: repository.uri,
    createdAt: epochSeconds(repository.createdAt),
    ...mutability(repository),
    imageScanningConfiguration: {scanOnPush: repository.scanOnPush},
    encryptionConfiguration: repository.encryption,
  }
}

function mutability({tagMutability, mutabilityExclusions}: Repository): object {
  return {
    imageTagMutability: tagMutability,
    ...(mutabilityExclusions.length > 0 && {imageTagMutabilityExclusionFilters: mutabilityExclusions}),
  }
}
