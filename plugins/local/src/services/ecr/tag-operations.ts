import type {Repository} from '../registry/store/repositories.js'
import {type EcrCall, invalidParameter} from './ecr-operation.js'

interface TaggedInput {
  readonly resourceArn: string
}

export function tagResource({
  input,
  store,
}: EcrCall<TaggedInput & {readonly tags: readonly {readonly Key: string; readonly Value?: string}[]}>): object {
  const repository = byArn(input.resourceArn, store)
  for (const {Key, Value} of input.tags) repository.tags[Key] = Value ?? ''
  return {}
}

export function untagResource({input, store}: EcrCall<TaggedInput & {readonly tagKeys: readonly string[]}>): object {
  const repository = byArn(input.resourceArn, store)
  repository.tags = Object.fromEntries(Object.entries(repository.tags).filter(([key]) => !input.tagKeys.includes(key)))
  return {}
}

export function listTagsForResource({input, store}: EcrCall<TaggedInput>): object {
  const {tags} = byArn(input.resourceArn, store)
  return {tags: Object.entries(tags).map(([Key, Value]) => ({Key, Value}))}
}

function byArn(arn: string, store: EcrCall<TaggedInput>['store']): Repository {
  const [, , , region = '', , resource = ''] = arn.split(':')
  const name = /^repository\/(.+)$/.exec(resource)?.[1]
  if (!name) throw invalidParameter('resourceArn', 'Invalid ARN')
  return store.repositories.get(region, name)
}
