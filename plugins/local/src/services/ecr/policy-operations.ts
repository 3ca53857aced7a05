import {ServiceError} from '../../server/service.js'
import type {Repository} from '../registry/store/repositories.js'
import {type EcrCall, epochSeconds, invalidParameter, type RepositoryInput} from './ecr-operation.js'
import {named} from './repository-operations.js'

export function putLifecyclePolicy({
  input,
  region,
  store,
}: EcrCall<RepositoryInput & {readonly lifecyclePolicyText: string}>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  requireJson('LifecyclePolicyText', input.lifecyclePolicyText)
  repository.lifecycle = {text: input.lifecyclePolicyText, evaluatedAt: new Date()}
  return {...named(repository), lifecyclePolicyText: input.lifecyclePolicyText}
}

export function getLifecyclePolicy({input, region, store}: EcrCall<RepositoryInput>): object {
  return shownLifecycle(store.repositories.get(region, input.repositoryName))
}

export function deleteLifecyclePolicy({input, region, store}: EcrCall<RepositoryInput>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  const shown = shownLifecycle(repository)
  delete repository.lifecycle
  return shown
}

export function setRepositoryPolicy({
  input,
  region,
  store,
}: EcrCall<RepositoryInput & {readonly policyText: string}>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  requireJson('PolicyText', input.policyText)
  repository.policy = input.policyText
  return shownPolicy(repository)
}

export function getRepositoryPolicy({input, region, store}: EcrCall<RepositoryInput>): object {
  return shownPolicy(store.repositories.get(region, input.repositoryName))
}

export function deleteRepositoryPolicy({input, region, store}: EcrCall<RepositoryInput>): object {
  const repository = store.repositories.get(region, input.repositoryName)
  const shown = shownPolicy(repository)
  delete repository.policy
  return shown
}

function shownLifecycle(repository: Repository): object {
  if (!repository.lifecycle)
    throw notFound('LifecyclePolicyNotFoundException', 'Lifecycle policy does not exist for the repository', repository)
  return {
    ...named(repository),
    lifecyclePolicyText: repository.lifecycle.text,
    lastEvaluatedAt: epochSeconds(repository.lifecycle.evaluatedAt),
  }
}

function shownPolicy(repository: Repository): object {
  if (repository.policy === undefined)
    throw notFound(
      'RepositoryPolicyNotFoundException',
      'Repository policy does not exist for the repository',
      repository,
    )
  return {...named(repository), policyText: repository.policy}
}

function notFound(code: string, what: string, {name, registryId}: Repository): ServiceError {
  return new ServiceError(code, `${what} with name '${name}' in the registry with id '${registryId}'`)
}

function requireJson(parameter: string, text: string): void {
  try {
    JSON.parse(text)
  } catch {
    throw invalidParameter(parameter, 'Invalid JSON text provided.')
  }
}
